using CivicForge.Chain;
using CivicForge.Chain.Rpc;

namespace CivicForge.Indexer.Reading;

/// <summary>
/// Blocks whose bloom announces more logs than the node gives. A node that is behind gives the rest soon; on a chain
/// whose system transactions leave marks in the bloom and no logs it never will. So an answer is refused until it has
/// stood for <see cref="IndexerOptions.BelieveAfter"/>.
/// </summary>
/// <remarks>Once that has happened, further blocks need not wait as long: two equal answers do, until the chain shows
/// whole blocks again.</remarks>
internal sealed class StandingAnswers(IndexerOptions options, TimeProvider time)
{
    private const int MostBlocks = 1024;
    private const int WholeBlocksThatRestoreTrust = 100;

    private sealed record Answer(IReadOnlyList<Log> Logs, long Since);

    private readonly Dictionary<Hash32, Answer> _answers = [];
    private readonly Lock _gate = new();
    private int _wholeBlocksToGo;

    /// <summary>Returns when the node has stood by this answer for long enough.</summary>
    /// <exception cref="EvidenceException">Not yet.</exception>
    internal void Require(Block block, IReadOnlyList<Log> all)
    {
        lock (_gate)
        {
            if (_answers.TryGetValue(block.Hash, out var before) && Evidence.Same(before.Logs, all))
            {
                if (_wholeBlocksToGo > 0 || time.GetElapsedTime(before.Since) >= options.BelieveAfter)
                {
                    _wholeBlocksToGo = WholeBlocksThatRestoreTrust;
                    return;
                }
            }
            else
            {
                if (_answers.Count >= MostBlocks)
                {
                    _answers.Clear();
                }
                _answers[block.Hash] = new Answer(all, time.GetTimestamp());
            }
        }

        throw new EvidenceException(
            $"Block {block.Number} ({block.Hash}): its bloom announces more logs than the {all.Count} that the "
                + $"node gave. Asking again; the same answer is believed after {options.BelieveAfter}."
        );
    }

    /// <summary>A block had all logs that its bloom announces.</summary>
    internal void Complete()
    {
        lock (_gate)
        {
            if (_wholeBlocksToGo > 0)
            {
                _wholeBlocksToGo--;
            }
        }
    }
}
