using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using CivicForge.Chain.Crypto;

namespace CivicForge.Chain;

/// <summary>An Ethereum account address: 20 bytes in wire order, written with the EIP-55 checksum.</summary>
[JsonConverter(typeof(AddressJsonConverter))]
[InlineArray(Size)]
public struct Address : IEquatable<Address>, IComparable<Address>
{
    public const int Size = 20;
    internal const int TextSize = 2 + (2 * Size);
    private byte _first;

    public Address(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Size)
        {
            throw new ArgumentException($"An address has 20 bytes, got {bytes.Length}.", nameof(bytes));
        }
        bytes.CopyTo(MemoryMarshal.CreateSpan(ref _first, Size));
    }

    public static Address Zero => default;
    public readonly bool IsZero => this == default;

    [UnscopedRef]
    public readonly ReadOnlySpan<byte> Bytes => MemoryMarshal.CreateReadOnlySpan(in _first, Size);

    public readonly byte[] ToArray() => Bytes.ToArray();

    public readonly void CopyTo(Span<byte> destination) => Bytes.CopyTo(destination);

    /// <summary>Parses <c>0x</c> and 40 digits: all lower, all upper, or mixed with a right EIP-55 checksum.</summary>
    /// <exception cref="FormatException">Not an address, or its checksum is wrong.</exception>
    public static Address Parse(string text) =>
        TryParse(text, out var address)
            ? address
            : throw new FormatException("Expected 0x followed by 40 hex digits with a right EIP-55 checksum.");

    public static bool TryParse([NotNullWhen(true)] string? text, out Address address)
    {
        if (!TryParseUnchecked(text, out address))
        {
            return false;
        }
        var digits = text.AsSpan(2);
        if (!digits.ContainsAnyInRange('A', 'F') || !digits.ContainsAnyInRange('a', 'f') || text == address.ToString())
        {
            return true;
        }
        address = default;
        return false;
    }

    /// <summary>Parses only the EIP-55 form, which is what protocol §2 allows on the wire.</summary>
    public static bool TryParseChecksummed([NotNullWhen(true)] string? text, out Address address)
    {
        if (TryParseUnchecked(text, out address) && text == address.ToString())
        {
            return true;
        }
        address = default;
        return false;
    }

    private static bool TryParseUnchecked([NotNullWhen(true)] string? text, out Address address)
    {
        address = default;
        return text is not null && Hex.TryDecode(text, MemoryMarshal.CreateSpan(ref address._first, Size));
    }

    /// <summary>The EIP-55 form: a letter is upper-case when the matching nibble of keccak256(lower-case digits) is 8
    /// or more.</summary>
    public override readonly string ToString() =>
        string.Create(
            TextSize,
            this,
            static (text, address) =>
            {
                Span<byte> ascii = stackalloc byte[TextSize];
                address.Write(ascii);
                System.Text.Ascii.ToUtf16(ascii, text, out _);
            }
        );

    /// <summary>The EIP-55 form as ASCII.</summary>
    /// <param name="text">42 bytes.</param>
    internal readonly void Write(Span<byte> text)
    {
        Hex.Write(Bytes, text);
        var digits = text[2..];
        Span<byte> hash = stackalloc byte[Hash32.Size];
        Keccak256.Hash(digits, hash);
        for (var i = 0; i < digits.Length; i++)
        {
            if (digits[i] >= 'a' && ((hash[i / 2] >> (i % 2 == 0 ? 4 : 0)) & 8) != 0)
            {
                digits[i] -= 'a' - 'A';
            }
        }
    }

    public readonly bool Equals(Address other) => Bytes.SequenceEqual(other.Bytes);

    public override readonly bool Equals(object? obj) => obj is Address other && Equals(other);

    public override readonly int GetHashCode() => BinaryPrimitives.ReadInt32LittleEndian(Bytes);

    public readonly int CompareTo(Address other) => Bytes.SequenceCompareTo(other.Bytes);

    public static bool operator ==(Address left, Address right) => left.Equals(right);

    public static bool operator !=(Address left, Address right) => !left.Equals(right);

    public static bool operator <(Address left, Address right) => left.CompareTo(right) < 0;

    public static bool operator >(Address left, Address right) => left.CompareTo(right) > 0;

    public static bool operator <=(Address left, Address right) => left.CompareTo(right) <= 0;

    public static bool operator >=(Address left, Address right) => left.CompareTo(right) >= 0;
}

internal sealed class AddressJsonConverter : JsonConverter<Address>
{
    public override Address Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && Address.TryParse(reader.GetString(), out var address)
            ? address
            : throw new JsonException(
                "Expected an address: 0x followed by 40 hex digits with a right EIP-55 checksum."
            );

    public override void Write(Utf8JsonWriter writer, Address value, JsonSerializerOptions options)
    {
        Span<byte> text = stackalloc byte[Address.TextSize];
        value.Write(text);
        writer.WriteStringValue(text);
    }
}
