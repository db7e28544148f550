using System.Buffers.Text;
using System.Globalization;
using System.Text;
using CivicForge.Api.Http.Problems;
using CivicForge.Chain;

namespace CivicForge.Api.Http.Requests;

/// <summary>A page of a keyset-paged list (http-api.md).</summary>
public sealed record Page<T>(IReadOnlyList<T> Items, string? NextCursor);

/// <summary>Query parameters and cursors; anything malformed is 400 <c>invalid-query</c>, never a 500.</summary>
internal static class Paging
{
    public const int DefaultLimit = 20;
    public const int MaxLimit = 100;

    public static int Limit(HttpRequest request)
    {
        if (Single(request, "limit") is not { } text)
        {
            return DefaultLimit;
        }
        if (
            int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit)
            && limit is >= 1 and <= MaxLimit
        )
        {
            return limit;
        }
        throw Invalid("limit", $"must be a number from 1 to {MaxLimit}");
    }

    /// <summary>The cursor's parts, or null without one. A cursor is base64url text of <c>kind|part|…</c>, opaque to
    /// clients.</summary>
    public static string[]? Cursor(HttpRequest request, string kind, int parts) =>
        Cursor(request, [kind], parts)?.Parts;

    /// <summary>A cursor of one of several kinds, with its kind.</summary>
    public static (string Kind, string[] Parts)? Cursor(
        HttpRequest request,
        IReadOnlyCollection<string> kinds,
        int parts
    )
    {
        if (Single(request, "cursor") is not { } text)
        {
            return null;
        }
        if (text.Length is > 0 and <= 200 && Base64Url.IsValid(text))
        {
            var decoded = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text)).Split('|');
            if (decoded.Length == parts + 1 && kinds.Contains(decoded[0]))
            {
                return (decoded[0], decoded[1..]);
            }
        }

        throw BadCursor();
    }

    public static string Encode(string kind, params ReadOnlySpan<string> parts) =>
        Base64Url.EncodeToString(Encoding.UTF8.GetBytes(kind + "|" + string.Join('|', parts)));

    public static long CursorNumber(string part) =>
        long.TryParse(part, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw BadCursor();

    public static Guid CursorId(string part) => QuestId.TryParse(part, out var id) ? id : throw BadCursor();

    public static RuleViolation BadCursor() => Invalid("cursor", "is not one that this list gave out");

    /// <summary>The parameter's one value, null when it is absent.</summary>
    public static string? Single(HttpRequest request, string name) =>
        request.Query[name] switch
        {
            { Count: 0 } => null,
            { Count: 1 } values when values[0]!.Contains('\0', StringComparison.Ordinal) => throw Invalid(
                name,
                "has a NUL character"
            ),
            { Count: 1 } values => values[0],
            _ => throw Invalid(name, "is given more than once"),
        };

    public static RuleViolation Invalid(string name, string why) =>
        new(ErrorCodes.InvalidQuery, $"The query parameter '{name}' {why}.", ("parameter", name));
}
