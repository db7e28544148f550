using CivicForge.Chain;

namespace CivicForge.Api.Audit;

/// <summary>I2.</summary>
internal sealed class RootsAreOnChainOnce : IInvariant
{
    public string Id => "I2";
    public string Statement =>
        "Every batch root is on chain exactly once at the finalized block and equals the database's.";

    public async Task CheckAsync(AuditContext audit, AuditFindings findings, CancellationToken cancellationToken)
    {
        var count = (long)await audit.Registry.BatchCountAsync(audit.Block, cancellationToken);
        var ids = Enumerable.Range(1, (int)count).Select(i => (long)i).ToList();
        var roots = await AuditContext.ManyAsync(
            ids,
            (id, token) => audit.Registry.RootOfAsync((ulong)id, audit.Block, token),
            cancellationToken
        );
        var onChain = ids.Zip(roots).ToLookup(p => p.Second, p => p.First);
        findings.Checked = count;

        var batches = await audit.QueryAsync<Row>(
            "SELECT b.seal, b.root, s.state, s.batch_id, b.sealed_at < clock_timestamp() - @within AS overdue "
                + "FROM civic.batches b JOIN civic.batch_states s ON s.seal = b.seal",
            new { within = TimeSpan.FromSeconds(audit.Anchoring.AnchorWithin) },
            cancellationToken
        );
        foreach (var batch in batches)
        {
            Compare(batch, onChain[new Hash32(batch.root)].ToList(), findings);
        }
        var ours = batches.Select(b => new Hash32(b.root)).ToHashSet();
        foreach (var foreign in onChain.Where(g => !ours.Contains(g.Key)))
        {
            findings.Notice($"Batch {string.Join(", ", foreign)} on chain has the foreign root {foreign.Key}.");
        }

        var indexed = await audit.QueryAsync<(long BatchId, byte[] Root)>(
            "SELECT batch_id, root FROM chain.anchors WHERE contract = @registry AND finality = 'finalized'",
            new { registry = audit.Chain.Registry.ToArray() },
            cancellationToken
        );
        var known = indexed.ToLookup(a => a.BatchId, a => new Hash32(a.Root));
        foreach (var (id, root) in ids.Zip(roots))
        {
            findings.Require(
                known[id].SequenceEqual([root]),
                $"Batch {id} is {root} on chain and {(known[id].Any() ? string.Join(", ", known[id]) : "missing")} "
                    + "in schema chain."
            );
        }
        foreach (var id in known.Select(g => g.Key).Where(id => id > count))
        {
            findings.Violated($"Schema chain has a final batch {id}; the registry holds {count}.");
        }
    }

    private static void Compare(Row batch, List<long> ids, AuditFindings findings)
    {
        var root = new Hash32(batch.root);
        if (ids.Count > 1)
        {
            findings.Violated(
                $"The root of batch {batch.seal}, {root}, is on chain {ids.Count} times: as {string.Join(", ", ids)}."
            );
        }
        if (ids.Count == 0 && batch.state == "finalized")
        {
            findings.Violated($"Batch {batch.seal} is called finalized, and its root {root} is not on chain.");
        }
        if (ids.Count == 0 && batch.overdue && batch.state != "finalized")
        {
            findings.Violated($"Batch {batch.seal} is {batch.state} and its promised time has passed.");
        }
        if (ids.Count == 1 && batch.batch_id != ids[0])
        {
            var known = batch.batch_id is { } id ? $"{id}" : "not anchored";
            findings.Violated($"Batch {batch.seal} is {ids[0]} on chain and {known} in the database.");
        }
    }

    private sealed class Row
    {
        public long seal { get; init; }
        public byte[] root { get; init; } = [];
        public string state { get; init; } = "";
        public long? batch_id { get; init; }
        public bool overdue { get; init; }
    }
}
