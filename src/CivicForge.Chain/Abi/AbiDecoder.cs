using System.Numerics;
using System.Text;

namespace CivicForge.Chain.Abi;

/// <summary>Reads the contract ABI's encoding. Strict: an offset or length outside the data, dirty padding of a value
/// type, a boolean other than 0 or 1 and malformed UTF-8 are errors.</summary>
/// <remarks>Results: integers <see cref="BigInteger"/>; <see cref="Address"/>; <see cref="bool"/>; bytes32
/// <see cref="Hash32"/>, other bytes <c>byte[]</c>; <see cref="string"/>; arrays and tuples <c>object[]</c>.</remarks>
public static class AbiDecoder
{
    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    /// <exception cref="FormatException">The data is not an encoding of these types.</exception>
    public static object[] Decode(IReadOnlyList<AbiType> types, ReadOnlySpan<byte> data) =>
        Sequence(types, data, depth: 0);

    private static object[] Sequence(IReadOnlyList<AbiType> types, ReadOnlySpan<byte> data, int depth)
    {
        if (depth > 16)
        {
            throw new FormatException("The encoding is nested too deeply.");
        }
        var values = new object[types.Count];
        var position = 0;
        for (var i = 0; i < types.Count; i++)
        {
            var type = types[i];
            values[i] = type.IsDynamic
                ? One(type, From(data, ReadLength(Slice(data, position, 32))), depth)
                : One(type, Slice(data, position, type.HeadSize), depth);
            position += type.HeadSize;
        }

        return values;
    }

    private static object One(AbiType type, ReadOnlySpan<byte> data, int depth)
    {
        switch (type.Kind)
        {
            case AbiKind.Bytes:
                return LengthPrefixed(data).ToArray();
            case AbiKind.String:
                try
                {
                    return StrictUtf8.GetString(LengthPrefixed(data));
                }
                catch (DecoderFallbackException e)
                {
                    throw new FormatException("A string is not well-formed UTF-8.", e);
                }
            case AbiKind.Tuple:
                return Sequence(type.Components, data, depth + 1);
            case AbiKind.Array:
                var count = type.Length ?? ReadLength(Slice(data, 0, 32));
                var body = type.Length is null ? data[32..] : data;
                if ((long)count * type.Element!.HeadSize > body.Length || (count > 0 && type.Element.HeadSize == 0))
                {
                    throw Truncated();
                }
                return Sequence(Enumerable.Repeat(type.Element, count).ToArray(), body, depth + 1);
            default:
                return Word(type, Slice(data, 0, 32));
        }
    }

    private static object Word(AbiType type, ReadOnlySpan<byte> word)
    {
        switch (type.Kind)
        {
            case AbiKind.Uint:
                RequireZero(word[..(32 - type.Size / 8)], type);
                return new BigInteger(word, isUnsigned: true, isBigEndian: true);
            case AbiKind.Int:
                var number = new BigInteger(word, isUnsigned: false, isBigEndian: true);
                var most = BigInteger.One << (type.Size - 1);
                return number < most && number >= -most
                    ? number
                    : throw new FormatException($"{number} is outside of {type}.");
            case AbiKind.Address:
                RequireZero(word[..12], type);
                return new Address(word[12..]);
            case AbiKind.Bool:
                RequireZero(word[..31], type);
                return word[31] <= 1 ? word[31] == 1 : throw new FormatException("A bool is neither 0 nor 1.");
            default:
                RequireZero(word[type.Size..], type);
                return type.Size == 32 ? new Hash32(word) : word[..type.Size].ToArray();
        }
    }

    private static ReadOnlySpan<byte> LengthPrefixed(ReadOnlySpan<byte> data) =>
        Slice(data, 32, ReadLength(Slice(data, 0, 32)));

    private static int ReadLength(ReadOnlySpan<byte> word)
    {
        if (word[..28].ContainsAnyExcept((byte)0))
        {
            throw Truncated();
        }
        var length = System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(word[28..]);
        return length >= 0 ? length : throw Truncated();
    }

    private static ReadOnlySpan<byte> From(ReadOnlySpan<byte> data, int offset) =>
        offset <= data.Length ? data[offset..] : throw Truncated();

    private static ReadOnlySpan<byte> Slice(ReadOnlySpan<byte> data, int start, int length) =>
        start <= data.Length && length <= data.Length - start ? data.Slice(start, length) : throw Truncated();

    private static void RequireZero(ReadOnlySpan<byte> padding, AbiType type)
    {
        if (padding.ContainsAnyExcept((byte)0))
        {
            throw new FormatException($"The padding of {type} is not zero.");
        }
    }

    private static FormatException Truncated() => new("The data ends before what its offsets and lengths announce.");
}
