using System.Text.Json.Serialization;

namespace CivicForge.Chain.Protocol;

/// <summary>A proof file <c>civicforge.proof/v1</c> (protocol §9), as it is written. A verifier reads strictly and does
/// not use this model's leniency.</summary>
public sealed record ProofFile(
    string Format,
    ProofDomain Domain,
    ProofQuest Quest,
    ProofCompleted Completed,
    ProofAttestation CreatorAttestation,
    ProofAttestation PerformerAttestation,
    ProofLeaf Leaf,
    ProofMerkle Merkle,
    ProofAnchor Anchor,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ProofContent? Content
)
{
    public const string FormatName = "civicforge.proof/v1";
    public const string MediaType = "application/vnd.civicforge.proof+json";
}

public sealed record ProofDomain(string Name, string Version, ulong ChainId, Address VerifyingContract);

/// <param name="Id">Canonical UUID text.</param>
/// <param name="Title">Null after erasure.</param>
public sealed record ProofQuest(string Id, string? Title, Hash32 TitleHash, string Outcome);

/// <param name="CompletedAt">Unix seconds.</param>
public sealed record ProofCompleted(
    string QuestId,
    Address Creator,
    Address Performer,
    Hash32 WorkHash,
    uint Xp,
    uint Reputation,
    ulong CompletedAt,
    Hash32 SignaturesHash
);

/// <param name="Message">The message as signed; its <c>quest</c> is null after erasure.</param>
/// <param name="Signature">Hex, as stored.</param>
/// <param name="Kind"><c>ecdsa</c>, <c>erc1271</c> or <c>erc6492</c>.</param>
/// <param name="ValidAt">Only with contract kinds.</param>
public sealed record ProofAttestation(
    IReadOnlyDictionary<string, object?> Message,
    string Signature,
    string Kind,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ProofBlock? ValidAt
);

public sealed record ProofBlock(ulong BlockNumber, Hash32 BlockHash);

public sealed record ProofLeaf(IReadOnlyList<string> Encoding, IReadOnlyList<object> Value, Hash32 Hash);

public sealed record ProofMerkle(
    ulong BatchId,
    Hash32 Root,
    uint LeafCount,
    uint LeafIndex,
    IReadOnlyList<Hash32> Proof
);

/// <param name="Finality"><c>mined</c> or <c>finalized</c>.</param>
public sealed record ProofAnchor(
    ulong ChainId,
    Address Contract,
    Hash32 TransactionHash,
    ulong BlockNumber,
    Hash32 BlockHash,
    uint LogIndex,
    string Finality
);

public sealed record ProofContent(
    Hash32 Salt,
    string Title,
    string Description,
    string ExceptionalCriteria,
    string Submission,
    IReadOnlyList<Hash32> Evidence
);
