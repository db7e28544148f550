using CivicForge.Api.Tests.Harness;
using CivicForge.Chain.Contracts;
using CivicForge.Chain.Rpc;
using CivicForge.Chain.Web3.Contracts;
using CivicForge.Chain.Web3.Contracts.RewardDistributor;
using CivicForge.Sandbox.Ethereum;
using CivicForge.Sandbox.Postgres;

namespace CivicForge.Api.Tests.Rewards;

/// <summary>Rewards of final batches are claimed for their performers, with the real indexer telling what is
/// final.</summary>
public sealed class RelayTests(TestDatabases databases) : AnchorerTest(databases)
{
    [Fact]
    public async Task Rewards_of_a_final_batch_are_claimed_together_and_become_final()
    {
        await Pairs.CompleteAsync(5);
        var (anchorer, indexer) = await AnchorAsync();
        (await StatesAsync()).Distinct().ShouldBe(["anchored"]);

        await anchorer.RelayAsync();
        await indexer.CatchUpAsync();
        (await StatesAsync()).Distinct().ShouldBe(["claimed"]);
        await Chain.FinalizeAsync();
        await indexer.CatchUpAsync();
        await anchorer.RelayAsync();

        (await StatesAsync()).ShouldBe(Enumerable.Repeat("final", 5));
        (await QueryAsync<string>("SELECT kind || ' ' || state FROM civic.transactions ORDER BY id")).ShouldBe([
            "anchor finalized",
            "claim finalized",
        ]);
        (await QueryAsync<string>("SELECT DISTINCT state FROM civic.reward_relays")).ShouldBe(["done"]);
        var reputation = new CivicReputationContract(Chain.Client, Chain.Reputation);
        (await reputation.XpOfAsync(CompletedPairs.PerformerAddress, BlockId.Latest, default)).ShouldBe(500);
        (await reputation.BalanceOfAsync(CompletedPairs.PerformerAddress, BlockId.Latest, default)).ShouldBe(50);
    }

    [Fact]
    public async Task Nothing_is_claimed_before_the_batch_is_final()
    {
        await Pairs.CompleteAsync(1);
        var anchorer = await StartAsync();
        var indexer = await StartIndexerAsync();
        await anchorer.TickAsync();
        await indexer.CatchUpAsync();
        await anchorer.RelayAsync();
        (await TransactionsAsync()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_claim_that_somebody_else_sent_first_counts_as_done()
    {
        await Pairs.CompleteAsync(1);
        var (anchorer, indexer) = await AnchorAsync();
        var raw = await ClaimDataAsync(anchorer);
        await Chain.SendAsync(DevelopmentAccounts.Performer, Chain.Distributor, raw);
        await anchorer.RelayAsync();
        await Chain.FinalizeAsync();
        await indexer.CatchUpAsync();
        await anchorer.RelayAsync();

        (await StatesAsync()).ShouldBe(["final"]);
        (await QueryAsync<string>("SELECT state FROM civic.reward_relays")).ShouldBe(["done"]);
        (await ScalarAsync<long>("SELECT count(*) FROM civic.transactions WHERE kind = 'claim'")).ShouldBe(0);
    }

    [Fact]
    public async Task A_withheld_batch_is_not_relayed_until_the_admin_lifts_it()
    {
        await Pairs.CompleteAsync(2);
        var (anchorer, indexer) = await AnchorAsync();
        await Chain.SendAsync(
            DevelopmentAccounts.Operator,
            Chain.Distributor,
            new WithholdFunction(1UL, true).CallData()
        );
        await indexer.CatchUpAsync();
        await anchorer.RelayAsync();
        (await ScalarAsync<long>("SELECT count(*) FROM civic.transactions WHERE kind = 'claim'")).ShouldBe(0);

        await Chain.SendAsync(
            DevelopmentAccounts.Deployer,
            Chain.Distributor,
            new WithholdFunction(1UL, false).CallData()
        );
        await indexer.CatchUpAsync();
        await anchorer.RelayAsync();
        await indexer.CatchUpAsync();
        (await StatesAsync()).Distinct().ShouldBe(["claimed"]);
    }

    [Fact]
    public async Task A_claim_that_the_chain_refuses_delays_nobody_and_waits_for_an_operator_after_five_tries()
    {
        var good = await Pairs.CompleteAsync(2);
        var bad = (await Pairs.CompleteAsync(1, breakCreatorSignature: true)).Single();
        var (anchorer, indexer) = await AnchorAsync();
        var before = await ScalarAsync<DateTime>("SELECT clock_timestamp()");
        await anchorer.RelayAsync();
        var after = await ScalarAsync<DateTime>("SELECT clock_timestamp()");
        await indexer.CatchUpAsync();
        (
            await QueryAsync<string>(
                "SELECT state FROM civic.reward_states WHERE quest_id = ANY(@good)",
                new { good = good.ToArray() }
            )
        )
            .Distinct()
            .ShouldBe(["claimed"]);
        (await RelayOfAsync(bad)).ShouldBe(("waiting", 1));
        (
            await ScalarAsync<DateTime>("SELECT next_at FROM civic.reward_relays WHERE quest_id = @bad", new { bad })
        ).ShouldBeInRange(before.AddMinutes(15), after.AddMinutes(15));

        for (var attempt = 2; attempt <= 5; attempt++)
        {
            await anchorer.RelayAsync();
            (await RelayOfAsync(bad)).ShouldBe(("waiting", attempt - 1), "its time has not come");
            await ExecuteAsync(
                "UPDATE civic.reward_relays SET next_at = clock_timestamp() WHERE quest_id = @bad",
                new { bad }
            );
            await anchorer.RelayAsync();
        }

        (await RelayOfAsync(bad)).ShouldBe(("abandoned", 5));
        (
            await QueryAsync<string>("SELECT state FROM civic.reward_states WHERE quest_id = @bad", new { bad })
        ).ShouldBe(["abandoned"]);
        await ExecuteAsync(
            "INSERT INTO civic.operator_commands (kind, quest_id, requested_by, requested_at) "
                + "VALUES ('retry-reward', @bad, @by, now())",
            new { bad, by = CompletedPairs.CreatorAddress.ToArray() }
        );
        await anchorer.TickAsync();
        (await RelayOfAsync(bad)).ShouldBe(("waiting", 0));
    }

    [Fact]
    public async Task A_contract_wallet_that_no_longer_accepts_its_signature_makes_the_reward_unpayable()
    {
        await Pairs.CompleteAsync(1);
        var bad = (await Pairs.CompleteAsync(1, breakCreatorSignature: true, creatorKind: "erc1271")).Single();
        var (anchorer, indexer) = await AnchorAsync();
        await anchorer.RelayAsync();
        await indexer.CatchUpAsync();
        (await QueryAsync<string>("SELECT state FROM civic.reward_states ORDER BY state")).ShouldBe([
            "claimed",
            "unpayable",
        ]);
        (await RelayOfAsync(bad)).Item1.ShouldBe("unpayable");
    }

    [Fact]
    public async Task A_pair_signed_by_a_contract_wallet_is_claimed_first_and_alone()
    {
        await Pairs.CompleteAsync(3);
        var contract = (await Pairs.CompleteAsync(1, creatorKind: "erc1271")).Single();
        var (anchorer, indexer) = await AnchorAsync();
        await anchorer.RelayAsync();
        await anchorer.RelayAsync(); // the others wait when the first claim is not in a block at once
        (
            await QueryAsync<long>(
                "SELECT count(*) FROM civic.transaction_claims GROUP BY transaction_id ORDER BY transaction_id"
            )
        ).ShouldBe([1, 3]);
        (
            await ScalarAsync<string>("SELECT purpose FROM civic.transactions WHERE kind = 'claim' ORDER BY id LIMIT 1")
        ).ShouldBe($"claim:{contract}");
    }

    [Fact]
    public async Task A_crash_after_signing_a_claim_pays_once()
    {
        await Pairs.CompleteAsync(2);
        var (first, indexer) = await AnchorAsync(("Transactions:BumpAfter", "01:00:00"));
        await Chain.AutomineAsync(false);
        await first.RelayAsync();
        await Chain.DropAsync((await AttemptsAsync())[^1]);

        var second = await RestartAsync(("Transactions:BumpAfter", "01:00:00"));
        await second.RelayAsync();
        await Chain.AutomineAsync(true);
        await Chain.FinalizeAsync();
        await indexer.CatchUpAsync();
        await second.RelayAsync();

        (await StatesAsync()).ShouldBe(["final", "final"]);
        (await TransactionsAsync()).ShouldBe(["finalized/1", "finalized/1"]);
    }

    private async Task<(TestAnchorer Anchorer, TestIndexer Indexer)> AnchorAsync(
        params (string Key, string? Value)[] settings
    )
    {
        var anchorer = await StartAsync(settings);
        var indexer = await StartIndexerAsync();
        await anchorer.TickAsync();
        await Chain.FinalizeAsync();
        await anchorer.TickAsync();
        await indexer.CatchUpAsync();
        return (anchorer, indexer);
    }

    private Task<IReadOnlyList<string>> StatesAsync() => QueryAsync<string>("SELECT state FROM civic.reward_states");

    private Task<(string, int)> RelayOfAsync(Guid questId) =>
        ScalarAsync<(string, int)>(
            "SELECT state, tries FROM civic.reward_relays WHERE quest_id = @questId",
            new { questId }
        );

    /// <summary>The call data of the first claim, as anybody can make it from public data.</summary>
    private async Task<byte[]> ClaimDataAsync(TestAnchorer anchorer)
    {
        var database = anchorer.Get<Npgsql.NpgsqlDataSource>();
        var candidate = (
            await CivicForge.Api.Rewards.ClaimCandidate.ReadAsync(
                database,
                Chain.Registry,
                await QueryAsync<Guid>("SELECT quest_id FROM civic.reward_relays"),
                default
            )
        ).Single();
        return ClaimMessages.CallData([await candidate.WithProofAsync(database, default)]);
    }
}
