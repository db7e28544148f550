using CivicForge.Chain;
using CivicForge.Chain.Protocol;

namespace CivicForge.Verifier.Steps;

/// <summary><c>leaf</c>: the leaf is the one of protocol §6 over <c>completed</c>.</summary>
internal static class LeafStep
{
    internal static Finding Check(Proof proof)
    {
        var completed = proof.Completed;
        if (!proof.Leaf.Encoding.SequenceEqual(CompletedQuest.LeafEncoding))
        {
            return Finding.Fail($"leaf.encoding is not {string.Join(", ", CompletedQuest.LeafEncoding)}.");
        }
        object[] value =
        [
            QuestId.ToHex(completed.QuestId),
            completed.Creator.ToString(),
            completed.Performer.ToString(),
            completed.WorkHash.ToString(),
            (long)completed.Xp,
            (long)completed.Reputation,
            (long)completed.CompletedAt,
            completed.SignaturesHash.ToString(),
        ];
        if (!proof.Leaf.Value.SequenceEqual(value))
        {
            return Finding.Fail("leaf.value is not what completed says.");
        }
        var hash = completed.Leaf();
        return hash == proof.Leaf.Hash
            ? Finding.Pass($"The leaf {hash} is made of what completed says.")
            : Finding.Fail($"completed hashes to the leaf {hash}, leaf.hash is {proof.Leaf.Hash}.");
    }
}
