using System.Numerics;
using CivicForge.Api.Rewards;
using CivicForge.Api.Tests.Harness;
using CivicForge.Chain;
using CivicForge.Chain.Crypto;
using CivicForge.Chain.Protocol;
using CivicForge.Sandbox.Postgres;

namespace CivicForge.Api.Tests.Rewards;

/// <summary>The payout key spends a budget of wei a day, shared so that free wallets cannot use it up.</summary>
public sealed class PayoutBudgetTests(TestDatabases databases) : AnchorerTest(databases)
{
    private static readonly Address Old = PrivateKey.Generate().Address,
        New = PrivateKey.Generate().Address,
        Creator = PrivateKey.Generate().Address;

    public static TheoryData<int, int, int, int, bool, string?> Decisions =>
        new()
        {
            // used: total, newcomers, by the performer, by the pair; a newcomer? → of a budget of 1000 and a cost of 60
            { 0, 0, 0, 0, true, null },
            { 0, 0, 41, 0, true, "member-wei" },
            { 0, 0, 40, 0, true, null },
            { 0, 0, 0, 41, false, "pair-wei" },
            { 441, 441, 0, 0, true, "newcomers-wei" },
            { 441, 441, 0, 0, false, null },
            { 500, 500, 0, 0, false, null },
            { 941, 0, 0, 0, false, "total-wei" },
            { 940, 0, 0, 0, false, null },
        };

    [Theory]
    [MemberData(nameof(Decisions))]
    public void A_claim_is_paid_within_every_budget(
        int total,
        int newcomers,
        int member,
        int pair,
        bool isNew,
        string? over
    )
    {
        var performer = isNew ? New : Old;
        var candidate = Candidate(Creator, performer);
        var pairKey =
            performer.ToArray().AsSpan().SequenceCompareTo(Creator.ToArray()) < 0
                ? (performer, Creator)
                : (Creator, performer);
        var use = new PayoutUse(
            total,
            newcomers,
            new Dictionary<Address, BigInteger> { [performer] = member },
            new Dictionary<(Address, Address), BigInteger> { [pairKey] = pair }
        );
        var judged = PayoutBudget.Judge(use, new HashSet<Address> { New }, [candidate], 60, 1000);
        judged.GetValueOrDefault(candidate).ShouldBe(over);
    }

    [Fact]
    public void Candidates_of_one_look_count_for_one_another()
    {
        var use = new PayoutUse(
            0,
            0,
            new Dictionary<Address, BigInteger>(),
            new Dictionary<(Address, Address), BigInteger>()
        );
        var (there, back) = (Candidate(Old, New), Candidate(New, Old));
        PayoutBudget
            .Judge(use, new HashSet<Address>(), [there, back], 60, 1000)
            .ShouldHaveSingleItem()
            .Value.ShouldBe("pair-wei", "a pair is one, whoever performs");
    }

    [Fact]
    public async Task New_wallets_leave_half_of_the_day_to_those_who_were_paid_before()
    {
        var known = PrivateKey.Generate();
        await Pairs.CompleteAsync(1, performer: known);
        var (anchorer, indexer) = await FinalAsync(("Rewards:PayoutWeiPerDay", "3000000000000000"));
        await anchorer.RelayAsync();
        await FinalizeAsync(anchorer, indexer);
        await anchorer.RelayAsync();
        await ExecuteAsync("UPDATE civic.transactions SET planned_at = planned_at - interval '1 day'");

        for (var i = 0; i < 16; i++)
        {
            await Pairs.CompleteAsync(2, performer: PrivateKey.Generate(), creator: PrivateKey.Generate());
        }
        var late = (await Pairs.CompleteAsync(1, performer: known, creator: PrivateKey.Generate())).Single();
        await FinalizeAsync(anchorer, indexer);
        for (var i = 0; i < 4; i++)
        {
            await anchorer.RelayAsync();
        }

        (
            await QueryAsync<string>(
                "SELECT DISTINCT over_budget FROM civic.reward_relays WHERE over_budget IS NOT NULL"
            )
        ).ShouldContain("newcomers-wei");
        (await QueryAsync<Guid>("SELECT quest_id FROM civic.transaction_claims")).ShouldContain(late);
        (await QueryAsync<string>("SELECT kind FROM civic.alarms WHERE ended_at IS NULL")).ShouldContain(
            "relay-budget"
        );
        (
            await QueryAsync<string>("SELECT last_error FROM civic.reward_states WHERE last_error IS NOT NULL")
        ).ShouldContain(e => e.Contains("never paid before"));
    }

    [Fact]
    public async Task What_was_spent_today_is_read_from_receipts_and_outlives_a_restart()
    {
        await Pairs.CompleteAsync(1);
        var (first, indexer) = await FinalAsync(("Rewards:PayoutWeiPerDay", "20000000000000000"));
        await first.RelayAsync();
        await FinalizeAsync(first, indexer);
        await first.RelayAsync();
        var hash = new Hash32(
            await ScalarAsync<byte[]>("SELECT mined_hash FROM civic.transactions WHERE kind = 'claim'")
        );
        var receipt = (await Chain.Client.GetReceiptAsync(hash, default))!;
        var paid = BigInteger.Parse(
            await ScalarAsync<string>("SELECT fee_paid::text FROM civic.transactions WHERE kind = 'claim'"),
            System.Globalization.CultureInfo.InvariantCulture
        );
        paid.ShouldBe(receipt.GasUsed * receipt.EffectiveGasPrice);

        await ExecuteAsync("UPDATE civic.transactions SET fee_paid = 1999999999999999 WHERE kind = 'claim'");
        await Pairs.CompleteAsync(1);
        await FinalizeAsync(first, indexer);
        var second = await RestartAsync(("Rewards:PayoutWeiPerDay", "20000000000000000"));
        await second.RelayAsync();
        (
            await QueryAsync<string>("SELECT over_budget FROM civic.reward_relays WHERE over_budget IS NOT NULL")
        ).ShouldBe(["member-wei"]);
    }

    private static ClaimCandidate Candidate(Address creator, Address performer) =>
        new(
            new CompletedQuest(Guid.CreateVersion7(), creator, performer, default, 100, 10, 1, default),
            new SignedTerms(default, false, 1, 1, [], []),
            false,
            1,
            1,
            0
        );

    private async Task<(TestAnchorer Anchorer, TestIndexer Indexer)> FinalAsync(
        params (string Key, string? Value)[] settings
    )
    {
        var anchorer = await StartAsync(settings);
        var indexer = await StartIndexerAsync();
        await FinalizeAsync(anchorer, indexer);
        return (anchorer, indexer);
    }

    private async Task FinalizeAsync(TestAnchorer anchorer, TestIndexer indexer)
    {
        await anchorer.TickAsync();
        await Chain.FinalizeAsync();
        await anchorer.TickAsync();
        await indexer.CatchUpAsync();
    }
}
