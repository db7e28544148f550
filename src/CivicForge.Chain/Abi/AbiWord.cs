using System.Globalization;
using System.Numerics;

namespace CivicForge.Chain.Abi;

/// <summary>The 32-byte words of value types: integers big-endian, sign-extended and range-checked; address
/// right-aligned; bytesN left-aligned. The same words serve the contract ABI and EIP-712's encodeData.</summary>
internal static class AbiWord
{
    internal static void Write(AbiType type, object value, Span<byte> word)
    {
        word.Clear();
        switch (type.Kind)
        {
            case AbiKind.Uint or AbiKind.Int:
                WriteInteger(type, ToInteger(type, value), word);
                break;
            case AbiKind.Address:
                ToAddress(value).CopyTo(word[12..]);
                break;
            case AbiKind.Bool:
                word[31] = value is bool flag ? (byte)(flag ? 1 : 0) : throw Mismatch(type, value);
                break;
            case AbiKind.FixedBytes:
                var bytes = ToBytes(type, value);
                if (bytes.Length != type.Size)
                {
                    throw new FormatException($"{type} needs {type.Size} bytes, got {bytes.Length}.");
                }
                bytes.CopyTo(word);
                break;
            default:
                throw Mismatch(type, value);
        }
    }

    internal static ReadOnlySpan<byte> ToBytes(AbiType type, object value) =>
        value switch
        {
            byte[] bytes => bytes,
            Hash32 hash => hash.ToArray(),
            Guid id when type.Size == 16 => QuestId.ToBytes16(id),
            string text => Hex.TryDecode(text, out var bytes)
                ? bytes
                : throw new FormatException($"{type} needs 0x and an even number of hex digits."),
            _ => throw Mismatch(type, value),
        };

    internal static FormatException Mismatch(AbiType type, object? value) =>
        new($"A value of {value?.GetType().Name ?? "null"} cannot be encoded as {type}.");

    private static Address ToAddress(object value) =>
        value switch
        {
            Address address => address,
            string text => Address.Parse(text),
            _ => throw new FormatException($"A value of {value.GetType().Name} cannot be encoded as address."),
        };

    private static BigInteger ToInteger(AbiType type, object value) =>
        value switch
        {
            BigInteger number => number,
            ulong or uint or ushort or byte => Convert.ToUInt64(value, CultureInfo.InvariantCulture),
            long or int or short or sbyte => Convert.ToInt64(value, CultureInfo.InvariantCulture),
            string text when text.StartsWith("0x", StringComparison.Ordinal) => BigInteger.Parse(
                "0" + text[2..],
                NumberStyles.AllowHexSpecifier,
                CultureInfo.InvariantCulture
            ),
            string text => BigInteger.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture),
            _ => throw Mismatch(type, value),
        };

    private static void WriteInteger(AbiType type, BigInteger number, Span<byte> word)
    {
        var signed = type.Kind == AbiKind.Int;
        var most = BigInteger.One << (signed ? type.Size - 1 : type.Size);
        if (number >= most || number < (signed ? -most : BigInteger.Zero))
        {
            throw new FormatException($"{number} is outside of {type}.");
        }
        if (number.Sign < 0)
        {
            word.Fill(0xff);
            number += BigInteger.One << 256;
        }

        var length = number.GetByteCount(isUnsigned: true);
        number.TryWriteBytes(word[(32 - length)..], out _, isUnsigned: true, isBigEndian: true);
    }
}
