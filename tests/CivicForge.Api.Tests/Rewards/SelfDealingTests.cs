using CivicForge.Api.Rewards;
using CivicForge.Api.Tests.Harness;
using CivicForge.Api.Watching;
using CivicForge.Chain.Crypto;
using CivicForge.Sandbox.Postgres;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace CivicForge.Api.Tests.Rewards;

/// <summary>Two keys are not two people: pairs that complete one another's quests are shown to operators.</summary>
public sealed class SelfDealingTests(TestDatabases databases) : AnchorerTest(databases)
{
    [Fact]
    public async Task A_pair_above_five_completions_in_seven_days_is_an_alarm_whoever_performs()
    {
        var (one, other, honest) = (PrivateKey.Generate(), PrivateKey.Generate(), PrivateKey.Generate());
        await Pairs.CompleteAsync(3, performer: one, creator: other);
        await Pairs.CompleteAsync(2, performer: other, creator: one);
        for (var i = 0; i < 8; i++)
        {
            await Pairs.CompleteAsync(1, performer: honest, creator: PrivateKey.Generate());
        }
        (await RunAsync()).ShouldBeEmpty();

        await Pairs.CompleteAsync(1, performer: other, creator: one);
        (await RunAsync()).ShouldHaveSingleItem().ShouldStartWith("pair:");
        (await RunAsync()).Count.ShouldBe(1, "it is one line however often it is seen");
        await ExecuteAsync("UPDATE civic.alarms SET ended_at = now()");
        await ExecuteAsync(
            "UPDATE civic.quests SET completed_at = completed_at - 8 * 86400 WHERE id IN (SELECT id "
                + "FROM civic.quests WHERE status = 'COMPLETE' ORDER BY id LIMIT 1)"
        );
        (await RunAsync()).ShouldBeEmpty("five within seven days are not above five");
    }

    [Fact]
    public async Task A_performer_of_ten_who_depends_on_one_partner_is_an_alarm()
    {
        var (performer, partner) = (PrivateKey.Generate(), PrivateKey.Generate());
        await Pairs.CompleteAsync(5, performer: performer, creator: partner);
        for (var i = 0; i < 4; i++)
        {
            await Pairs.CompleteAsync(1, performer: performer, creator: PrivateKey.Generate());
        }
        (await RunAsync()).ShouldBeEmpty("nine are too few to say");
        await ExecuteAsync(
            "ALTER TABLE civic.completions DISABLE TRIGGER USER; "
                + "UPDATE civic.completions SET completed_at = completed_at - 6 * 3600"
        );
        await Pairs.CompleteAsync(1, performer: performer, creator: PrivateKey.Generate());
        (await RunAsync()).ShouldBeEmpty("half is not more than half");
        await Pairs.CompleteAsync(2, performer: performer, creator: partner);
        (await RunAsync()).ShouldContain($"member:{performer.Address}");
    }

    private async Task<IReadOnlyList<string>> RunAsync()
    {
        await using var database = NpgsqlDataSource.Create(Database.ConnectionStringFor("civic_worker"));
        using var alarms = new Alarms(database, NullLogger<Alarms>.Instance);
        await new SelfDealing(database, alarms).RunAsync(default);
        return await QueryAsync<string>(
            "SELECT subject FROM civic.alarms WHERE kind = 'self-dealing' AND ended_at IS NULL"
        );
    }
}
