using System.Collections;
using System.Text;

namespace CivicForge.Chain.Abi;

/// <summary>The contract ABI's encoding (Solidity documentation, "Contract ABI Specification").</summary>
/// <remarks>Accepted values: integers as any .NET integer or <see cref="System.Numerics.BigInteger"/>;
/// <see cref="Address"/>; <see cref="bool"/>; bytes as <c>byte[]</c>, <see cref="Hash32"/>, <see cref="Guid"/>
/// (bytes16) or hex text; <see cref="string"/>; arrays and tuples as any list.</remarks>
public static class AbiEncoder
{
    /// <summary><c>abi.encode</c> of the values.</summary>
    /// <exception cref="FormatException">A value does not fit its type.</exception>
    public static byte[] Encode(IReadOnlyList<AbiType> types, params ReadOnlySpan<object> values) =>
        Sequence(types, values);

    /// <summary>A call: the first four bytes of keccak256(signature), then <c>abi.encode</c> of the
    /// arguments.</summary>
    public static byte[] EncodeCall(AbiFunction function, params ReadOnlySpan<object> arguments) =>
        [.. function.Selector, .. Sequence(function.Inputs, arguments)];

    private static byte[] Sequence(IReadOnlyList<AbiType> types, ReadOnlySpan<object> values)
    {
        if (types.Count != values.Length)
        {
            throw new FormatException($"{types.Count} values are needed, got {values.Length}.");
        }
        var head = new MemoryStream();
        var tail = new MemoryStream();
        var headSize = types.Sum(t => t.HeadSize);
        Span<byte> word = stackalloc byte[32];
        for (var i = 0; i < types.Count; i++)
        {
            var encoded = One(types[i], values[i]);
            if (!types[i].IsDynamic)
            {
                head.Write(encoded);
                continue;
            }

            WriteLength(headSize + (int)tail.Length, word);
            head.Write(word);
            tail.Write(encoded);
        }

        tail.WriteTo(head);
        return head.ToArray();
    }

    private static byte[] One(AbiType type, object value)
    {
        switch (type.Kind)
        {
            case AbiKind.String:
                return LengthPrefixed(
                    value is string text ? Encoding.UTF8.GetBytes(text) : throw AbiWord.Mismatch(type, value)
                );
            case AbiKind.Bytes:
                return LengthPrefixed(AbiWord.ToBytes(type, value));
            case AbiKind.Tuple:
                return Sequence(type.Components, Items(type, value));
            case AbiKind.Array:
                var items = Items(type, value);
                if (type.Length is { } length && length != items.Length)
                {
                    throw new FormatException($"{type} needs {length} elements, got {items.Length}.");
                }
                var body = Sequence(Enumerable.Repeat(type.Element!, items.Length).ToArray(), items);
                if (type.Length is not null)
                {
                    return body;
                }
                var prefixed = new byte[32 + body.Length];
                WriteLength(items.Length, prefixed.AsSpan(0, 32));
                body.CopyTo(prefixed, 32);
                return prefixed;
            default:
                var word = new byte[32];
                AbiWord.Write(type, value, word);
                return word;
        }
    }

    private static object[] Items(AbiType type, object value) =>
        value is IEnumerable list and not string ? [.. list.Cast<object>()] : throw AbiWord.Mismatch(type, value);

    private static byte[] LengthPrefixed(ReadOnlySpan<byte> bytes)
    {
        var encoded = new byte[32 + (bytes.Length + 31) / 32 * 32];
        WriteLength(bytes.Length, encoded.AsSpan(0, 32));
        bytes.CopyTo(encoded.AsSpan(32));
        return encoded;
    }

    private static void WriteLength(int length, Span<byte> word)
    {
        word.Clear();
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(word[28..], length);
    }
}
