using CivicForge.Chain;
using CivicForge.Chain.Protocol;
using CivicForge.Chain.TypedData;

namespace CivicForge.Verifier;

/// <summary>A proof file as read (protocol §9): of the right shape, nothing in it verified yet. Times are unix
/// seconds.</summary>
/// <param name="Title">Null after erasure.</param>
/// <param name="Content">The disclosed texts, or null.</param>
public sealed record Proof(
    TypedDataDomain Domain,
    Guid QuestId,
    string? Title,
    Hash32 TitleHash,
    Outcome Outcome,
    CompletedQuest Completed,
    SignedStatement Creator,
    SignedStatement Performer,
    StatedLeaf Leaf,
    MerklePath Path,
    AnchorHints Anchor,
    DisclosedContent? Content
);

/// <summary>What one party signed, with its signature.</summary>
/// <param name="Quest">The title as shown in the wallet; null after erasure.</param>
/// <param name="Granted">What only the creator's message has; null in the performer's.</param>
/// <param name="Deadline">The one member that the verification takes from the message.</param>
/// <param name="Signature">As stored: 65 bytes, or what a contract wallet gave.</param>
/// <param name="Kind"><c>ecdsa</c>, <c>erc1271</c> or <c>erc6492</c>.</param>
/// <param name="ValidAt">The block at which a contract signature was found valid; null for <c>ecdsa</c>.</param>
public sealed record SignedStatement(
    string? Quest,
    GrantedReward? Granted,
    Guid QuestId,
    Address Creator,
    Address Performer,
    Hash32 WorkHash,
    ulong Deadline,
    byte[] Signature,
    string Kind,
    BlockReference? ValidAt
);

/// <summary>The members of the creator's message that the performer's does not have.</summary>
public sealed record GrantedReward(string Outcome, uint Xp, uint Reputation);

/// <summary>A block by number and hash.</summary>
public sealed record BlockReference(ulong Number, Hash32 Hash);

/// <summary>The leaf as <c>StandardMerkleTree.verify</c> takes it: elements are <see cref="string"/> or
/// <see cref="long"/>.</summary>
public sealed record StatedLeaf(IReadOnlyList<string> Encoding, IReadOnlyList<object> Value, Hash32 Hash);

/// <summary>The path from the leaf to the root; <paramref name="LeafCount"/> and <paramref name="LeafIndex"/> are not
/// proven.</summary>
public sealed record MerklePath(
    ulong BatchId,
    Hash32 Root,
    ulong LeafCount,
    ulong LeafIndex,
    IReadOnlyList<Hash32> Siblings
);

/// <summary>Where the issuer says the root was anchored. All but chain and contract are hints that nothing rests
/// on.</summary>
public sealed record AnchorHints(
    ulong ChainId,
    Address Contract,
    Hash32 TransactionHash,
    BlockReference Block,
    ulong LogIndex,
    string Finality
);

/// <summary>The texts behind the work hash (protocol §3).</summary>
/// <param name="Evidence">SHA-256 of each file, in submission order.</param>
public sealed record DisclosedContent(
    Hash32 Salt,
    string Title,
    string Description,
    string ExceptionalCriteria,
    string Submission,
    IReadOnlyList<Hash32> Evidence
);
