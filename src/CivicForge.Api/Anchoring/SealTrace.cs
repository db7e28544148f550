using System.Diagnostics;
using CivicForge.Hosting.Traces;

namespace CivicForge.Api.Anchoring;

/// <summary>Tells the traces of a batch and of its first pairs of each other: many pairs meet in a batch, so its trace
/// is one of its own, and links lead both ways.</summary>
internal sealed class SealTrace
{
    private readonly DateTimeOffset _begun = TimeProvider.System.GetUtcNow();
    private List<Guid> _quests = [];

    private SealTrace() { }

    /// <returns>Null where nobody asks for traces.</returns>
    public static SealTrace? Begin() => WorkTrace.AreWanted ? new SealTrace() : null;

    public void Follow(IEnumerable<Guid> quests) => _quests = [.. quests.Take(WorkTrace.MostFollowed)];

    /// <param name="batch">Null when nothing was sealed.</param>
    public void End(Batch? batch)
    {
        if (batch is null)
        {
            return;
        }
        using var seal = WorkTrace.OfBatch(batch.Root).Start("seal", startedAt: _begun);
        seal?.SetTag("civicforge.batch.leaf_count", batch.LeafCount);
        foreach (var quest in _quests)
        {
            if (WorkTrace.OfQuest(quest).Mark("sealed", seal?.Context) is { } step)
            {
                seal?.AddLink(new ActivityLink(step));
            }
        }
    }
}
