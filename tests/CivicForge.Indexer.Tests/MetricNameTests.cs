using CivicForge.Hosting.Metrics;

namespace CivicForge.Indexer.Tests;

/// <summary>Dashboards and alarms of operators are written in these names.</summary>
public sealed class MetricNameTests
{
    [Fact]
    public void Every_metric_of_the_indexer_keeps_its_name_type_and_labels()
    {
        using var text = new PrometheusText();
        using var metrics = new IndexerMetrics();
        metrics.Stored(3, 2);
        metrics.Rewound();
        metrics.MalformedLog();
        metrics.MuteBloom();
        metrics.Found();
        metrics.Failed("rpc");
        metrics.Weak("logs-missing", 1);
        metrics.Contradicted();
        var lines = text.Render().Split('\n');
        lines
            .Where(line => line.StartsWith("# TYPE civicforge_", StringComparison.Ordinal))
            .Select(line => line["# TYPE civicforge_indexer_".Length..])
            .Distinct()
            .ShouldBe([
                "blocks_total counter",
                "contradictions_total counter",
                "cursor_block gauge",
                "failures_total counter",
                "finalized_block gauge",
                "findings_total counter",
                "halted gauge",
                "head_block gauge",
                "logs_total counter",
                "malformed_logs_total counter",
                "mute_blooms_total counter",
                "rewinds_total counter",
                "weak_blocks_total counter",
            ]);
        lines.ShouldContain("civicforge_indexer_failures_total{kind=\"rpc\"} 1");
        lines.ShouldContain("civicforge_indexer_weak_blocks_total{kind=\"logs-missing\"} 1");
    }
}
