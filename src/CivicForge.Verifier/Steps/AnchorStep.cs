using CivicForge.Chain;
using CivicForge.Chain.Contracts;
using CivicForge.Chain.Rpc;
using CivicForge.Verifier.Node;

namespace CivicForge.Verifier.Steps;

/// <summary><c>anchor</c>: the registry holds the root under the batch id, at the finalized block.</summary>
internal static class AnchorStep
{
    internal static Task<Finding> CheckAsync(Proof proof, NodeView node, CancellationToken cancellationToken) => node.AskAsync(async (client, finalized) =>
    {
        var (batch, root) = (proof.Path.BatchId, proof.Path.Root);
        var anchored = await RootAsync(client, proof, BlockId.Hash(finalized.Hash), cancellationToken).ConfigureAwait(false);
        if (root.IsZero) return Finding.Fail("The root zero stands for a batch that was not anchored.");
        if (anchored == root) return Finding.Pass($"Batch {batch} holds this root at finalized block {finalized.Number}.");
        if (!anchored.IsZero) return Finding.Fail($"Batch {batch} is anchored with another root, {anchored}.");
        var head = await RootAsync(client, proof, BlockId.Latest, cancellationToken).ConfigureAwait(false);
        return head == root
            ? Finding.Inconclusive($"Batch {batch} is anchored with this root, but in a block that is not final yet (finalized: {finalized.Number}). Verify again later.")
            : Finding.Fail($"Nothing is anchored as batch {batch} at finalized block {finalized.Number}.");
    });

    /// <summary>Zero also when there is no contract yet.</summary>
    private static async Task<Hash32> RootAsync(EthClient client, Proof proof, BlockId block, CancellationToken cancellationToken)
    {
        var data = await client.CallAsync(new CallRequest(proof.Domain.VerifyingContract, AttestationRegistryContract.RootOf.Encode(proof.Path.BatchId)), block, cancellationToken).ConfigureAwait(false);
        return data.Length == Hash32.Size ? new Hash32(data) : Hash32.Zero;
    }
}
