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
        CancellationToken cancellationToken
    )
    {
        var headers = await HeadersAsync(from, to, cancellationToken);
        RequireParent(RefOf(headers[0]), headers[0].ParentHash, parent);
        var logs = await node.LogsAsync(
            [.. headers.Select(h => new LogFilter { BlockHash = h.Hash, Addresses = contracts.Addresses })],
            cancellationToken
        );
        return await CheckedAsync(headers, logs, contracts.Addresses, cancellationToken);
    }

    /// <summary>Headers by number, both ends included, each the child of the one before.</summary>
    /// <exception cref="EvidenceException">One is missing, or does not follow.</exception>
    internal async Task<Block[]> HeadersAsync(long from, long to, CancellationToken cancellationToken)
    {
        var headers = await node.BlocksAsync(from, to, cancellationToken);
        for (var i = 1; i < headers.Length; i++)
        {
            RequireParent(RefOf(headers[i]), headers[i].ParentHash, RefOf(headers[i - 1]));
        }
        return headers;
    }

    /// <summary>The checked blocks with their logs decoded.</summary>
    /// <param name="headers">Of the blocks.</param>
    /// <param name="given">What the node gave for these emitters, for each block.</param>
    /// <param name="emitters">The contracts asked for.</param>
    /// <param name="cancellationToken">Stops the reads.</param>
    /// <exception cref="EvidenceException">A check failed.</exception>
    internal async Task<IReadOnlyList<IndexedBlock>> CheckedAsync(
        IReadOnlyList<Block> headers,
        IReadOnlyList<IReadOnlyList<Log>> given,
        IReadOnlyList<Address> emitters,
        CancellationToken cancellationToken
    )
    {
        var known = new BloomBits.Known();
        var looks = headers.Select((h, i) => Look.At(h, given[i], emitters, known)).ToList();
        var whole = looks.Where(l => l.NeedsAll).ToList();
        var all = await node.WholeLogsAsync(
            [.. whole.Select(l => new LogFilter { BlockHash = l.Block.Hash, Addresses = l.Speaks ? [] : emitters })],
            emitters,
            cancellationToken
        );
        EvidenceException? first = null;
        for (var i = 0; i < whole.Count; i++)
        {
            try
            {
                whole[i].Weakness = CheckAgainstAll(whole[i], all[i], emitters, known);
            }
            catch (EvidenceException e)
            {
                // The others are looked at all the same: a node that has to stand by many answers is heard on all.
                first ??= e;
            }
        }
        if (first is not null)
        {
            throw first;
        }
        return
        [
            .. looks.Select(l => new IndexedBlock(
                RefOf(l.Block),
                l.Block.ParentHash,
                DateTimeOffset.FromUnixTimeSeconds((long)l.Block.Timestamp),
                [.. l.Logs.Select(Decode)]
            )
            {
                Weakness = l.Weakness,
            }),
        ];
    }

    /// <summary>A header beside what the node gave for it, and what its bloom says.</summary>
    private sealed record Look(Block Block, IReadOnlyList<Log> Logs, LogsBloom Bloom, bool NeedsAll)
    {
        /// <summary>Some chains do not fill the bloom, or set every bit.</summary>
        internal bool Speaks => Bloom is { IsEmpty: false, IsFull: false };

        internal WeakEvidence? Weakness { get; set; }

        internal static Look At(
            Block block,
            IReadOnlyList<Log> given,
            IReadOnlyList<Address> emitters,
            BloomBits.Known known
        )
        {
            var logs = Evidence.InOrder(given);
            Evidence.CheckLogs(block, logs, emitters);
            var bloom = new LogsBloom(block.LogsBloom);
            Evidence.CheckInBloom(block, bloom, logs, known);
            var needsAll = logs.Count > 0;
            foreach (var emitter in emitters)
            {
                needsAll |= bloom.MayContain(known.Of(emitter.Bytes));
            }
            return new(block, logs, bloom, needsAll);
        }
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
    /// <param name="whole">The second answer: all logs, or ours only where the bloom says nothing or where all are too
    /// many.</param>
    private WeakEvidence? CheckAgainstAll(
        Look look,
        WholeLogs whole,
        IReadOnlyList<Address> emitters,
        BloomBits.Known known
    )
    {
        var (block, bloom) = (look.Block, look.Bloom);
        var all = Evidence.InOrder(whole.Logs);
        var ours = all.Where(l => Evidence.IsOneOf(l.Address, emitters)).ToList();
        Evidence.CheckLogs(block, ours, emitters);
        Evidence.CheckSame(block, look.Logs, ours);
        if (!look.Speaks)
        {
            metrics.MuteBloom();
            return null;
        }

        if (whole.AreTooMany)
        {
            return new(
                "block-too-large",
                $"The node does not give all logs of block {RefOf(block)} at once. Those of the followed contracts "
                    + "were read twice."
            );
        }
        var bits = LogsBloom.Of([.. all.Where(l => l.BlockHash == block.Hash)], known);
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
