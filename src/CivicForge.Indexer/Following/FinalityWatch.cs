namespace CivicForge.Indexer.Following;

/// <summary>Notices that nothing becomes final although the chain goes on: proofs and rewards wait then, and somebody
/// has to look.</summary>
internal sealed class FinalityWatch(IndexerOptions options, TimeProvider time)
{
    private long? _final;
    private long _headThen;
    private long _since = time.GetTimestamp();

    /// <summary>One look at the node.</summary>
    /// <returns>What is wrong with finality, for the health's detail; null when nothing is.</returns>
    internal string? Look(Observation node, BlockRef? known)
    {
        if (node.FinalityProblem is { } problem)
        {
            return problem;
        }
        var final = node.FinalizedSince(known)?.Number;
        if (final != _final || node.Head.Number <= _headThen)
        {
            (_final, _headThen, _since) = (final, node.Head.Number, time.GetTimestamp());
        }
        var waited = time.GetElapsedTime(_since);
        return waited < options.FinalityWithin
            ? null
            : $"Nothing has become final for {waited:hh\\:mm\\:ss}, while the head moved from block {_headThen} to "
                + $"{node.Head.Number}. The last final block is {(final is { } number ? number : "none")}. "
                + "Check the chain and its consensus; what takes this long by design is told to "
                + "Indexer:FinalityWithin.";
    }
}
