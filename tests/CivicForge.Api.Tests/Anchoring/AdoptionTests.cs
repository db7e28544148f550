using CivicForge.Api.Tests.Harness;
using CivicForge.Chain.Contracts;
using CivicForge.Chain.Crypto;
using CivicForge.Chain.Web3.Contracts.AttestationRegistry;
using CivicForge.Sandbox.Ethereum;
using CivicForge.Sandbox.Postgres;

namespace CivicForge.Api.Tests.Anchoring;

/// <summary>Before each new payload the anchorer reads what the registry holds (A31, A44): ours is adopted, foreign
/// roots stop it until an operator goes on.</summary>
public sealed class AdoptionTests(TestDatabases databases) : AnchorerTest(databases)
{
    private static readonly CivicForge.Chain.Hash32 ForeignRoot = Keccak256.Hash("not ours"u8);

    [Fact]
    public async Task A31_A_root_that_the_chain_already_holds_is_adopted()
    {
        await Pairs.CompleteAsync(2);
        var anchorer = await StartAsync();
        await anchorer.Sealing.RunAsync(force: false, default);
        await Chain.SendAsync(
            DevelopmentAccounts.Anchorer,
            Chain.Registry,
            new AnchorFunction(1, await RootAsync(), 2).CallData()
        );

        await anchorer.TickAsync();
        (await TransactionsAsync()).ShouldBeEmpty(
            "it is at the head and may still go away, so it is neither adopted nor sent again"
        );
        await Chain.FinalizeAsync();
        await anchorer.TickAsync();

        (await TransactionsAsync()).ShouldBeEmpty();
        (await QueryAsync<(long, long)>("SELECT batch_id, seal FROM civic.registry_batches")).ShouldBe([(1, 1)]);
        await ExactlyOnceAsync(1);
    }

    [Fact]
    public async Task A31_Adopted_at_the_head_then_reorged_out_it_is_sent()
    {
        await Pairs.CompleteAsync(1);
        var anchorer = await StartAsync();
        await anchorer.Sealing.RunAsync(force: false, default);
        await Chain.SendAsync(
            DevelopmentAccounts.Anchorer,
            Chain.Registry,
            new AnchorFunction(1, await RootAsync(), 1).CallData()
        );
        await anchorer.TickAsync();
        await Chain.ReorgAsync(1);

        await anchorer.TickAsync();
        await anchorer.TickAsync();

        (await TransactionsAsync()).ShouldBe(["confirmed/1"]);
        await ExactlyOnceAsync(1);
    }

    [Fact]
    public async Task A_foreign_root_pauses_anchoring_until_an_operator_resumes_and_ids_are_planned_behind_it()
    {
        await Chain.SendAsync(
            DevelopmentAccounts.Anchorer,
            Chain.Registry,
            new AnchorFunction(1, ForeignRoot, 1).CallData()
        );
        await Chain.FinalizeAsync();
        await Pairs.CompleteAsync(1);
        var anchorer = await StartAsync();
        await anchorer.TickAsync();
        await anchorer.TickAsync();
        (await TransactionsAsync()).ShouldBeEmpty();
        (await ScalarAsync<string>("SELECT reason FROM civic.anchoring_control WHERE paused")).ShouldContain(
            "not ours"
        );

        await ExecuteAsync(
            "INSERT INTO civic.operator_commands (kind, requested_by, requested_at) "
                + "VALUES ('resume-anchoring', @operator, now())",
            new { @operator = TestChain.Account(DevelopmentAccounts.Operator).ToArray() }
        );
        await anchorer.TickAsync();
        await anchorer.TickAsync();

        (await TransactionsAsync()).ShouldBe(["confirmed/1"]);
        (await Chain.RootOfAsync(2)).ShouldBe(await RootAsync());
        (await ScalarAsync<string>("SELECT result FROM civic.operator_commands")).ShouldBe("resumed");
        (
            await ScalarAsync<bool>("SELECT acknowledged_at IS NOT NULL FROM civic.registry_batches WHERE batch_id = 1")
        ).ShouldBeTrue();
    }

    [Fact]
    public async Task B36_After_a_restore_a_claim_whose_leaf_is_unknown_here_is_listed_and_disturbs_nothing()
    {
        await Pairs.CompleteAsync(1);
        var anchorer = await StartAsync();
        var indexer = await StartIndexerAsync();
        await anchorer.TickAsync();
        await Chain.FinalizeAsync();
        await anchorer.TickAsync();
        await indexer.CatchUpAsync();
        await anchorer.RelayAsync();
        await Chain.FinalizeAsync();
        await indexer.CatchUpAsync();
        await ExecuteAsync(
            "SET session_replication_role = replica; "
                + string.Join("; ", Restored.Select(t => $"DELETE FROM civic.{t}"))
                + "; SET session_replication_role = DEFAULT"
        );

        await Pairs.CompleteAsync(1);
        var restored = await RestartAsync();
        await restored.TickAsync();
        await ExecuteAsync(
            "INSERT INTO civic.operator_commands (kind, requested_by, requested_at) "
                + "VALUES ('resume-anchoring', @operator, now())",
            new { @operator = TestChain.Account(DevelopmentAccounts.Operator).ToArray() }
        );
        await restored.TickAsync();
        await Chain.FinalizeAsync();
        await restored.TickAsync();
        await indexer.CatchUpAsync();
        await restored.RelayAsync();
        await indexer.CatchUpAsync();

        (await QueryAsync<string>("SELECT state FROM civic.reward_states")).ShouldBe(["claimed"]);
        (await ScalarAsync<long>("SELECT count(*) FROM chain.reward_claims")).ShouldBe(2);
        (await Chain.RootOfAsync(2)).ShouldBe(
            await RootAsync(await ScalarAsync<long>("SELECT seal FROM civic.batches"))
        );
        var report = await AuditAsync();
        report.Results.SelectMany(r => r.Findings.Violations).ShouldBeEmpty();
        report.Results.Single(r => r.Id == "I6").Findings.Notices.ShouldNotBeEmpty();
        report.Results.Single(r => r.Id == "I2").Findings.Notices.ShouldNotBeEmpty();
    }

    /// <summary>What a backup from before the first pair does not have.</summary>
    private static readonly string[] Restored =
    [
        "transaction_claims",
        "transaction_attempts",
        "transactions",
        "registry_batches",
        "reward_relays",
        "point_entries",
        "completions",
        "batches",
        "quests",
    ];

    [Fact]
    public async Task A44_A_database_restored_to_an_older_state_adopts_its_roots_and_skips_spent_nonces()
    {
        await Pairs.CompleteAsync(1);
        var anchorer = await StartAsync();
        await anchorer.TickAsync();
        await Chain.FinalizeAsync();
        await anchorer.TickAsync();
        await ExecuteAsync(
            "SET session_replication_role = replica; DELETE FROM civic.transaction_attempts; DELETE "
                + "FROM civic.transactions; DELETE FROM civic.registry_batches; SET session_replication_role = DEFAULT"
        );
        await Pairs.CompleteAsync(1);

        var restored = await RestartAsync();
        await restored.TickAsync();
        await restored.TickAsync();

        (await QueryAsync<long>("SELECT nonce FROM civic.transactions")).ShouldBe([1]);
        (await TransactionsAsync()).ShouldBe(["confirmed/1"]);
        await ExactlyOnceAsync(2);
    }
}
