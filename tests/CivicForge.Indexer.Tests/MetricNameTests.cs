using CivicForge.Hosting.Metrics;

namespace CivicForge.Indexer.Tests;

/// <summary>Dashboards and alerts of operators are written in the names of
/// <c>deploy/monitoring/metrics.txt</c>.</summary>
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
            .ShouldBe(
                File.ReadLines(Path.Combine(CivicForge.Sandbox.Repository.Root, "deploy", "monitoring", "metrics.txt"))
                    .Where(line => line.StartsWith("civicforge_indexer_", StringComparison.Ordinal))
                    .Select(line => line["civicforge_indexer_".Length..])
            );
        lines.ShouldContain("civicforge_indexer_failures_total{kind=\"rpc\"} 1");
        lines.ShouldContain("civicforge_indexer_weak_blocks_total{kind=\"logs-missing\"} 1");
    }

    [Fact]
    public void Findings_are_shown_with_0_from_the_start_so_that_the_first_one_is_an_increase()
    {
        using var text = new PrometheusText();
        using var metrics = new IndexerMetrics();
        text.Render().ShouldContain("civicforge_indexer_findings_total 0\n");
        metrics.Found();
        text.Render().ShouldContain("civicforge_indexer_findings_total 1\n");
    }
}
