using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CivicForge.Chain;

/// <summary>A <c>bytes32</c>: a Keccak-256 hash, a Merkle node, a block or transaction hash. Bytes are in wire order;
/// the order of values is that of their bytes as an unsigned big-endian number.</summary>
[JsonConverter(typeof(Hash32JsonConverter))]
[InlineArray(Size)]
public struct Hash32 : IEquatable<Hash32>, IComparable<Hash32>
{
    public const int Size = 32;
    private byte _first;

    public Hash32(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Size)
        {
            throw new ArgumentException($"A bytes32 has 32 bytes, got {bytes.Length}.", nameof(bytes));
        }
        bytes.CopyTo(MemoryMarshal.CreateSpan(ref _first, Size));
    }

    public static Hash32 Zero => default;
    public readonly bool IsZero => this == default;

    [UnscopedRef]
    public readonly ReadOnlySpan<byte> Bytes => MemoryMarshal.CreateReadOnlySpan(in _first, Size);

    public readonly byte[] ToArray() => Bytes.ToArray();

    public readonly void CopyTo(Span<byte> destination) => Bytes.CopyTo(destination);

    /// <summary>Parses <c>0x</c> and 64 hex digits of any case.</summary>
    public static Hash32 Parse(string text) =>
        TryParse(text, out var hash) ? hash : throw new FormatException("Expected 0x followed by 64 hex digits.");

    public static bool TryParse(ReadOnlySpan<char> text, out Hash32 hash)
    {
        hash = default;
        return Hex.TryDecode(text, MemoryMarshal.CreateSpan(ref hash._first, Size));
    }

    /// <summary><c>0x</c> and 64 lower-case digits.</summary>
    public override readonly string ToString() => Hex.Encode(Bytes);

    public readonly bool Equals(Hash32 other) => Bytes.SequenceEqual(other.Bytes);

    public override readonly bool Equals(object? obj) => obj is Hash32 other && Equals(other);

    public override readonly int GetHashCode() => BinaryPrimitives.ReadInt32LittleEndian(Bytes);

    public readonly int CompareTo(Hash32 other) => Bytes.SequenceCompareTo(other.Bytes);

    public static bool operator ==(Hash32 left, Hash32 right) => left.Equals(right);

    public static bool operator !=(Hash32 left, Hash32 right) => !left.Equals(right);

    public static bool operator <(Hash32 left, Hash32 right) => left.CompareTo(right) < 0;

    public static bool operator >(Hash32 left, Hash32 right) => left.CompareTo(right) > 0;

    public static bool operator <=(Hash32 left, Hash32 right) => left.CompareTo(right) <= 0;

    public static bool operator >=(Hash32 left, Hash32 right) => left.CompareTo(right) >= 0;
}

internal sealed class Hash32JsonConverter : JsonConverter<Hash32>
{
    public override Hash32 Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && Hash32.TryParse(reader.GetString(), out var hash)
            ? hash
            : throw new JsonException("Expected 0x followed by 64 hex digits.");

    public override void Write(Utf8JsonWriter writer, Hash32 value, JsonSerializerOptions options)
    {
        Span<byte> text = stackalloc byte[2 + (2 * Hash32.Size)];
        Hex.Write(value.Bytes, text);
        writer.WriteStringValue(text);
    }
}
