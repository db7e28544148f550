using System.Buffers.Binary;
using CivicForge.Chain;
using CivicForge.Chain.Contracts;
using CivicForge.Chain.Rpc;
using CivicForge.Verifier.Node;

namespace CivicForge.Verifier.Steps;

/// <summary><c>time</c>: the operator's <c>completedAt</c> is not later than the anchor proves, with 15 minutes for clocks that differ.</summary>
internal static class TimeStep
{
    private const ulong Tolerance = 15 * 60;

    internal static Task<Finding> CheckAsync(Proof proof, NodeView node, CancellationToken cancellationToken) => node.AskAsync(async (client, _) =>
    {
        var log = await FindAsync(client, proof, cancellationToken).ConfigureAwait(false);
        var block = log is null ? null : await client.GetBlockAsync(BlockId.Hash(log.BlockHash), cancellationToken).ConfigureAwait(false);
        if (block is null) return Finding.Inconclusive($"The node has no log of batch {proof.Path.BatchId} with this root, so the time of the anchor is unknown.");
        var completedAt = proof.Completed.CompletedAt;
        return completedAt <= block.Timestamp + Tolerance
            ? Finding.Pass($"Completed {UnixTime.Text(completedAt)}, anchored in block {block.Number} of {UnixTime.Text(block.Timestamp)}.")
            : Finding.Fail($"Completed {UnixTime.Text(completedAt)} – more than 15 minutes after the anchor, block {block.Number} of {UnixTime.Text(block.Timestamp)}.");
    });

    /// <summary>Looks where the file says first, because many nodes refuse to search a whole chain; a hint that lies costs one call.</summary>
    private static async Task<Log?> FindAsync(EthClient client, Proof proof, CancellationToken cancellationToken)
    {
        var hint = proof.Anchor.Block.Number;
        var head = await client.BlockNumberAsync(cancellationToken).ConfigureAwait(false);
        return (hint <= head ? await FindAsync(client, proof, hint, hint, cancellationToken).ConfigureAwait(false) : null)
            ?? await FindAsync(client, proof, 0, head, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<Log?> FindAsync(EthClient client, Proof proof, ulong from, ulong to, CancellationToken cancellationToken)
    {
        var (registry, root, batch) = (proof.Domain.VerifyingContract, proof.Path.Root, BatchTopic(proof.Path.BatchId));
        var filter = new LogFilter { FromBlock = from, ToBlock = to, Addresses = [registry], Topics = [[BatchAnchored.Signature.Topic], [batch], [root]] };
        var logs = await client.GetLogsAsync(filter, cancellationToken).ConfigureAwait(false);
        return logs.FirstOrDefault(log => !log.Removed && log.Address == registry && log.Topics.SequenceEqual([BatchAnchored.Signature.Topic, batch, root]));
    }

    private static Hash32 BatchTopic(ulong batchId)
    {
        Span<byte> word = stackalloc byte[Hash32.Size];
        word.Clear();
        BinaryPrimitives.WriteUInt64BigEndian(word[24..], batchId);
        return new Hash32(word);
    }
}
