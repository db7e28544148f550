using System.Globalization;

namespace CivicForge.Chain.Abi;

public enum AbiKind
{
    Uint,
    Int,
    Address,
    Bool,
    FixedBytes,
    Bytes,
    String,
    Array,
    Tuple,
}

/// <summary>A Solidity type as the contract ABI specification names it, e.g. <c>uint64</c>, <c>bytes32[]</c> or
/// <c>(address,bytes)[3]</c>.</summary>
public sealed class AbiType
{
    private AbiType(AbiKind kind) => Kind = kind;

    public AbiKind Kind { get; }

    /// <summary>Bits of an integer, bytes of <c>bytesN</c>; 0 otherwise.</summary>
    public int Size { get; private init; }

    /// <summary>The element of an array.</summary>
    public AbiType? Element { get; private init; }

    /// <summary>The length of a fixed array, null for a dynamic one.</summary>
    public int? Length { get; private init; }

    public IReadOnlyList<AbiType> Components { get; private init; } = [];

    /// <summary>Whether the encoding's head holds an offset instead of the value.</summary>
    public bool IsDynamic =>
        Kind switch
        {
            AbiKind.Bytes or AbiKind.String => true,
            AbiKind.Array => Length is null || Element!.IsDynamic,
            AbiKind.Tuple => Components.Any(c => c.IsDynamic),
            _ => false,
        };

    /// <summary>Bytes the value takes in the head of its parent.</summary>
    public int HeadSize =>
        IsDynamic
            ? 32
            : Kind switch
            {
                AbiKind.Array => checked(Length!.Value * Element!.HeadSize),
                AbiKind.Tuple => Components.Sum(c => c.HeadSize),
                _ => 32,
            };

    public static AbiType Tuple(IReadOnlyList<AbiType> components) => new(AbiKind.Tuple) { Components = components };

    public static AbiType ArrayOf(AbiType element, int? length = null) =>
        new(AbiKind.Array) { Element = element, Length = length };

    /// <exception cref="FormatException">Not a type of the ABI specification.</exception>
    public static AbiType Parse(string text)
    {
        if (text.EndsWith(']'))
        {
            var open = text.LastIndexOf('[');
            if (open <= 0)
            {
                throw Unknown(text);
            }
            var length = text.AsSpan(open + 1, text.Length - open - 2);
            return ArrayOf(Parse(text[..open]), length.IsEmpty ? null : Number(length, 0, int.MaxValue, text));
        }

        if (text.StartsWith('(') && text.EndsWith(')'))
        {
            return Tuple(ParseList(text[1..^1]));
        }
        return text switch
        {
            "address" => new(AbiKind.Address),
            "bool" => new(AbiKind.Bool),
            "bytes" => new(AbiKind.Bytes),
            "string" => new(AbiKind.String),
            "uint" => Integer(AbiKind.Uint, "256", text),
            "int" => Integer(AbiKind.Int, "256", text),
            _ when text.StartsWith("uint", StringComparison.Ordinal) => Integer(AbiKind.Uint, text.AsSpan(4), text),
            _ when text.StartsWith("int", StringComparison.Ordinal) => Integer(AbiKind.Int, text.AsSpan(3), text),
            _ when text.StartsWith("bytes", StringComparison.Ordinal) => new(AbiKind.FixedBytes)
            {
                Size = Number(text.AsSpan(5), 1, 32, text),
            },
            _ => throw Unknown(text),
        };
    }

    /// <summary>Parses a comma-separated list, as between the parentheses of a function signature.</summary>
    public static IReadOnlyList<AbiType> ParseList(string text)
    {
        var types = new List<AbiType>();
        if (text.Length == 0)
        {
            return types;
        }
        for (int start = 0, i = 0, depth = 0; i <= text.Length; i++)
        {
            if (i < text.Length && text[i] == '(')
            {
                depth++;
            }
            else if (i < text.Length && text[i] == ')')
            {
                depth--;
            }
            else if (i == text.Length || (text[i] == ',' && depth == 0))
            {
                types.Add(Parse(text[start..i]));
                start = i + 1;
            }
        }

        return types;
    }

    public override string ToString() =>
        Kind switch
        {
            AbiKind.Uint => $"uint{Size}",
            AbiKind.Int => $"int{Size}",
            AbiKind.Address => "address",
            AbiKind.Bool => "bool",
            AbiKind.FixedBytes => $"bytes{Size}",
            AbiKind.Bytes => "bytes",
            AbiKind.String => "string",
            AbiKind.Array => $"{Element}[{Length}]",
            _ => $"({string.Join(',', Components)})",
        };

    private static AbiType Integer(AbiKind kind, ReadOnlySpan<char> bits, string text)
    {
        var size = Number(bits, 8, 256, text);
        return size % 8 == 0 ? new(kind) { Size = size } : throw Unknown(text);
    }

    private static int Number(ReadOnlySpan<char> digits, int least, int most, string text) =>
        int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && number >= least
        && number <= most
        && digits[0] != '0'
            ? number
            : throw Unknown(text);

    private static FormatException Unknown(string text) => new($"'{text}' is no type of the contract ABI.");
}
