using CivicForge.Api.Quests;
using CivicForge.Api.Tests.Harness;
using CivicForge.Api.Worker;
using CivicForge.Chain;
using Dapper;
using Microsoft.Extensions.DependencyInjection;

namespace CivicForge.Api.Tests.Quests;

/// <summary>Quests whose time passes, and what role worker makes of it.</summary>
public sealed class DeadlineTown(ApiHost host) : IAsyncDisposable
{
    private readonly ServiceProvider _worker = Worker(host);

    public ApiHost Host => host;

    /// <summary>The services of role worker, as its database user.</summary>
    public static ServiceProvider Worker(ApiHost host) =>
        new ServiceCollection()
            .AddLogging()
            .WithConnection(host.ConnectionStringFor("civic_worker"))
            .BuildServiceProvider();

    public static object Terms(int? claimDays = null, DateTime? dueAt = null) =>
        new
        {
            title = "Plant three young oaks",
            description = "Dig, plant and water three young oaks.",
            category = "environmental",
            claimDays,
            dueAt,
        };

    /// <summary>All times of the quest lie further back by so much.</summary>
    public Task PassAsync(Guid quest, string interval) =>
        host.ExecuteAsync(
            $"""
            UPDATE civic.quests SET claim_until = claim_until - i, remind_at = remind_at - i,
              submitted_at = submitted_at - i, nudged_at = nudged_at - i
            FROM (SELECT interval '{interval}' AS i) i WHERE id = @quest
            """,
            new { quest }
        );

    public Task<int> ExpireAsync() => _worker.GetRequiredService<ExpireQuests>().RunAsync(default);

    public Task<int> RemindAsync() => _worker.GetRequiredService<RemindParties>().RunAsync(default);

    /// <summary>What the worker and the parties told, without the moves before it.</summary>
    public async Task<List<(string Kind, Address? Actor)>> ToldAsync(Guid quest)
    {
        await using var connection = await host.Owner.OpenConnectionAsync();
        return
        [
            .. (
                await connection.QueryAsync<(string Kind, byte[]? Actor)>(
                    """
                    SELECT kind, actor FROM civic.events WHERE subject = uuid_send(@quest) AND kind IN
                        ('quest.creator-reminded', 'quest.performer-reminded', 'quest.nudged', 'quest.released')
                    ORDER BY id
                    """,
                    new { quest }
                )
            ).Select(e => (e.Kind, e.Actor is null ? (Address?)null : new Address(e.Actor))),
        ];
    }

    public async Task<string[]> KindsAsync(Guid quest) => [.. (await ToldAsync(quest)).Select(e => e.Kind)];

    public ValueTask DisposeAsync() => _worker.DisposeAsync();
}
