using System.Runtime.CompilerServices;
using CivicForge.Chain.Crypto;
using CivicForge.Chain.TypedData;

namespace CivicForge.Chain.Protocol;

/// <summary>The creator's statement (protocol §4). The title enters as its hash, so that a signature still verifies
/// after erasure.</summary>
/// <param name="TitleHash">keccak256(utf8(quest)).</param>
/// <param name="Deadline">Unix seconds.</param>
public readonly record struct CreatorAttestation(
    Hash32 TitleHash,
    Outcome Outcome,
    Guid QuestId,
    Address Creator,
    Address Performer,
    Hash32 WorkHash,
    uint Xp,
    uint Reputation,
    ulong Deadline
)
{
    public const string PrimaryType = "CreatorAttestation";
    public const string Type =
        "CreatorAttestation(string quest,string outcome,bytes16 questId,address creator,address performer,bytes32 "
        + "workHash,uint32 xp,uint32 reputation,uint64 deadline)";

    private static readonly Hash32 TypeHash = Keccak256.Hash(
        "CreatorAttestation(string quest,string outcome,bytes16 questId,address creator,address performer,bytes32 "u8
            + "workHash,uint32 xp,uint32 reputation,uint64 deadline)"u8
    );

    /// <summary>The digest that the creator's wallet signs.</summary>
    [SkipLocalsInit]
    public Hash32 Digest(TypedDataDomain domain)
    {
        var data = new StructHash(stackalloc byte[10 * 32]);
        data.Add(TypeHash);
        data.Add(TitleHash);
        data.Add(Outcome.WordHash());
        data.Add(QuestId);
        data.Add(Creator);
        data.Add(Performer);
        data.Add(WorkHash);
        data.Add(Xp);
        data.Add(Reputation);
        data.Add(Deadline);
        return domain.Digest(data.Hash());
    }
}
