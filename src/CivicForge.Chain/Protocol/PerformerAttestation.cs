using System.Runtime.CompilerServices;
using CivicForge.Chain.Crypto;
using CivicForge.Chain.TypedData;

namespace CivicForge.Chain.Protocol;

/// <summary>The performer's statement (protocol §4): the work, not the reward.</summary>
/// <param name="TitleHash">keccak256(utf8(quest)).</param>
/// <param name="Deadline">Unix seconds.</param>
public readonly record struct PerformerAttestation(
    Hash32 TitleHash,
    Guid QuestId,
    Address Creator,
    Address Performer,
    Hash32 WorkHash,
    ulong Deadline
)
{
    public const string PrimaryType = "PerformerAttestation";
    public const string Type =
        "PerformerAttestation(string quest,bytes16 questId,address creator,address performer,bytes32 "
        + "workHash,uint64 deadline)";

    private static readonly Hash32 TypeHash = Keccak256.Hash(
        "PerformerAttestation(string quest,bytes16 questId,address creator,address performer,bytes32 "u8
            + "workHash,uint64 deadline)"u8
    );

    /// <summary>The digest that the performer's wallet signs.</summary>
    [SkipLocalsInit]
    public Hash32 Digest(TypedDataDomain domain)
    {
        var data = new StructHash(stackalloc byte[7 * 32]);
        data.Add(TypeHash);
        data.Add(TitleHash);
        data.Add(QuestId);
        data.Add(Creator);
        data.Add(Performer);
        data.Add(WorkHash);
        data.Add(Deadline);
        return domain.Digest(data.Hash());
    }
}
