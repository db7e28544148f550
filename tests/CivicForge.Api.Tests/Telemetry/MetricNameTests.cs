using System.Diagnostics.Metrics;
using System.Net;
using CivicForge.Api.Jobs;
using CivicForge.Api.Telemetry;
using CivicForge.Api.Tests.Harness;
using CivicForge.Api.Transactions;
using CivicForge.Api.Worker;
using CivicForge.Hosting.Metrics;

namespace CivicForge.Api.Tests.Telemetry;

/// <summary>Dashboards and alerts of operators are written in the names of
/// <c>deploy/monitoring/metrics.txt</c>.</summary>
public sealed class MetricNameTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private static readonly string[] Listed = File.ReadAllLines(
        Path.Combine(CivicForge.Sandbox.Repository.Root, "deploy", "monitoring", "metrics.txt")
    );

    private static string[] Ours =>
        [
            .. Listed.Where(line =>
                line.StartsWith("civicforge_", StringComparison.Ordinal)
                && !line.StartsWith("civicforge_indexer_", StringComparison.Ordinal)
            ),
        ];

    [Fact]
    public async Task Every_metric_of_ours_keeps_its_name_and_type()
    {
        using var anchorer = new AnchorerMetrics();
        using var worker = new WorkerStatus();
        using var civic = new CivicMetrics();
        using var backups = new BackupStatus(TimeProvider.System);
        using var anyone = fixture.Host.Anonymous(); // limits and places are made for the first request
        (await anyone.GetAsync("/stats")).Status.ShouldBe(HttpStatusCode.OK);
        var found = new HashSet<string>(StringComparer.Ordinal);
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, _) =>
            {
                var metric = new PrometheusMetric(instrument);
                if (
                    metric.Name.StartsWith("civicforge_", StringComparison.Ordinal)
                    && instrument.Meter.Name != "CivicForge.Test"
                )
                {
                    found.Add($"{metric.Name} {metric.Kind}");
                }
            },
        };
        listener.Start();
        found.ShouldBeSubsetOf(Ours, "a new one belongs into this list");
        Ours.Where(name => !name.StartsWith("civicforge_evidence_", StringComparison.Ordinal)) // of the worker's work
            .Except(["civicforge_alarms_total counter"])
            .Except(found)
            .ShouldBeEmpty();
    }

    [Fact]
    public async Task Metrics_of_the_framework_keep_their_names_types_and_labels()
    {
        using var member = await fixture.Host.MemberAsync();
        (await member.GetAsync("/quests")).Status.ShouldBe(HttpStatusCode.OK);
        // A connection counts once the server has noticed that it is closed.
        var text = await Eventually.NotNullAsync(
            async () =>
                await fixture.Host.MetricsAsync() is var all
                && all.Contains("kestrel_connection_duration_seconds", StringComparison.Ordinal)
                    ? all
                    : null,
            "no connection was counted"
        );
        foreach (var line in Listed.Where(line => !line.StartsWith("civicforge_", StringComparison.Ordinal)))
        {
            text.ShouldContain($"# TYPE {line}\n");
        }
        text.ShouldMatch(
            """http_server_request_duration_seconds_bucket\{http_request_method="GET","""
                + """http_response_status_code="200",http_route="[^"]+",network_protocol_version="1\.1","""
                + """url_scheme="http",le="0\.005"\} \d+"""
        );
    }
}
