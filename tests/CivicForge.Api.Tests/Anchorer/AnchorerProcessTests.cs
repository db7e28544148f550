using System.Text.Json;
using System.Text.RegularExpressions;
using CivicForge.Api.Tests.Harness;
using CivicForge.Sandbox;
using CivicForge.Sandbox.Postgres;
using CivicForge.Sandbox.Processes;

namespace CivicForge.Api.Tests.Anchorer;

/// <summary>The anchorer as it is started in production: a process with its clock, killed and stopped from
/// outside.</summary>
public sealed class AnchorerProcessTests(TestDatabases databases) : AnchorerTest(databases)
{
    [Fact]
    public async Task Killed_again_and_again_it_anchors_every_pair_exactly_once()
    {
        for (var round = 0; round < 3; round++)
        {
            await using var process = await StartProcessAsync();
            await Pairs.CompleteAsync(2);
            var sealedBefore = await ScalarAsync<long>("SELECT count(*) FROM civic.batches");
            await Eventually.TrueAsync(
                async () => await ScalarAsync<long>("SELECT count(*) FROM civic.batches") > sealedBefore,
                $"nothing was sealed: {process.Tail}"
            );
            process.Signal(UnixSignal.Kill);
            await process.Exited;
        }

        await using var last = await StartProcessAsync();
        await Eventually.TrueAsync(
            () =>
                ScalarAsync<bool>(
                    "SELECT NOT EXISTS (SELECT FROM civic.completions WHERE seal IS NULL) "
                        + "AND NOT EXISTS (SELECT FROM civic.batches b "
                        + "WHERE NOT EXISTS (SELECT FROM civic.transactions t WHERE t.seal = b.seal "
                        + "AND t.state IN ('confirmed', 'finalized')))"
                ),
            $"not everything was anchored: {last.Tail}"
        );
        await ExactlyOnceAsync((int)await ScalarAsync<long>("SELECT count(*) FROM civic.batches"));
    }

    [Fact]
    public async Task It_shows_its_health_and_metrics_and_gives_the_lease_back_at_a_clean_end()
    {
        var address = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var process = await StartProcessAsync(line =>
        {
            if (line.Contains("Now listening on", StringComparison.Ordinal))
            {
                address.TrySetResult(new Uri(Regex.Match(line, @"http://127\.0\.0\.1:\d+").Value));
            }
        });
        using var http = new HttpClient { BaseAddress = await address.Task.WaitAsync(Eventually.Patience) };
        await Pairs.CompleteAsync(1);
        await Eventually.TrueAsync(
            () =>
                ScalarAsync<bool>(
                    "SELECT EXISTS (SELECT FROM civic.transactions WHERE state IN ('confirmed', 'finalized'))"
                ),
            $"nothing was anchored: {process.Tail}"
        );

        using var ready = JsonDocument.Parse(
            await Eventually.NotNullAsync(
                async () =>
                    await http.GetStringAsync("/health/ready") is var text
                    && text.Contains("\"ready\"", StringComparison.Ordinal)
                        ? text
                        : null,
                "the process was not ready"
            )
        );
        ready
            .RootElement.GetProperty("checks")
            .EnumerateArray()
            .Select(c => c.GetProperty("name").GetString())
            .ShouldContain("anchorer");
        var metrics = await http.GetStringAsync("/metrics");
        foreach (
            var name in new[]
            {
                "civicforge_anchoring_pending",
                "civicforge_anchoring_oldest_unanchored_seconds",
                "civicforge_lease_held 1",
                "civicforge_transactions_attempts_total",
                "civicforge_runway",
            }
        )
        {
            metrics.ShouldContain(name);
        }

        await process.StopAsync(Eventually.Patience);
        (await ScalarAsync<bool>("SELECT expires_at <= clock_timestamp() FROM civic.leases")).ShouldBeTrue();
    }

    private Task<ChildProcess> StartProcessAsync(Action<string>? onLine = null) =>
        ChildProcess.StartAsync(
            new ChildProcessOptions("dotnet", Repository.Program("CivicForge.Api"), "--role", "anchorer")
            {
                Environment = new Dictionary<string, string?>
                {
                    ["ConnectionStrings__Civic"] = Database.ConnectionStringFor("civic_anchorer"),
                    ["Chain__RpcUrl"] = Chain.Url.ToString(),
                    ["Chain__Id"] = "31337",
                    ["Chain__RegistryAddress"] = Chain.Registry.ToString(),
                    ["Chain__DistributorAddress"] = Chain.Distributor.ToString(),
                    ["Chain__ReputationAddress"] = Chain.Reputation.ToString(),
                    ["Keys__Anchorer"] = TestAnchorer.AnchorerKey.ToHex(),
                    ["Keys__Payout"] = TestAnchorer.PayoutKey.ToHex(),
                    ["Anchoring__Tick"] = "00:00:00.1",
                    ["Anchoring__MaxAge"] = "00:00:00",
                    ["Transactions__LeaseTerm"] = "00:00:02",
                    ["Transactions__RpcTimeout"] = "00:01:00",
                    ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
                },
                OnLine = onLine,
            },
            default
        );
}
