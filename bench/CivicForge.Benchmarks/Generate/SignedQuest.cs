using CivicForge.Chain;
using CivicForge.Chain.Crypto;
using CivicForge.Chain.Protocol;
using CivicForge.Chain.TypedData;

namespace CivicForge.Benchmarks.Generate;

/// <summary>A signature with what was promised for it, 65 bytes each.</summary>
internal sealed record SignedRole(
    Address Attester,
    Hash32 Digest,
    byte[] Signature,
    byte[]? StorageReceipt,
    byte[] CompletionReceipt
);

/// <summary>A completed pair, signed by the keys of its parties and receipted by the service's.</summary>
internal sealed record SignedPair(CompletedQuest Completed, Hash32 Leaf, SignedRole Creator, SignedRole Performer);

/// <summary>A quest with its hashes and, when it is complete, its signatures: each as a wallet and the service would
/// make it.</summary>
internal sealed record SignedQuest(PlannedQuest Quest, Hash32 TitleHash, Hash32? WorkHash, SignedPair? Pair)
{
    internal const string Submission = "Done as described; pictures are at the library desk.";

    internal static SignedQuest Of(PlannedQuest quest, TypedDataDomain domain, PrivateKey receiptKey, long anchorWithin)
    {
        var titleHash = Chain.Protocol.TitleHash.Compute(quest.Title);
        if (!quest.IsSubmitted)
        {
            return new SignedQuest(quest, titleHash, null, null);
        }
        var workHash = Chain.Protocol.WorkHash.Compute(
            quest.Salt,
            quest.Title,
            quest.Description,
            "",
            Submission,
            Array.Empty<Hash32>()
        );
        return new SignedQuest(
            quest,
            titleHash,
            workHash,
            quest.IsComplete ? Sign(quest, titleHash, workHash, domain, receiptKey, anchorWithin) : null
        );
    }

    private static SignedPair Sign(
        PlannedQuest quest,
        Hash32 titleHash,
        Hash32 workHash,
        TypedDataDomain domain,
        PrivateKey receiptKey,
        long anchorWithin
    )
    {
        var (creator, performer, deadline) = (quest.Creator.Address, quest.Performer!.Address, (ulong)quest.Deadline);
        var creatorDigest = new CreatorAttestation(
            titleHash,
            quest.Outcome,
            quest.Id,
            creator,
            performer,
            workHash,
            quest.Outcome.GrantedXp((uint)quest.Xp),
            (uint)quest.Reputation,
            deadline
        ).Digest(domain);
        var performerDigest = new PerformerAttestation(
            titleHash,
            quest.Id,
            creator,
            performer,
            workHash,
            deadline
        ).Digest(domain);
        var (byCreator, byPerformer) = (
            quest.Creator.Sign(creatorDigest).ToBytes(),
            quest.Performer.Sign(performerDigest).ToBytes()
        );
        var completed = new CompletedQuest(
            quest.Id,
            creator,
            performer,
            workHash,
            quest.Outcome.GrantedXp((uint)quest.Xp),
            (uint)quest.Reputation,
            (ulong)quest.CompletedAt,
            SignaturesHash.Compute(byCreator, byPerformer)
        );
        var leaf = completed.Leaf();
        return new SignedPair(
            completed,
            leaf,
            Role(creator, creatorDigest, byCreator, quest.CreatorSignsFirst),
            Role(performer, performerDigest, byPerformer, !quest.CreatorSignsFirst)
        );

        SignedRole Role(Address attester, Hash32 digest, byte[] signature, bool first) =>
            new(
                attester,
                digest,
                signature,
                first ? Receipt(digest, attester, quest.SubmittedAt, 0, Hash32.Zero) : null,
                Receipt(digest, attester, quest.CompletedAt, quest.CompletedAt + anchorWithin, leaf)
            );

        byte[] Receipt(Hash32 digest, Address attester, long at, long anchorBy, Hash32 promised) =>
            receiptKey
                .Sign(new AttestationReceipt(digest, attester, (ulong)at, (ulong)anchorBy, promised).Digest(domain))
                .ToBytes();
    }
}
