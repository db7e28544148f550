using System.Diagnostics.Metrics;
using System.Net;
using CivicForge.Api.Jobs;
using CivicForge.Api.Telemetry;
using CivicForge.Api.Tests.Harness;
using CivicForge.Api.Transactions;
using CivicForge.Hosting.Metrics;

namespace CivicForge.Api.Tests.Telemetry;

/// <summary>Dashboards and alarms of operators are written in these names.</summary>
public sealed class MetricNameTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private static readonly string[] Ours =
    [
        "civicforge_alarms_total counter",
        "civicforge_anchoring_oldest_unanchored_seconds gauge",
        "civicforge_anchoring_pending gauge",
        "civicforge_anchoring_sealed_leaves_total counter",
        "civicforge_attestations_total counter",
        "civicforge_balance gauge",
        "civicforge_completions_total counter",
        "civicforge_connections_held gauge",
        "civicforge_connections_max gauge",
        "civicforge_connections_refused_total counter",
        "civicforge_event_streams_held gauge",
        "civicforge_event_streams_max gauge",
        "civicforge_event_streams_refused_total counter",
        "civicforge_evidence_allowed_bytes gauge",
        "civicforge_evidence_bytes gauge",
        "civicforge_forwarded_requests_held gauge",
        "civicforge_forwarded_requests_max gauge",
        "civicforge_forwarded_requests_refused_total counter",
        "civicforge_job_ok gauge",
        "civicforge_lease_held gauge",
        "civicforge_metrics_connections_held gauge",
        "civicforge_metrics_connections_max gauge",
        "civicforge_metrics_connections_refused_total counter",
        "civicforge_node_up gauge",
        "civicforge_rate_limited_total counter",
        "civicforge_rewards_claims_total counter",
        "civicforge_rewards_over_budget gauge",
        "civicforge_runway gauge",
        "civicforge_signatures_rechecked_total counter",
        "civicforge_transactions_attempts_total counter",
        "civicforge_worker_failing gauge",
        "civicforge_worker_rows_total counter",
        "civicforge_worker_runs_total counter",
    ];

    [Fact]
    public async Task Every_metric_of_ours_keeps_its_name_and_type()
    {
        using var anchorer = new AnchorerMetrics();
        using var worker = new WorkerStatus();
        using var civic = new CivicMetrics();
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
        var text = await fixture.Host.MetricsAsync();
        foreach (
            var line in new[]
            {
                "# TYPE http_server_request_duration_seconds histogram",
                "# TYPE http_server_active_requests gauge",
                "# TYPE kestrel_active_connections gauge",
                "# TYPE kestrel_connection_duration_seconds histogram",
                "# TYPE db_client_operation_duration_seconds histogram",
                "# TYPE db_client_connection_count gauge",
                "# TYPE dotnet_gc_collections_total counter",
                "# TYPE dotnet_gc_heap_total_allocated_bytes_total counter",
                "# TYPE dotnet_process_memory_working_set_bytes gauge",
            }
        )
        {
            text.ShouldContain(line + "\n");
        }
        text.ShouldMatch(
            """http_server_request_duration_seconds_bucket\{http_request_method="GET","""
                + """http_response_status_code="200",http_route="[^"]+",network_protocol_version="1\.1","""
                + """url_scheme="http",le="0\.005"\} \d+"""
        );
    }
}
