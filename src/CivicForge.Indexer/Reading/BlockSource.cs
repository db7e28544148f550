using CivicForge.Chain;
using CivicForge.Chain.Rpc;
using CivicForge.Indexer.Events;
using CivicForge.Indexer.Following;

namespace CivicForge.Indexer.Reading;

/// <summary>Blocks and the followed contracts' logs out of one node, with every check of <see cref="Evidence"/>
/// passed.</summary>
internal sealed class BlockSource(
    PatientNode node,
    FollowedContracts contracts,
    EventReader events,
    FinalityPolicy finality,
    StandingAnswers standing,
    IndexerMetrics metrics
)
{
    internal PatientNode Node => node;

    /// <summary>One look at the node: head, finality, and its blocks where ours end.</summary>
    internal async Task<Observation> ObserveAsync(
        Position ours,
        Func<long, CancellationToken, Task<Hash32?>> oursAt,
        CancellationToken cancellationToken
    )
    {
        var head =
            await node.BlockAsync(BlockId.Latest, cancellationToken)
            ?? throw new EvidenceException("The node has no latest block.");
        var headRef = RefOf(head);
        var (final, problem) = await finality.FinalizedAsync(node, headRef, cancellationToken);
        var behind = ours.Last is { } l && l.Number > headRef.Number;
        return new Observation(
            headRef,
            final,
            await AtAsync(ours.Last, headRef, cancellationToken),
            await AtAsync(ours.Finalized, headRef, cancellationToken),
            behind ? await oursAt(headRef.Number, cancellationToken) : null,
            behind ? (await node.BlockAsync(BlockId.Number(0), cancellationToken))?.Hash : null
        )
        {
            FinalityProblem = problem,
        };
    }

    /// <summary>Blocks above finality, both ends included: each with its logs by its own hash, and each the child of
    /// the one before.</summary>
    /// <exception cref="EvidenceException">A check failed, or a block does not follow its predecessor, the first one
    /// <paramref name="parent"/>.</exception>
    internal async Task<IReadOnlyList<IndexedBlock>> BlocksAsync(
        long from,
        long to,
        BlockRef? parent,
        int concurrency,
        CancellationToken cancellationToken
    )
    {
        var blocks = new IndexedBlock[to - from + 1];
        await Parallel.ForAsync(
            0,
            blocks.Length,
            new ParallelOptions { MaxDegreeOfParallelism = concurrency, CancellationToken = cancellationToken },
            async (i, c) =>
            {
                var block = await node.BlockAsync(from + i, c);
                var logs = await node.LogsAsync(
                    new LogFilter { BlockHash = block.Hash, Addresses = contracts.Addresses },
                    c
                );
                blocks[i] = await CheckedAsync(block, logs, contracts.Addresses, c);
            }
        );
        for (var i = 0; i < blocks.Length; i++)
        {
            RequireParent(blocks[i].Ref, blocks[i].ParentHash, i == 0 ? parent : blocks[i - 1].Ref);
        }
        return blocks;
    }

    /// <summary>The checked block with its logs decoded.</summary>
    /// <param name="block">Header.</param>
    /// <param name="given">What the node gave for these emitters.</param>
    /// <param name="emitters">The contracts asked for.</param>
    /// <param name="cancellationToken">Stops the reads.</param>
    internal async Task<IndexedBlock> CheckedAsync(
        Block block,
        IReadOnlyList<Log> given,
        IReadOnlyList<Address> emitters,
        CancellationToken cancellationToken
    )
    {
        var logs = Evidence.InOrder(given);
        Evidence.CheckLogs(block, logs, emitters);
        var bloom = new LogsBloom(block.LogsBloom);
        Evidence.CheckInBloom(block, bloom, logs);
        var weakness =
            logs.Count > 0 || emitters.Any(e => bloom.MayContain(e.Bytes))
                ? await CheckAgainstAllAsync(block, bloom, logs, emitters, cancellationToken)
                : null;
        return new IndexedBlock(
            RefOf(block),
            block.ParentHash,
            DateTimeOffset.FromUnixTimeSeconds((long)block.Timestamp),
            [.. logs.Select(Decode)]
        )
        {
            Weakness = weakness,
        };
    }

    internal static BlockRef RefOf(Block block) => new((long)block.Number, block.Hash);

    /// <exception cref="EvidenceException">The block does not follow.</exception>
    internal static void RequireParent(BlockRef block, Hash32 parentHash, BlockRef? parent)
    {
        if (parent is { } p && (parentHash != p.Hash || block.Number != p.Number + 1))
        {
            throw new EvidenceException($"Block {block} has parent {parentHash}, expected {p}: another fork answered.");
        }
    }

    /// <summary>
    /// When the bloom announces a followed contract, all logs of the block are read by its hash and must cover the
    /// header's bloom, so neither "no logs" nor "four of five" passes. Where a chain's bloom says nothing, a second
    /// answer must agree with the first. What other contracts' logs do against the rules weakens the evidence and is
    /// said; it never keeps ours from being read.
    /// </summary>
    private async Task<WeakEvidence?> CheckAgainstAllAsync(
        Block block,
        LogsBloom bloom,
        IReadOnlyList<Log> logs,
        IReadOnlyList<Address> emitters,
        CancellationToken cancellationToken
    )
    {
        var speaks = bloom is { IsEmpty: false, IsFull: false };
        var whole = speaks ? await WholeAsync(block, cancellationToken) : null;
        var all = Evidence.InOrder(
            whole
                ?? await node.LogsAsync(
                    new LogFilter { BlockHash = block.Hash, Addresses = emitters },
                    cancellationToken
                )
        );
        var ours = all.Where(l => emitters.Contains(l.Address)).ToList();
        Evidence.CheckLogs(block, ours, emitters);
        Evidence.CheckSame(block, logs, ours);
        if (!speaks)
        {
            metrics.MuteBloom();
            return null;
        }

        if (whole is null)
        {
            return new(
                "block-too-large",
                $"The node does not give all logs of block {RefOf(block)} at once. Those of the followed contracts "
                    + "were read twice."
            );
        }
        var bits = LogsBloom.Of(all.Where(l => l.BlockHash == block.Hash));
        if (bloom.AnnouncesMoreThan(bits))
        {
            standing.Require(block, all);
            return new(
                "logs-missing",
                $"The bloom of block {RefOf(block)} announces more logs than the {all.Count} that the node gives, "
                    + "and it stands by them."
            );
        }

        standing.Complete();
        return bloom.AnnouncesLessThan(bits)
            ? new(
                "logs-outside-bloom",
                $"Block {RefOf(block)} has logs of other contracts that its bloom does not announce. All that it "
                    + "announces are there."
            )
            : null;
    }

    /// <summary>All logs of a block; null when the node finds them too many for one answer.</summary>
    private async Task<IReadOnlyList<Log>?> WholeAsync(Block block, CancellationToken cancellationToken)
    {
        try
        {
            return await node.LogsAsync(new LogFilter { BlockHash = block.Hash }, cancellationToken);
        }
        catch (RpcException e) when (TooManyResults.Is(e))
        {
            return null;
        }
    }

    private IndexedLog Decode(Log log)
    {
        var parsed = events.Read(log, out var malformed);
        if (malformed)
        {
            metrics.MalformedLog();
        }
        return new IndexedLog((int)log.LogIndex, log.TransactionHash, log.Address, log.Topics, log.Data, parsed);
    }

    private async Task<Hash32?> AtAsync(BlockRef? ours, BlockRef head, CancellationToken cancellationToken) =>
        ours is not { } block || block.Number > head.Number ? null
        : block.Number == head.Number ? head.Hash
        : (await node.BlockAsync(BlockId.Number((ulong)block.Number), cancellationToken))?.Hash;
}
