using System.Diagnostics.Metrics;

namespace CivicForge.Indexer;

/// <summary>Counters and gauges behind <c>/metrics</c>.</summary>
internal sealed class IndexerMetrics : IDisposable
{
    private readonly Meter _meter = new("CivicForge.Indexer");
    private readonly Counter<long> _logs,
        _blocks,
        _rewinds,
        _malformed,
        _muteBlooms,
        _failures,
        _evidence,
        _weak;
    private long _findings,
        _cursor,
        _finalized,
        _head,
        _halted,
        _lookedAt;

    public IndexerMetrics()
    {
        _logs = _meter.CreateCounter<long>("civicforge.indexer.logs", description: "Logs stored.");
        _blocks = _meter.CreateCounter<long>("civicforge.indexer.blocks", description: "Blocks read and checked.");
        _rewinds = _meter.CreateCounter<long>("civicforge.indexer.rewinds", description: "Reorganisations followed.");
        _malformed = _meter.CreateCounter<long>(
            "civicforge.indexer.malformed_logs",
            description: "Logs with a known signature and impossible fields, kept raw."
        );
        _muteBlooms = _meter.CreateCounter<long>(
            "civicforge.indexer.mute_blooms",
            description: "Blocks whose bloom says nothing; their logs were read twice."
        );
        // Shown from the start with 0, so that the first one counts as an increase and its alert fires.
        _meter.CreateObservableCounter(
            "civicforge.indexer.findings",
            () => Interlocked.Read(ref _findings),
            description: "Contradictions that a person should look at (chain.findings)."
        );
        _failures = _meter.CreateCounter<long>(
            "civicforge.indexer.failures",
            description: "Steps that failed and were repeated, by kind."
        );
        _evidence = _meter.CreateCounter<long>(
            "civicforge.indexer.contradictions",
            description: "Answers of the node that contradicted themselves."
        );
        _weak = _meter.CreateCounter<long>(
            "civicforge.indexer.weak_blocks",
            description: "Blocks believed on weak evidence because of other contracts' logs, by kind of finding."
        );
        _meter.CreateObservableGauge(
            "civicforge.indexer.cursor_block",
            () => Volatile.Read(ref _cursor),
            description: "Last block read."
        );
        _meter.CreateObservableGauge(
            "civicforge.indexer.finalized_block",
            () => Volatile.Read(ref _finalized),
            description: "Last block read that is final."
        );
        _meter.CreateObservableGauge(
            "civicforge.indexer.head_block",
            () => Volatile.Read(ref _head),
            description: "The node's newest block."
        );
        _meter.CreateObservableGauge(
            "civicforge.indexer.last_look_timestamp",
            () => Volatile.Read(ref _lookedAt) / 1000d,
            "s",
            "When the node last answered a look at the chain (Unix time)"
        );
        _meter.CreateObservableGauge(
            "civicforge.indexer.halted",
            () => Volatile.Read(ref _halted),
            description: "1 when a reorganisation below finality stopped the indexer."
        );
    }

    internal void Stored(long blocks, long logs)
    {
        _blocks.Add(blocks);
        _logs.Add(logs);
    }

    internal void Rewound() => _rewinds.Add(1);

    internal void MalformedLog() => _malformed.Add(1);

    internal void MuteBloom() => _muteBlooms.Add(1);

    internal void Found() => Interlocked.Increment(ref _findings);

    internal void Failed(string kind) => _failures.Add(1, new KeyValuePair<string, object?>("kind", kind));

    internal void Weak(string kind, long blocks) => _weak.Add(blocks, new KeyValuePair<string, object?>("kind", kind));

    internal void Contradicted() => _evidence.Add(1);

    internal void Halted(bool halted) => Volatile.Write(ref _halted, halted ? 1 : 0);

    internal void At(long cursor, long finalized, long head, DateTimeOffset now)
    {
        Volatile.Write(ref _cursor, cursor);
        Volatile.Write(ref _finalized, finalized);
        Volatile.Write(ref _head, head);
        Volatile.Write(ref _lookedAt, now.ToUnixTimeMilliseconds());
    }

    public void Dispose() => _meter.Dispose();
}
