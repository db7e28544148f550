using CivicForge.Chain.Crypto;
using CivicForge.Indexer.Following;
using CivicForge.Indexer.Storing;
using CivicForge.Indexer.Tests.Harness;
using CivicForge.Sandbox.Postgres;
using Dapper;
using Npgsql;

namespace CivicForge.Indexer.Tests.Storing;

/// <summary>B30: two instances, one writer.</summary>
public sealed class LeaseTests(TestDatabases databases) : IndexerTest(databases)
{
    [Fact]
    public async Task B30_the_second_instance_stands_by_and_takes_over_after_a_clean_stop()
    {
        var first = Start();
        await first.CatchUpAsync(Chain);
        var second = Start();
        await second.Worker.OnceAsync(default);
        second.Health.Read().ShouldBe(("ok", "Standby: another instance holds the lease.", false));
        await first.Lease.ReleaseAsync(default);
        await Chain.AnchorAsync(Keccak256.Hash([1]));
        await second.CatchUpAsync(Chain);
        (await second.ScalarAsync<long>("SELECT count(*) FROM chain.anchors")).ShouldBe(1);
        await first.Worker.OnceAsync(default);
        first.Health.Read().Active.ShouldBeFalse();
        await second.AuditAsync();
    }

    [Fact]
    public async Task B30_a_holder_that_was_paused_past_its_lease_can_write_nothing()
    {
        var zombie = Start();
        await zombie.CatchUpAsync(Chain);
        var fence = (await zombie.Lease.TryTakeAsync(default)).ShouldNotBeNull();
        await ExpireAsync(zombie);
        var heir = Start();
        await heir.CatchUpAsync(Chain);

        var cursor = await heir.ScalarAsync<string>("SELECT c::text FROM chain.cursors c");
        await Should.ThrowAsync<LeaseLostException>(() => zombie.Get<ChainStore>().RewindAsync(fence, null, default));
        await Should.ThrowAsync<LeaseLostException>(() => zombie.Get<ChainStore>().HaltAsync(fence, "zombie", default));
        await Chain.AnchorAsync(Keccak256.Hash([1]));
        await Should.ThrowAsync<LeaseLostException>(() => zombie.Get<ChainFollower>().StepAsync(fence, default));
        (await heir.ScalarAsync<string>("SELECT c::text FROM chain.cursors c")).ShouldBe(cursor);
        await heir.CatchUpAsync(Chain);
        await heir.AuditAsync();
    }

    [Fact]
    public async Task B30_two_instances_at_once_write_every_row_once()
    {
        var claims = await Claims.AnchorAsync(Chain, 6);
        var (one, two) = (Start(), Start());
        using var stop = new CancellationTokenSource();
        var running = new[] { one, two }
            .Select(i =>
                Task.Run(async () =>
                {
                    while (!stop.IsCancellationRequested)
                    {
                        await i.Worker.OnceAsync(default);
                    }
                })
            )
            .ToArray();
        for (var i = 0; i < 6; i++)
        {
            await claims.ClaimAsync(i);
            await Chain.MineAsync();
            await ExpireAsync(one);
        }

        await HandOverTwiceAsync(one);
        await stop.CancelAsync();
        await Task.WhenAll(running);
        await ExpireAsync(one);
        var last = Start();
        await last.CatchUpAsync(Chain);
        (await last.ScalarAsync<long>("SELECT count(*) FROM chain.reward_claimed")).ShouldBe(6);
        await last.AuditAsync();
    }

    [Fact]
    public async Task Every_commit_that_changed_something_notifies()
    {
        var indexer = Start();
        await indexer.CatchUpAsync(Chain);
        await using var listener = new NpgsqlConnection(Database.ConnectionStringFor("civic_api"));
        await listener.OpenAsync();
        await listener.ExecuteAsync("listen chain_changed");
        var heard = 0;
        listener.Notification += (_, _) => heard++;
        await indexer.Worker.OnceAsync(default);
        await listener.ExecuteAsync("SELECT 1");
        heard.ShouldBe(0, "nothing changed");
        await Chain.AnchorAsync(Keccak256.Hash([1]));
        await indexer.CatchUpAsync(Chain);
        await listener.ExecuteAsync("SELECT 1");
        heard.ShouldBeGreaterThan(0);
    }

    /// <summary>Lets the lease run out until the fence shows that it changed hands twice while both instances were at
    /// work.</summary>
    private static async Task HandOverTwiceAsync(TestIndexer indexer)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (await indexer.ScalarAsync<long>("SELECT fence FROM chain.cursors") < 3)
        {
            if (TimeProvider.System.GetElapsedTime(started) > TestIndexer.Patience)
            {
                throw new TimeoutException($"The lease did not change hands twice within {TestIndexer.Patience}.");
            }
            await ExpireAsync(indexer);
            await Task.Delay(1);
        }
    }

    /// <summary>As if the holder had been silent for longer than its term.</summary>
    private static async Task ExpireAsync(TestIndexer indexer)
    {
        await using var owner = await indexer.OpenAsync();
        await owner.ExecuteAsync("UPDATE chain.cursors SET lease_until = '-infinity'");
    }
}
