using CivicForge.Api.Anchorer;
using CivicForge.Api.Operators;
using CivicForge.Api.Tests.Harness;
using CivicForge.Api.Transactions;
using CivicForge.Chain.Web3.Transactions;
using CivicForge.Sandbox.Postgres;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging.Abstractions;

namespace CivicForge.Api.Tests.Transactions;

/// <summary>Both keys are at a remote signer: whatever it does, nothing is lost, nothing leaves us that was not asked
/// for, and an operator is told.</summary>
public sealed class RemoteSignerTests(TestDatabases databases) : AnchorerTest(databases)
{
    private readonly SignerStandIn _signer = new(TestAnchorer.AnchorerKey, TestAnchorer.PayoutKey);

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await _signer.StartAsync();
    }

    protected override ValueTask StopAsync() => _signer.DisposeAsync();

    [Fact]
    public async Task It_anchors_and_pays_by_the_signer_and_the_audit_is_clean()
    {
        await Pairs.CompleteAsync(3);
        var anchorer = await StartAsync(_signer.Settings);
        var indexer = await StartIndexerAsync();
        await anchorer.TickAsync();
        await Chain.FinalizeAsync();
        await anchorer.TickAsync();
        await indexer.CatchUpAsync();
        await anchorer.RelayAsync();

        await AuditIsCleanAsync(anchorer, indexer);
        await anchorer.RelayAsync();

        (await TransactionsAsync()).ShouldBe(["finalized/1", "finalized/1"]);
        (await QueryAsync<string>("SELECT DISTINCT state FROM civic.reward_relays")).ShouldBe(["done"]);
        _signer.Asked.ShouldBe(2);
        await ExactlyOnceAsync(1);
    }

    [Fact]
    public async Task Whatever_it_changes_is_refused_with_its_reason_and_nothing_is_stored_or_sent()
    {
        await Pairs.CompleteAsync(1);
        var anchorer = await StartAsync(_signer.Settings);
        foreach (var (word, lie) in SignerLies.All)
        {
            _signer.Sign = lie;
            await TickAsync(anchorer);

            (await AlarmsAsync("not-signed")).ShouldHaveSingleItem().ShouldContain(word);
            anchorer.Get<AnchorerStatus>().ReasonOf(AnchorerModule.Submit).ShouldNotBeNull().ShouldContain(word);
            (await AttemptsAsync()).ShouldBeEmpty(word);
        }
        (await OverviewAsync()).Alarms.ShouldContain(line =>
            line.Contains("Look at the signer", StringComparison.Ordinal)
        );
        (await Chain.NonceAsync(anchorer.Account.Address)).ShouldBe(0);

        _signer.Sign = SignerStandIn.Honest;
        await anchorer.TickAsync();
        await anchorer.TickAsync();

        (await AlarmsAsync("not-signed")).ShouldBeEmpty();
        (await TransactionsAsync()).ShouldContain("confirmed/1");
        await ExactlyOnceAsync(1);
    }

    [Fact]
    public async Task While_it_is_silent_pairs_wait_it_is_told_and_goes_on_by_itself()
    {
        await Pairs.CompleteAsync(1);
        var anchorer = await StartAsync([.. _signer.Settings, ("Keys:RemoteSigner:Timeout", "00:00:05")]);
        foreach (var (word, stumble) in Silences)
        {
            _signer.Stumble = stumble;
            await TickAsync(anchorer);
            anchorer.Get<AnchorerStatus>().ReasonOf(AnchorerModule.Submit).ShouldNotBeNull().ShouldContain(word);
        }
        await _signer.StopAsync();
        for (var i = 0; i < 3; i++)
        {
            await TickAsync(anchorer);
            await CheckSignersAsync(anchorer);
        }
        (await AttemptsAsync()).ShouldBeEmpty();
        (await TransactionsAsync()).ShouldAllBe(t => t == "cancelled/0" || t == "planned/0");
        (await AlarmsAsync("signer-silent")).ShouldContain(line =>
            line.Contains("cannot be reached", StringComparison.Ordinal)
        );
        (await OverviewAsync()).Jobs.Single(j => j.Name == "signer").Status.ShouldBe("failing");
        (await SignerHealthAsync(anchorer)).Status.ShouldBe(HealthStatus.Degraded);

        _signer.Stumble = SignerStandIn.Never;
        await _signer.StartAsync();
        await CheckSignersAsync(anchorer);
        await anchorer.TickAsync();
        await anchorer.TickAsync();

        (await SignerHealthAsync(anchorer)).Status.ShouldBe(HealthStatus.Healthy);
        (await AlarmsAsync("signer-silent")).ShouldBeEmpty();
        (await TransactionsAsync())[^1].ShouldBe("confirmed/1");
        await ExactlyOnceAsync(1);
    }

    [Fact]
    public async Task One_that_is_away_for_long_leaves_no_row_for_each_try()
    {
        await _signer.StopAsync();
        await Pairs.CompleteAsync(1);
        var anchorer = await StartAsync(_signer.Settings);
        for (var i = 0; i < 5; i++)
        {
            await TickAsync(anchorer);
        }

        (await TransactionsAsync()).ShouldBeEmpty();
    }

    [Fact]
    [Trait("Tier", "Long")]
    public async Task A_replacement_that_nobody_signs_leaves_the_bytes_that_were_sent()
    {
        await Chain.AutomineAsync(false);
        await Pairs.CompleteAsync(1);
        var anchorer = await StartAsync(_signer.Settings);
        await anchorer.TickAsync();
        await _signer.StopAsync();
        await Chain.DropAllAsync();
        await Chain.MineAtBaseFeeAsync(8_000_000_000);

        await anchorer.TickAsync();
        await anchorer.TickAsync();
        (await AlarmsAsync("signer-silent")).ShouldHaveSingleItem().ShouldContain("nobody signs its replacement");
        (await TransactionsAsync()).ShouldBe(["sent/1"]);

        await _signer.StartAsync();
        await Chain.AutomineAsync(true);
        await anchorer.TickAsync();
        await Chain.MineAsync();
        await anchorer.TickAsync();
        (await AlarmsAsync("signer-silent")).ShouldBeEmpty();
        await ExactlyOnceAsync(1);
    }

    [Fact]
    [Trait("Tier", "Long")]
    public async Task A_signer_that_lies_about_claims_counts_against_no_reward()
    {
        await Pairs.CompleteAsync(2);
        var anchorer = await StartAsync(_signer.Settings);
        var indexer = await StartIndexerAsync();
        await anchorer.TickAsync();
        await Chain.FinalizeAsync();
        await anchorer.TickAsync();
        await indexer.CatchUpAsync();

        _signer.Sign = (asked, key) => (asked with { Nonce = asked.Nonce + 1 }).Encode(key);
        for (var i = 0; i < 6; i++)
        {
            await anchorer.RelayAsync();
            await ExecuteAsync("UPDATE civic.reward_relays SET next_at = now(), leased_until = NULL");
        }
        (await QueryAsync<string>("SELECT DISTINCT state || '/' || tries FROM civic.reward_relays")).ShouldBe([
            "waiting/0",
        ]);
        (await AlarmsAsync("not-signed")).ShouldHaveSingleItem().ShouldContain("nonce");

        _signer.Sign = SignerStandIn.Honest;
        await anchorer.RelayAsync();
        (await AlarmsAsync("not-signed")).ShouldBeEmpty();
        await AuditIsCleanAsync(anchorer, indexer);
    }

    [Fact]
    public async Task A_slow_signer_holds_up_nothing_else_of_the_process()
    {
        await Pairs.CompleteAsync(1);
        var anchorer = await StartAsync(_signer.Settings);
        var (asked, answer) = (new TaskCompletionSource(), new TaskCompletionSource());
        _signer.Stumble = async (method, _) =>
        {
            if (method == "eth_signTransaction")
            {
                asked.TrySetResult();
                await answer.Task;
            }
            return false;
        };
        var tick = anchorer.Tick.RunAsync(default);
        await asked.Task.WaitAsync(Eventually.Patience);

        (await anchorer.Lease.TryAcquireAsync(default).WaitAsync(Eventually.Patience)).ShouldBeTrue();
        await anchorer.Tracker.AdvanceAsync(anchorer.Account, urgency: 0, default).WaitAsync(Eventually.Patience);
        answer.SetResult();
        await tick;
        await anchorer.TickAsync();

        (await TransactionsAsync()).ShouldBe(["confirmed/1"], "the plan was dropped while it was being signed");
    }

    [Fact]
    public async Task Clef_is_asked_in_its_own_words()
    {
        await using var clef = new SignerStandIn(TestAnchorer.AnchorerKey, TestAnchorer.PayoutKey) { IsClef = true };
        await clef.StartAsync();
        await Pairs.CompleteAsync(1);
        var anchorer = await StartAsync([.. clef.Settings, ("Keys:RemoteSigner:Method", "account_signTransaction")]);
        await anchorer.TickAsync();
        await anchorer.TickAsync();
        (await TransactionsAsync()).ShouldBe(["confirmed/1"]);
    }

    /// <summary>How a signer does not sign, and the words by which it is told.</summary>
    private static IReadOnlyList<(string Word, Func<string, HttpContext, Task<bool>> Stumble)> Silences =>
        [
            ("HTTP 500", (_, http) => AnswerAsync(http, 500, "broken")),
            (
                "locked",
                (method, http) =>
                    method == "eth_signTransaction"
                        ? AnswerAsync(
                            http,
                            200,
                            """{"jsonrpc":"2.0","id":1,"error":{"code":-32000,"message":"account is locked"}}"""
                        )
                        : Task.FromResult(false)
            ),
            ("not JSON", (_, http) => AnswerAsync(http, 200, "<html>")),
            (
                "does not have the key",
                (method, http) =>
                    method == "eth_accounts"
                        ? AnswerAsync(http, 200, """{"jsonrpc":"2.0","id":1,"result":[]}""")
                        : Task.FromResult(false)
            ),
            (
                "within 5 s",
                async (_, http) =>
                {
                    var aborted = new TaskCompletionSource<bool>();
                    http.RequestAborted.Register(() => aborted.SetResult(true));
                    return await aborted.Task;
                }
            ),
        ];

    private static async Task<bool> AnswerAsync(HttpContext http, int status, string text)
    {
        http.Response.StatusCode = status;
        await http.Response.WriteAsync(text);
        return true;
    }

    /// <summary>As Quartz fires it: what fails is told, and the next tick starts from the database.</summary>
    private async Task TickAsync(TestAnchorer anchorer)
    {
        await Chain.SettledAsync();
        await anchorer.Get<JobEdge>().RunAsync("anchor", anchorer.Tick.RunAsync, default, hasSteps: true);
    }

    private static Task CheckSignersAsync(TestAnchorer anchorer) =>
        anchorer.Get<JobEdge>().RunAsync(AnchorerModule.Signer, anchorer.Get<CheckSigners>().RunAsync, default);

    private static async Task<HealthReportEntry> SignerHealthAsync(TestAnchorer anchorer) =>
        (await anchorer.Get<HealthCheckService>().CheckHealthAsync()).Entries[AnchorerModule.Signer];

    private Task<IReadOnlyList<string>> AlarmsAsync(string kind) =>
        QueryAsync<string>("SELECT detail FROM civic.alarms WHERE kind = @kind AND ended_at IS NULL", new { kind });

    private async Task<AnchoringOverview> OverviewAsync()
    {
        await using var source = Npgsql.NpgsqlDataSource.Create(Database.ConnectionString);
        return await AnchoringOverview.ReadAsync(
            source,
            new ChainCosts(Chain.Client, NullLogger<ChainCosts>.Instance),
            default
        );
    }
}
