using CivicForge.Chain.Protocol;
using CivicForge.Verifier.Node;

namespace CivicForge.Verifier.Steps;

/// <summary><c>time</c>: the operator's <c>completedAt</c> is not later than the anchor proves, with 15 minutes for
/// clocks that differ.</summary>
internal static class TimeStep
{
    internal static Task<Finding> CheckAsync(Proof proof, NodeView view) =>
        view.AskAsync(
            async (node, _) =>
            {
                var log = await new AnchorSearch(node, proof).FindAsync().ConfigureAwait(false);
                var block = log is null ? null : await node.HeaderAsync(log.BlockHash).ConfigureAwait(false);
                if (block is null)
                {
                    return Finding.Inconclusive(
                        $"The node shows no log of batch {proof.Path.BatchId} with this root, so the time of the "
                            + "anchor is unknown."
                    );
                }
                var completedAt = proof.Completed.CompletedAt;
                return AnchorTime.Allows(completedAt, block.Timestamp)
                    ? Finding.Pass(
                        $"Completed {UnixTime.Text(completedAt)}, anchored in block {block.Number} of "
                            + $"{UnixTime.Text(block.Timestamp)}."
                    )
                    : Finding.Fail(
                        $"Completed {UnixTime.Text(completedAt)} – more than 15 minutes after the anchor, block "
                            + $"{block.Number} of {UnixTime.Text(block.Timestamp)}."
                    );
            }
        );
}
