using CivicForge.Api.Anchorer;
using CivicForge.Api.Tests.Harness;
using CivicForge.Api.Transactions;
using CivicForge.Sandbox.Postgres;
using Npgsql;

namespace CivicForge.Api.Tests.Transactions;

/// <summary>One writer, whatever processes do (A41, A42, A46, A48).</summary>
public sealed class LeaseTests(TestDatabases databases) : AnchorerTest(databases)
{
    [Fact]
    public async Task A41_Of_instances_that_start_at_once_one_works_and_the_others_stand_by()
    {
        await Pairs.CompleteAsync(3);
        var instances = Enumerable.Range(0, 4).Select(_ => Start()).ToList();

        var worked = await Task.WhenAll(instances.Select(i => i.Tick.RunAsync(default)));

        worked.Count(w => w).ShouldBe(1);
        await Chain.SettledAsync();
        foreach (var instance in instances)
        {
            await instance.Tick.RunAsync(default);
        }
        (await TransactionsAsync()).ShouldBe(["confirmed/1"]);
        await ExactlyOnceAsync(1);
    }

    [Fact]
    public async Task A42_A_leader_that_slept_through_its_lease_can_write_nothing()
    {
        await Pairs.CompleteAsync(1);
        var sleeper = await StartAsync();
        await sleeper.Sealing.RunAsync(force: false, default);
        var id = await sleeper.Plan.RunAsync(default);
        var fees = await sleeper.OfferAsync();
        var successor = await RestartAsync();
        await successor.TickAsync();
        var before = await TransactionsAsync();

        await Should.ThrowAsync<LeaseLostException>(() =>
            sleeper.Sender.SignAsync(sleeper.Account, id!.Value, fees, default)
        );
        await Should.ThrowAsync<LeaseLostException>(() => sleeper.Sealing.RunAsync(force: true, default));
        (await sleeper.Tick.RunAsync(default)).ShouldBeFalse();

        (await TransactionsAsync()).ShouldBe(before);
        await ExactlyOnceAsync(1);
    }

    [Fact]
    public async Task A42_A_take_over_waits_for_the_commit_that_is_under_way()
    {
        var first = await StartAsync(("Transactions:LeaseTerm", "00:00:00.001"));
        var second = Start();
        var takeOver = await first
            .Get<FencedWork>()
            .RunAsync(
                async context =>
                {
                    var pending = second.Lease.TryAcquireAsync(default);
                    await UntilSomebodyWaitsAsync("the take-over did not wait for the holder's transaction");
                    pending.IsCompleted.ShouldBeFalse();
                    return new[] { pending };
                },
                default
            );
        (await takeOver[0]).ShouldBeTrue();
    }

    [Fact]
    public async Task A46_A_plan_whose_bytes_are_being_stored_is_not_dropped_by_another_tick()
    {
        await Pairs.CompleteAsync(1);
        var anchorer = await StartAsync();
        await anchorer.Sealing.RunAsync(force: false, default);
        var id = await anchorer.Plan.RunAsync(default);
        var fees = await anchorer.OfferAsync();
        var other = await anchorer
            .Get<FencedWork>()
            .RunAsync(
                async context =>
                {
                    var transaction = await TransactionSender.LoadAsync(context, id!.Value, default);
                    transaction.AddAttempt(
                        await anchorer.Account.SignAsync(transaction.Unsigned(fees), default),
                        context.Now,
                        context.Fence
                    );
                    await context.Database.SaveChangesAsync();
                    var otherTick = anchorer.Tracker.AdvanceAsync(anchorer.Account, urgency: 0, default);
                    await UntilSomebodyWaitsAsync("the other tick did not wait for the signing transaction");
                    return new[] { otherTick };
                },
                default
            );
        await other[0];
        (await TransactionsAsync()).ShouldBe(["sent/1"]);
        await anchorer.TickAsync();
        await ExactlyOnceAsync(1);
    }

    [Fact]
    public async Task A46_A_clock_that_fires_many_times_at_once_anchors_once()
    {
        await Pairs.CompleteAsync(3);
        var anchorer = await StartAsync();
        var edge = anchorer.Get<JobEdge>();
        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => edge.RunAsync("test", anchorer.Tick.RunAsync, default)));
        await anchorer.TickAsync();
        await anchorer.TickAsync();
        (await TransactionsAsync())[^1].ShouldStartWith("confirmed/");
        await ExactlyOnceAsync(1);
    }

    [Fact]
    public async Task A48_A_clean_end_gives_the_lease_back_at_once()
    {
        var first = await StartAsync();
        var second = Start();
        (await second.Lease.TryAcquireAsync(default)).ShouldBeFalse();
        await first.Lease.ReleaseAsync(default);
        (await second.Lease.TryAcquireAsync(default)).ShouldBeTrue();
        second.Lease.Fence.ShouldBe(2);
        (await first.Lease.TryAcquireAsync(default)).ShouldBeFalse();
    }

    [Fact]
    public async Task The_database_refuses_two_live_rows_for_one_nonce_or_one_purpose()
    {
        await Chain.AutomineAsync(false);
        await Pairs.CompleteAsync(1);
        var anchorer = await StartAsync();
        await anchorer.TickAsync();
        foreach (var (purpose, nonce) in new[] { ("anchor:9", 0), ("anchor:1", 1) })
        {
            var insert = () =>
                ExecuteAsync(
                    """
                    INSERT INTO civic.transactions (kind, purpose, seal, batch_id, chain_id, sender, nonce, recipient,
                      data, gas_limit, max_cost, state, planned_at, changed_at, fence)
                    SELECT kind, @purpose, seal, batch_id, chain_id, sender, @nonce, recipient, data,
                      gas_limit, max_cost, 'planned', now(), now(), fence FROM civic.transactions
                    """,
                    new { purpose, nonce }
                );
            (await insert.ShouldThrowAsync<PostgresException>()).SqlState.ShouldBe("23505");
        }
    }

    [Fact]
    public async Task The_database_refuses_to_change_signed_bytes_or_a_sealed_batch()
    {
        await Pairs.CompleteAsync(1);
        var anchorer = await StartAsync();
        await anchorer.TickAsync();
        foreach (
            var sql in new[]
            {
                "UPDATE civic.transaction_attempts SET raw = '\\x02'",
                "DELETE FROM civic.transaction_attempts",
                "DELETE FROM civic.transactions",
                "UPDATE civic.batches SET leaf_count = 1",
                "DELETE FROM civic.batches",
                "UPDATE civic.completions SET position = 5",
                "UPDATE civic.transactions SET fence = 0",
                "UPDATE civic.transactions SET state = 'mined'",
                "UPDATE civic.transactions SET state = 'cancelled'",
                "INSERT INTO civic.transaction_attempts SELECT sha256(hash), transaction_id, 2, raw, "
                    + "max_fee_per_gas + 1, max_priority_fee_per_gas * 2, signed_at, NULL, 0, NULL, false, fence "
                    + "FROM civic.transaction_attempts",
            }
        )
        {
            (await Should.ThrowAsync<PostgresException>(() => ExecuteAsync(sql), sql)).SqlState.ShouldStartWith(
                "23",
                customMessage: sql
            );
        }
    }

    private Task UntilSomebodyWaitsAsync(string message) =>
        Eventually.TrueAsync(
            () =>
                ScalarAsync<bool>(
                    "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() "
                        + "AND wait_event_type = 'Lock')"
                ),
            message
        );
}
