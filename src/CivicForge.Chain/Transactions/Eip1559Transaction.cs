using System.Numerics;

namespace CivicForge.Chain.Transactions;

/// <summary>A type-2 transaction (EIP-1559) without access list, not signed yet. Amounts in wei, gas in
/// units.</summary>
/// <param name="To">Null creates a contract.</param>
public sealed record Eip1559Transaction(
    ulong ChainId,
    ulong Nonce,
    BigInteger MaxPriorityFeePerGas,
    BigInteger MaxFeePerGas,
    ulong GasLimit,
    Address? To,
    BigInteger Value,
    byte[] Data
)
{
    public bool Equals(Eip1559Transaction? other) =>
        other is not null
        && ChainId == other.ChainId
        && Nonce == other.Nonce
        && MaxPriorityFeePerGas == other.MaxPriorityFeePerGas
        && MaxFeePerGas == other.MaxFeePerGas
        && GasLimit == other.GasLimit
        && To == other.To
        && Value == other.Value
        && Data.AsSpan().SequenceEqual(other.Data);

    public override int GetHashCode() => HashCode.Combine(ChainId, Nonce, MaxFeePerGas, To, Data.Length);

    internal static Eip1559Transaction FromItems(object[] items)
    {
        if (items.Length < 9 || items[8] is not object[] { Length: 0 })
        {
            throw new FormatException("The transaction has an access list or misses fields.");
        }
        var to = Bytes(items[5]);
        return new Eip1559Transaction(
            (ulong)Integer(items[0], 8),
            (ulong)Integer(items[1], 8),
            Integer(items[2], 32),
            Integer(items[3], 32),
            (ulong)Integer(items[4], 8),
            to.Length == 0 ? null
                : to.Length == Address.Size ? new Address(to)
                : throw new FormatException("The recipient is not an address."),
            Integer(items[6], 32),
            Bytes(items[7])
        );
    }

    internal static byte[] Bytes(object item) =>
        item as byte[] ?? throw new FormatException("A list stands where bytes are expected.");

    internal static BigInteger Integer(object item, int maxBytes)
    {
        var bytes = Bytes(item);
        if (bytes.Length > maxBytes || (bytes.Length > 0 && bytes[0] == 0))
        {
            throw new FormatException("An integer is too long or has leading zeros.");
        }
        return new BigInteger(bytes, isUnsigned: true, isBigEndian: true);
    }
}
