using System.Numerics;

namespace CivicForge.Chain.Transactions;

/// <summary>Reads Recursive Length Prefix encoding (Yellow Paper, appendix B). An item is <c>byte[]</c> or a list of
/// items.</summary>
public static class Rlp
{
    /// <summary>Decodes one item that fills <paramref name="data"/>: <c>byte[]</c> or <c>object[]</c> of items. Strict:
    /// only the shortest encoding.</summary>
    /// <exception cref="FormatException">Not canonical RLP.</exception>
    public static object Decode(ReadOnlySpan<byte> data)
    {
        var item = Read(ref data, depth: 0);
        return data.IsEmpty ? item : throw new FormatException("Bytes follow the RLP item.");
    }

    /// <summary>The encoding of a decoded list without its last items, which are bytes of at most 55.</summary>
    internal static byte[] WithoutLast(ReadOnlySpan<byte> list, ReadOnlySpan<object> items)
    {
        var body = list[(list[0] <= 0xc0 + 55 ? 1 : 1 + list[0] - 0xc0 - 55)..];
        foreach (var item in items)
        {
            var bytes = (byte[])item;
            body = body[..^(bytes.Length == 1 && bytes[0] < 0x80 ? 1 : 1 + bytes.Length)];
        }

        return [.. ListPrefix(body.Length), .. body];
    }

    private static object Read(ref ReadOnlySpan<byte> data, int depth)
    {
        if (depth > 32)
        {
            throw new FormatException("The RLP is nested too deeply.");
        }
        if (data.IsEmpty)
        {
            throw Truncated();
        }
        var first = data[0];
        if (first < 0x80)
        {
            data = data[1..];
            return new[] { first };
        }

        var isList = first >= 0xc0;
        var short0 = isList ? 0xc0 : 0x80;
        var (skip, length) = first - short0 <= 55 ? (1, first - short0) : LongLength(data, first - short0 - 55);
        if (length > data.Length - skip)
        {
            throw Truncated();
        }
        var body = data.Slice(skip, length);
        data = data[(skip + length)..];
        if (!isList)
        {
            return length == 1 && body[0] < 0x80
                ? throw new FormatException("A byte below 0x80 has a prefix.")
                : body.ToArray();
        }
        var items = new List<object>();
        while (!body.IsEmpty)
        {
            items.Add(Read(ref body, depth + 1));
        }
        return items.ToArray();
    }

    private static (int Skip, int Length) LongLength(ReadOnlySpan<byte> data, int bytes)
    {
        if (bytes > 4 || data.Length < 1 + bytes)
        {
            throw Truncated();
        }
        var length = new BigInteger(data.Slice(1, bytes), isUnsigned: true, isBigEndian: true);
        if (data[1] == 0 || length <= 55)
        {
            throw new FormatException("An RLP length is not in its shortest form.");
        }
        return length <= int.MaxValue ? (1 + bytes, (int)length) : throw Truncated();
    }

    private static byte[] ListPrefix(int length)
    {
        if (length <= 55)
        {
            return [(byte)(0xc0 + length)];
        }
        var bytes = new BigInteger(length).ToByteArray(isUnsigned: true, isBigEndian: true);
        return [(byte)(0xc0 + 55 + bytes.Length), .. bytes];
    }

    private static FormatException Truncated() => new("The RLP ends before its announced length.");
}
