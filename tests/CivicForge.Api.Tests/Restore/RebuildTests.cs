using CivicForge.Api.Attestations;
using CivicForge.Api.Restore;
using CivicForge.Api.Tests.Harness;
using CivicForge.Chain.Crypto;
using CivicForge.Chain.Protocol;
using CivicForge.Chain.Web3.Contracts.AttestationRegistry;
using CivicForge.Sandbox.Ethereum;
using CivicForge.Sandbox.Postgres;
using Microsoft.Extensions.Configuration;

namespace CivicForge.Api.Tests.Restore;

/// <summary>A database restored to an older state takes over what the chain has of later, and says what is
/// lost.</summary>
public sealed class RebuildTests(TestDatabases databases) : AnchorerTest(databases)
{
    private static readonly PrivateKey ReceiptKey = PrivateKey.Generate();

    /// <summary>What the lost minutes wrote when pairs were complete before.</summary>
    private static readonly string[] OfAnchoring =
    [
        "transaction_claims",
        "transaction_attempts",
        "transactions",
        "registry_batches",
        "reward_relays",
        "batches",
    ];

    private static readonly string[] OfPairs = ["point_entries", "completions", "attestations", "quests"];

    [Fact]
    public async Task A_batch_is_sealed_again_from_the_pairs_that_wait_and_nothing_is_anchored_twice()
    {
        await Pairs.CompleteAsync(3);
        await AnchoredAsync(claimed: false);
        var root = await RootAsync();
        await LoseAsync(OfAnchoring, "UPDATE civic.completions SET seal = NULL, position = NULL, tree_index = NULL");

        var (report, text) = await RebuildAsync();

        report.ShouldBe(new RebuildReport(1, 3, 0, 1), text);
        text.ShouldContain("Nonces 0 to 0 of");
        (await QueryAsync<byte[]>("SELECT root FROM civic.batches")).ShouldBe([root.ToArray()]);
        var restored = await RestartAsync();
        await restored.TickAsync();
        (await TransactionsAsync()).ShouldBeEmpty();
        await ExactlyOnceAsync(1);
        await AcknowledgeAsync();
        await AuditIsCleanAsync(restored);
    }

    [Theory]
    [InlineData("point_entries", "completions")]
    [InlineData("point_entries", "completions", "attestations", "quests")]
    public async Task Lost_pairs_come_back_out_of_the_calldata_of_their_claims(params string[] lost)
    {
        await Pairs.CompleteAsync(2);
        await AnchoredAsync(claimed: true);
        const string Facts = """
            SELECT c.quest_id::text || c.leaf::text || c.creator_signature::text || c.performer_signature::text
                || c.creator_kind || c.outcome || c.title_hash::text || c.completed_at || c.anchor_by
                || c.creator_deadline
                || q.status || q.work_hash::text || q.reward_xp || q.performer::text
            FROM civic.completions c JOIN civic.quests q ON q.id = c.quest_id ORDER BY 1
            """;
        var before = await QueryAsync<string>(Facts);
        var open = lost.Contains("quests") ? "" : "UPDATE civic.quests SET status = 'SUBMITTED', completed_at = NULL";
        await LoseAsync([.. OfAnchoring, .. lost], open);

        var (report, text) = await RebuildAsync();

        report.ShouldBe(new RebuildReport(1, 2, 2, 1), text);
        (await QueryAsync<string>(Facts)).ShouldBe(before);
        (await ScalarAsync<long>("SELECT sum(xp) FROM civic.point_entries")).ShouldBe(200);
        (await ScalarAsync<long>("SELECT count(*) FROM civic.quests WHERE title IS NULL")).ShouldBe(
            lost.Contains("quests") ? 2 : 0
        );
        (await QueryAsync<string>("SELECT state FROM civic.reward_states")).ShouldAllBe(state => state == "final");
        var restored = await RestartAsync();
        await AcknowledgeAsync();
        await AuditIsCleanAsync(restored);
        (await AuditAsync())
            .Results.Where(r => r.Id is not ("I8" or "I14"))
            .SelectMany(r => r.Findings.Notices)
            .ShouldBeEmpty();
        await ExactlyOnceAsync(1);
    }

    [Fact]
    public async Task Receipts_of_a_rebuilt_pair_are_those_that_were_given()
    {
        var id = (await Pairs.CompleteAsync(1))[0];
        await AnchoredAsync(claimed: true);
        await LoseAsync([.. OfAnchoring, .. OfPairs]);

        await RebuildAsync();

        var (leaf, completedAt, receipt) = await ScalarAsync<(byte[], long, byte[])>(
            "SELECT leaf, completed_at, performer_receipt FROM civic.completions"
        );
        var digest = await ScalarAsync<byte[]>(
            "SELECT digest FROM civic.attestations WHERE role = 'performer' AND quest_id = @id",
            new { id }
        );
        var promise = new AttestationReceipt(
            new(digest),
            CompletedPairs.PerformerAddress,
            (ulong)completedAt,
            (ulong)completedAt + 3600,
            new(leaf)
        );
        receipt.ShouldBe(ReceiptKey.Sign(promise.Digest(CivicDomain.Create(31337, Chain.Registry))).ToBytes());
    }

    [Fact]
    public async Task What_cannot_be_rebuilt_is_acknowledged_once_and_anchoring_goes_on_behind_it()
    {
        await Pairs.CompleteAsync(1);
        var anchorer = await AnchoredAsync(claimed: false);
        var kept = await ScalarAsync<Guid>("SELECT quest_id FROM civic.completions");
        await Pairs.CompleteAsync(1);
        await anchorer.TickAsync();
        await Chain.FinalizeAsync();
        await anchorer.TickAsync();
        await LoseAsync(
            [],
            $"""
            DELETE FROM civic.transaction_attempts WHERE transaction_id > 1;
            DELETE FROM civic.transactions WHERE id > 1;
            DELETE FROM civic.registry_batches; DELETE FROM civic.reward_relays WHERE seal > 1;
            DELETE FROM civic.batches WHERE seal > 1; DELETE FROM civic.completions WHERE quest_id <> '{kept}';
            DELETE FROM civic.point_entries WHERE quest_id <> '{kept}'; DELETE FROM civic.quests WHERE id <> '{kept}'
            """
        );

        var (report, text) = await RebuildAsync();

        report.ShouldBe(new RebuildReport(0, 0, 0, 2), text);
        text.ShouldContain("Batch 2 with root");
        text.ShouldContain("Nonces 1 to 1 of");
        await Pairs.CompleteAsync(1);
        var restored = await RestartAsync();
        await restored.TickAsync();
        await restored.TickAsync();
        (await TransactionsAsync()).ShouldBe(["finalized/1", "confirmed/1"]);
        (await Chain.BatchCountAsync()).ShouldBe(3);
        (await QueryAsync<string>("SELECT kind FROM civic.alarms WHERE kind LIKE 'foreign%'")).ShouldBeEmpty();
        await Chain.FinalizeAsync();
        await restored.TickAsync();
        await (await StartIndexerAsync()).CatchUpAsync();
        (await AuditAsync())
            .Results.SelectMany(r => r.Findings.Violations)
            .ShouldAllBe(v => v.StartsWith("restored: "));
        (await AuditAsync()).ExitCode.ShouldBe(1);

        await AcknowledgeAsync();
        (await AuditAsync()).ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task A_root_of_a_key_that_is_not_ours_is_left_to_the_anchorer_which_pauses()
    {
        await Chain.SendAsync(
            DevelopmentAccounts.Anchorer,
            Chain.Registry,
            new AnchorFunction(1, Keccak256.Hash("not ours"u8), 1).CallData()
        );
        await Chain.FinalizeAsync();
        await (await StartIndexerAsync()).CatchUpAsync();

        var (report, text) = await RebuildAsync();

        report.Lost.ShouldBe(1);
        text.ShouldContain("not a key of this service");
        await Pairs.CompleteAsync(1);
        var anchorer = await StartAsync();
        await anchorer.TickAsync();
        await anchorer.TickAsync();
        (await ScalarAsync<string>("SELECT reason FROM civic.anchoring_control WHERE paused")).ShouldContain(
            "not ours"
        );
    }

    /// <summary>Sealed, anchored, final and read by the indexer.</summary>
    private async Task<TestAnchorer> AnchoredAsync(bool claimed)
    {
        var anchorer = await StartAsync();
        var indexer = await StartIndexerAsync();
        await anchorer.TickAsync();
        await Chain.FinalizeAsync();
        await anchorer.TickAsync();
        await indexer.CatchUpAsync();
        if (claimed)
        {
            await anchorer.RelayAsync();
            await Chain.FinalizeAsync();
            await indexer.CatchUpAsync();
        }
        return anchorer;
    }

    private Task AcknowledgeAsync() =>
        ExecuteAsync(
            "UPDATE civic.alarms SET acknowledged_at = now(), acknowledged_by = @by, ended_at = now() "
                + "WHERE kind = 'restored'",
            new { by = TestChain.Account(DevelopmentAccounts.Operator).ToArray() }
        );

    private Task LoseAsync(IEnumerable<string> tables, string more = "") =>
        ExecuteAsync(
            "SET session_replication_role = replica; "
                + string.Concat(tables.Select(table => $"DELETE FROM civic.{table}; "))
                + $"{more}; SET session_replication_role = DEFAULT"
        );

    private async Task<(RebuildReport Report, string Text)> RebuildAsync()
    {
        await ExpireLeaseAsync();
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(
                new Dictionary<string, string?> { ["Keys:Receipt"] = ReceiptKey.ToHex(), ["Chain:Id"] = "31337" }
            )
            .Build();
        var options = AttestationOptions.Read(configuration, Chain.Options);
        var output = new StringWriter();
        var report = await new RebuildGap(
            Database.ConnectionString,
            Chain.Client,
            Chain.Options,
            new RebuiltPairs(options, new ReceiptSigner(configuration, options), isPaidAtOnce: true),
            output
        ).RunAsync(TestContext.Current.CancellationToken);
        return (report, output.ToString());
    }
}
