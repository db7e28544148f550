using CivicForge.Chain.Contracts;
using CivicForge.Hosting.Traces;
using CivicForge.Indexer.Events;

namespace CivicForge.Indexer.Storing;

/// <summary>What the chain says now, in the traces of batches and quests. History that is read again has no
/// readers.</summary>
internal static class EventTraces
{
    private static readonly TimeSpan Young = TimeSpan.FromHours(1);

    internal static void Mark(IReadOnlyList<IndexedBlock> blocks)
    {
        if (!WorkTrace.AreWanted)
        {
            return;
        }
        var since = TimeProvider.System.GetUtcNow() - Young;
        foreach (var log in blocks.Where(block => block.Time > since).SelectMany(block => block.Logs))
        {
            switch (log.Event)
            {
                case BatchAnchored anchored:
                    WorkTrace.OfBatch(anchored.Root).Mark("anchor indexed");
                    break;
                case RewardClaimed claimed:
                    WorkTrace.OfQuest(claimed.QuestId).Mark("claim indexed");
                    break;
            }
        }
    }
}
