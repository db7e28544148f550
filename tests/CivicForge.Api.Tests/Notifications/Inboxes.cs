using CivicForge.Api.Notifications;
using CivicForge.Api.Tests.Harness;
using CivicForge.Api.Worker;
using Dapper;
using Microsoft.Extensions.DependencyInjection;

namespace CivicForge.Api.Tests.Notifications;

/// <summary>A worker as its process has it, and what stands in inboxes.</summary>
internal static class Inboxes
{
    public static ServiceProvider Worker(this ApiHost host) =>
        new ServiceCollection()
            .AddLogging()
            .WithConnection(host.ConnectionStringFor("civic_worker"))
            .BuildServiceProvider();

    public static Task<int> FillAsync(this ServiceProvider worker) =>
        worker.GetRequiredService<FillInboxes>().RunAsync(default);

    public static async Task<int> FillInboxesAsync(this ApiHost host)
    {
        await using var worker = host.Worker();
        return await worker.FillAsync();
    }

    /// <summary>As the member sees it, oldest first.</summary>
    public static async Task<string[]> KindsAsync(this ApiClient member) =>
        [
            .. (await member.GetAsync("/notifications?limit=100"))["items"]
                .EnumerateArray()
                .Select(item => item.GetProperty("kind").GetString()!)
                .Reverse(),
        ];

    public static async Task<int> UnreadAsync(this ApiClient member) =>
        (await member.GetAsync("/me"))["unread"].GetInt32();

    /// <summary>Writes as many claims of the creator's quest as are asked for.</summary>
    public static Task ClaimsAsync(this ApiHost host, ApiClient creator, Guid quest, int count) =>
        host.ExecuteAsync(
            """
            INSERT INTO civic.events (kind, subject, actor, parties, visibility, status)
            SELECT 'quest.claimed', uuid_send(@quest), NULL, @creator, 'public', 'CLAIMED'
            FROM generate_series(1, @count)
            """,
            new
            {
                quest,
                creator = creator.Address.ToArray(),
                count,
            }
        );
}
