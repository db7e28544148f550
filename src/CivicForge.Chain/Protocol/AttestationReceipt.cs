using System.Runtime.CompilerServices;
using CivicForge.Chain.Crypto;
using CivicForge.Chain.TypedData;

namespace CivicForge.Chain.Protocol;

/// <summary>The operator's promise (protocol §8). A first signature's receipt has <see cref="AnchorBy"/> 0 and a zero
/// <see cref="Leaf"/>.</summary>
/// <param name="Attestation">The digest that was signed.</param>
/// <param name="ReceivedAt">Unix seconds.</param>
/// <param name="AnchorBy">Unix seconds, or 0.</param>
public readonly record struct AttestationReceipt(
    Hash32 Attestation,
    Address Attester,
    ulong ReceivedAt,
    ulong AnchorBy,
    Hash32 Leaf
)
{
    public const string PrimaryType = "AttestationReceipt";
    public const string Type =
        "AttestationReceipt(bytes32 attestation,address attester,uint64 receivedAt,uint64 anchorBy,bytes32 leaf)";

    private static readonly Hash32 TypeHash = Keccak256.Hash(
        "AttestationReceipt(bytes32 attestation,address attester,uint64 receivedAt,uint64 anchorBy,bytes32 leaf)"u8
    );

    /// <summary>The digest that the receipt key signs.</summary>
    [SkipLocalsInit]
    public Hash32 Digest(TypedDataDomain domain)
    {
        var data = new StructHash(stackalloc byte[6 * 32]);
        data.Add(TypeHash);
        data.Add(Attestation);
        data.Add(Attester);
        data.Add(ReceivedAt);
        data.Add(AnchorBy);
        data.Add(Leaf);
        return domain.Digest(data.Hash());
    }
}
