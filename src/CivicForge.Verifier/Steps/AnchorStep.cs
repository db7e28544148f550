using CivicForge.Chain;
using CivicForge.Chain.Contracts;
using CivicForge.Verifier.Node;

namespace CivicForge.Verifier.Steps;

/// <summary><c>anchor</c>: the registry holds the root under the batch id, at the finalized block.</summary>
internal static class AnchorStep
{
    internal static Task<Finding> CheckAsync(Proof proof, NodeView view) =>
        view.AskAsync(
            async (node, finalized) =>
            {
                var (batch, root) = (proof.Path.BatchId, proof.Path.Root);
                if (root.IsZero)
                {
                    return Finding.Fail("The root zero stands for a batch that was not anchored.");
                }
                var (registry, call) = (
                    proof.Domain.VerifyingContract,
                    AttestationRegistryContract.RootOf.Encode(batch)
                );
                var anchored = Root(await node.CallAsync(registry, call, finalized.Reference).ConfigureAwait(false));
                if (anchored == root)
                {
                    return Finding.Pass($"Batch {batch} holds this root at finalized block {finalized.Number}.");
                }
                if (!anchored.IsZero)
                {
                    return Finding.Fail($"Batch {batch} is anchored with another root, {anchored}.");
                }
                if (Root(await node.CallLatestAsync(registry, call).ConfigureAwait(false)) == root)
                {
                    return Finding.Inconclusive(
                        $"Batch {batch} is anchored with this root, but in a block that is not final yet "
                            + $"(finalized: {finalized.Number}). Verify again later."
                    );
                }
                return await NodeView.BehindAsync(node, proof).ConfigureAwait(false) is { } behind
                    ? Finding.Inconclusive(behind)
                    : Finding.Fail($"Nothing is anchored as batch {batch} at finalized block {finalized.Number}.");
            }
        );

    /// <summary>Zero also when there is no contract yet.</summary>
    private static Hash32 Root(byte[] data) => data.Length == Hash32.Size ? new Hash32(data) : Hash32.Zero;
}
