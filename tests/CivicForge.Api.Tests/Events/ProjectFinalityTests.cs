using CivicForge.Api.Events;
using CivicForge.Api.Tests.Anchoring;
using CivicForge.Api.Tests.Harness;
using CivicForge.Api.Worker;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace CivicForge.Api.Tests.Events;

/// <summary>What the chain decides is an event once it is final, and once.</summary>
public sealed class ProjectFinalityTests(AnchoredTown town) : IClassFixture<AnchoredTown>
{
    [Fact]
    public async Task A_batch_and_its_rewards_become_events_when_they_are_final_once_each()
    {
        var (open, _, _) = await town.CompleteAsync();
        var (hidden, creator, performer) = await town.CompleteAsync(visibility: "parties");
        await using var worker = Worker();
        await using var other = Worker();
        await town.AnchorAsync();
        await RunAsync(worker);
        (await EventsAsync()).ShouldBeEmpty("a reorganisation may take it back");

        await town.FinalizeAsync();
        await KilledAsync(worker);
        (await EventsAsync()).ShouldBeEmpty("what was killed has written nothing");
        (await Task.WhenAll(RunAsync(worker), RunAsync(other), RunAsync(worker), RunAsync(other))).Sum().ShouldBe(1);
        var root = await town.Api.ScalarAsync<byte[]>("SELECT root FROM civic.batches");
        (await EventsAsync()).ShouldBe([("batch.finalized", Convert.ToHexString(root!), "public", "finalized", 0)]);

        await town.RelayAsync();
        await town.FinalizeAsync();
        (await RunAsync(other)).ShouldBe(2);
        (await RunAsync(worker)).ShouldBe(0);
        (await EventsAsync())
            .Where(e => e.Kind == "reward.final")
            .ShouldBe(
                [
                    ("reward.final", Hex(open), "public", "final", 40),
                    ("reward.final", Hex(hidden), "parties", "final", 40),
                ],
                ignoreOrder: true
            );
        (
            await town.Api.ScalarAsync<byte[]>(
                "SELECT parties FROM civic.events WHERE kind = 'reward.final' AND visibility = 'parties'"
            )
        ).ShouldBe([.. creator.Address.ToArray(), .. performer.Address.ToArray()]);
    }

    /// <summary>The worker's connection is cut while it writes.</summary>
    private async Task KilledAsync(ServiceProvider worker)
    {
        await using var owner = await town.Api.Owner.OpenConnectionAsync();
        await using var transaction = await owner.BeginTransactionAsync();
        await owner.ExecuteAsync("LOCK TABLE civic.events IN EXCLUSIVE MODE");
        var run = RunAsync(worker);
        await Eventually.TrueAsync(
            () =>
                town.Api.ScalarAsync<bool>(
                    "SELECT count(pg_terminate_backend(pid)) > 0 FROM pg_stat_activity WHERE usename = 'civic_worker' "
                        + "AND datname = current_database() AND wait_event_type = 'Lock'"
                ),
            "the projector did not begin to write"
        );
        await Should.ThrowAsync<NpgsqlException>(() => run);
        await transaction.RollbackAsync();
    }

    private ServiceProvider Worker() =>
        new ServiceCollection()
            .AddLogging()
            .WithConnection(town.Api.ConnectionStringFor("civic_worker"))
            .BuildServiceProvider();

    private static Task<int> RunAsync(ServiceProvider worker) =>
        worker.GetRequiredService<ProjectFinality>().RunAsync(default);

    private static string Hex(Guid quest) => Convert.ToHexString(quest.ToByteArray(bigEndian: true));

    private async Task<List<(string Kind, string Subject, string Visibility, string Status, int Parties)>> EventsAsync()
    {
        await using var connection = await town.Api.Owner.OpenConnectionAsync();
        return (
            await connection.QueryAsync<(string, string, string, string, int)>(
                """
                SELECT kind, upper(encode(subject, 'hex')), visibility, status, coalesce(octet_length(parties), 0)
                FROM civic.events WHERE kind IN ('batch.finalized', 'reward.final') ORDER BY id
                """
            )
        ).AsList();
    }
}
