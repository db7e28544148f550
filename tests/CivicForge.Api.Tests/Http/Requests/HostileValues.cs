using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace CivicForge.Api.Tests.Http.Requests;

/// <summary>Values that break services: ends of number ranges, text that is not text, names of other things, what
/// databases and file systems take for their own.</summary>
internal static class HostileValues
{
    private static readonly string Long = new('a', 3_000);

    /// <summary>For a part of a path, percent-encoded.</summary>
    internal static readonly string[] Segments =
    [
        "0",
        "-1",
        "00000000-0000-0000-0000-000000000000",
        "ffffffff-ffff-ffff-ffff-ffffffffffff",
        "9223372036854775807",
        "9223372036854775808",
        "1e9",
        "%00",
        "%ff%fe",
        "..%2f..%2fetc%2fpasswd",
        "%2e%2e",
        "0x",
        $"0x{new string('0', 40)}",
        $"0x{new string('f', 40)}",
        $"0x{new string('g', 40)}",
        $"0x{new string('0', 64)}",
        new string('0', 64),
        new string('f', 64),
        "null",
        "true",
        "{}",
        "%27%20OR%201%3D1--",
        "%F0%9F%8C%B3",
        "%ED%A0%80",
        Long,
    ];

    /// <summary>For a query parameter, percent-encoded; also given twice.</summary>
    internal static readonly string[] Queries =
    [
        "",
        "0",
        "-1",
        "1",
        "100",
        "101",
        "2147483648",
        "9223372036854775807",
        "NaN",
        "1e9",
        "%00",
        "%0a",
        "%ff",
        "%ED%A0%80",
        "%27%3B%20DROP%20TABLE%20civic.quests--",
        "%25",
        "_",
        "%5C",
        "%22",
        "(%20%26%20%7C%20!%20)",
        "%3A*",
        "%E2%80%AE",
        "%F0%9F%8C%B3",
        "%CC%81",
        "%D8%A7%D9%84%D8%B9",
        "any",
        "open",
        "COMPLETE",
        "0x",
        $"0x{new string('f', 40)}",
        "a%20b%20c%20d%20e%20f%20g%20h%20i%20j%20k%20l%20m",
        "*",
        "null",
        "-",
        Long,
        "1&{0}=2",
    ];

    /// <summary>For a header: any bytes but the ends of lines.</summary>
    internal static readonly string[] Headers =
    [
        "",
        " ",
        "a",
        "*",
        "W/\"1\"",
        "\"1\"",
        "\"",
        "-1",
        "9223372036854775808",
        "Bearer",
        "Bearer x",
        "Bearer e30.e30.",
        "Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiIweDAifQ.",
        "Basic YTpi",
        "bytes=0-",
        "bytes=-1",
        "bytes=9223372036854775807-",
        "bytes=0-0,0-0,0-0,0-0,0-0,0-0,0-0,0-0",
        "Thu, 01 Jan 1970 00:00:00 GMT",
        "Sat, 31 Dec 9999 23:59:59 GMT",
        "text/event-stream",
        "application/json; charset=utf-7",
        "application/json; q=a",
        "gzip;q=0",
        "null",
        "ü",
        Long,
    ];

    /// <summary>For a member of a JSON object, as JSON text.</summary>
    internal static readonly string[] Json =
    [
        "null",
        "true",
        "0",
        "-1",
        "1.5",
        "2147483648",
        "1e400",
        "-0",
        "\"\"",
        "\" \"",
        "\"\\u0000\"",
        "\"\\ud800\"",
        "\"\\udc00\\ud800\"",
        "\"\\u202e\\u2066\"",
        "\"\\ufffe\"",
        "[]",
        "[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]",
        "[null]",
        "[\"\",\"\"]",
        "[1]",
        "{}",
        "{\"a\":{}}",
        "\"0001-01-01T00:00:00Z\"",
        "\"9999-12-31T23:59:59.9999999Z\"",
        "\"9999-12-31T23:59:59-14:00\"",
        "\"0x\"",
        $"\"0x{new string('f', 40)}\"",
        $"\"0x{new string('0', 130)}\"",
        $"\"0x{new string('f', 130)}\"",
        $"\"0x{new string('a', 20_000)}\"",
        $"\"{new string('a', 60_000)}\"",
        $"\"{string.Concat(Enumerable.Repeat("\\u0301", 2_000))}\"",
        "\"done\"",
        "\"\\u0130\"",
        "\"'; DROP TABLE civic.quests--\"",
    ];

    /// <summary>Whole bodies.</summary>
    internal static readonly byte[][] Bodies =
    [
        [],
        "null"u8.ToArray(),
        "[]"u8.ToArray(),
        "{"u8.ToArray(),
        "\"\""u8.ToArray(),
        "{}"u8.ToArray(),
        "{}{}"u8.ToArray(),
        "{\"\":1}"u8.ToArray(),
        "{\"__proto__\":{}}"u8.ToArray(),
        "{\"title\":\"a\",\"title\":\"b\"}"u8.ToArray(),
        [0xEF, 0xBB, 0xBF, .. "{}"u8],
        [0xFF, 0xFE, (byte)'{', 0, (byte)'}', 0],
        [.. "{\"title\":\""u8, 0xC3, .. "\"}"u8],
        Encoding.UTF8.GetBytes(new string('[', 40_000)),
        Encoding.UTF8.GetBytes($"{{\"a\":\"{new string('b', 70_000)}\"}}"),
    ];

    /// <summary>A cursor that was given out, with each of its parts replaced.</summary>
    internal static IEnumerable<string> Cursors(string cursor)
    {
        var parts = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(cursor)).Split('|');
        string[] others =
        [
            "",
            "0",
            "-1",
            "9223372036854775807",
            "-9223372036854775808",
            "9223372036854775808",
            "NaN",
            "Infinity",
            "1e308",
            "\0",
            "ffffffff-ffff-ffff-ffff-ffffffffffff",
            "0x",
            "a",
        ];
        for (var part = 0; part < parts.Length; part++)
        {
            foreach (var other in others)
            {
                yield return Base64Url.EncodeToString(
                    Encoding.UTF8.GetBytes(string.Join('|', [.. parts[..part], other, .. parts[(part + 1)..]]))
                );
            }
        }
        yield return cursor[..^1];
        yield return cursor + cursor;
        yield return Base64Url.EncodeToString([0xFF, 0xFE, 0x7C, 0x00]);
    }

    /// <summary>The object with each member replaced, left out, or beside one that nobody knows.</summary>
    internal static IEnumerable<string> Objects(JsonObject valid)
    {
        foreach (var (name, _) in valid)
        {
            foreach (var value in Json)
            {
                yield return With(valid, name, value);
            }
            var without = valid.DeepClone().AsObject();
            without.Remove(name);
            yield return without.ToJsonString();
        }

        yield return With(valid, "unknown", "1");
    }

    /// <summary>As text, since some values are not JSON that a library would write.</summary>
    private static string With(JsonObject valid, string name, string value)
    {
        var members = valid
            .Where(m => m.Key != name)
            .Select(m =>
                string.Create(CultureInfo.InvariantCulture, $"\"{m.Key}\":{m.Value?.ToJsonString() ?? "null"}")
            );
        return $"{{{string.Join(',', [.. members, $"\"{name}\":{value}"])}}}";
    }
}
