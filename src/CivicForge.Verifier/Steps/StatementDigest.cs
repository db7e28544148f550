using CivicForge.Chain;
using CivicForge.Chain.Protocol;

namespace CivicForge.Verifier.Steps;

/// <summary>The digests that the parties must have signed, made from <c>domain</c>, <c>completed</c>, <c>titleHash</c>
/// and <c>outcome</c>; of the message only the deadline.</summary>
internal static class StatementDigest
{
    internal static Hash32 OfCreator(Proof proof)
    {
        var c = proof.Completed;
        return new CreatorAttestation(
            proof.TitleHash,
            proof.Outcome,
            c.QuestId,
            c.Creator,
            c.Performer,
            c.WorkHash,
            c.Xp,
            c.Reputation,
            proof.Creator.Deadline
        ).Digest(proof.Domain);
    }

    internal static Hash32 OfPerformer(Proof proof)
    {
        var c = proof.Completed;
        return new PerformerAttestation(
            proof.TitleHash,
            c.QuestId,
            c.Creator,
            c.Performer,
            c.WorkHash,
            proof.Performer.Deadline
        ).Digest(proof.Domain);
    }
}
