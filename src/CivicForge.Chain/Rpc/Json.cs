using System.Numerics;
using System.Text.Json;

namespace CivicForge.Chain.Rpc;

/// <summary>Reads members of a node's answer; a member of another shape is a <see cref="FormatException"/>.</summary>
internal static class Json
{
    internal static Hash32 Hash(JsonElement json, string name) => Hash32.Parse(Text(json, name));

    /// <summary>Nodes write addresses in lower case or with a checksum; both are fine.</summary>
    internal static Address Address(JsonElement json, string name) => Chain.Address.Parse(Text(json, name));

    internal static byte[] Bytes(JsonElement json, string name) => Hex.Decode(Text(json, name));

    private static string Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : throw new FormatException($"The member {name} is missing.");

    internal static Hash32 Hash(ref Utf8JsonReader json)
    {
        Span<byte> bytes = stackalloc byte[Hash32.Size];
        return IsPlain(ref json) && Hex.TryDecode(json.ValueSpan, bytes)
            ? new Hash32(bytes)
            : Hash32.Parse(Text(ref json));
    }

    /// <inheritdoc cref="Address(JsonElement, string)"/>
    internal static Address Address(ref Utf8JsonReader json)
    {
        Span<byte> bytes = stackalloc byte[Chain.Address.Size];
        return
            IsPlain(ref json)
            && !json.ValueSpan.ContainsAnyInRange((byte)'A', (byte)'F')
            && Hex.TryDecode(json.ValueSpan, bytes)
            ? new Address(bytes)
            : Chain.Address.Parse(Text(ref json));
    }

    internal static byte[] Bytes(ref Utf8JsonReader json)
    {
        if (!IsPlain(ref json) || json.ValueSpan.Length < 2)
        {
            return Hex.Decode(Text(ref json));
        }
        var bytes = new byte[(json.ValueSpan.Length - 2) / 2];
        return Hex.TryDecode(json.ValueSpan, bytes) ? bytes : Hex.Decode(Text(ref json));
    }

    /// <summary>A quantity of at most 64 bits.</summary>
    internal static ulong Number(ref Utf8JsonReader json)
    {
        if (!IsPlain(ref json) || json.ValueSpan.Length is < 3 or > 18 || !json.ValueSpan.StartsWith("0x"u8))
        {
            return Quantity.DecodeUInt64(Text(ref json));
        }
        ulong number = 0;
        foreach (var digit in json.ValueSpan[2..])
        {
            if (!char.IsAsciiHexDigit((char)digit))
            {
                return Quantity.DecodeUInt64(Text(ref json));
            }
            number = (number << 4) | (uint)(digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10);
        }
        return number;
    }

    internal static BigInteger BigNumber(ref Utf8JsonReader json) =>
        json.TokenType == JsonTokenType.String && json.ValueSpan.Length <= 18
            ? Number(ref json)
            : Quantity.Decode(Text(ref json));

    /// <summary>Whether the reader stands on this member's name; it stands on the value then.</summary>
    internal static bool Is(ref Utf8JsonReader json, ReadOnlySpan<byte> name) =>
        json.ValueTextEquals(name) && json.Read();

    private static bool IsPlain(ref Utf8JsonReader json) =>
        json.TokenType == JsonTokenType.String && !json.ValueIsEscaped;

    private static string Text(ref Utf8JsonReader json) =>
        json.TokenType == JsonTokenType.String
            ? json.GetString()!
            : throw new FormatException($"Expected text, got {json.TokenType}.");
}
