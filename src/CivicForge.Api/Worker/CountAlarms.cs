using CivicForge.Api.Jobs;
using CivicForge.Api.Watching;
using Dapper;
using Npgsql;

namespace CivicForge.Api.Worker;

/// <summary>Shows stored alarms to monitoring, whichever process raised them.</summary>
internal sealed class CountAlarms(NpgsqlDataSource database, WorkerStatus status)
{
    /// <returns>0: it changes nothing.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var open = await connection.QueryAsync<(string Kind, long Number)>(
            new CommandDefinition(
                "SELECT kind, count(*) FROM civic.alarms WHERE ended_at IS NULL AND acknowledged_at IS NULL "
                    + "GROUP BY kind",
                cancellationToken: cancellationToken
            )
        );
        var numbers = AlarmKind.All.ToDictionary(kind => kind, _ => 0L, StringComparer.Ordinal);
        foreach (var (kind, number) in open)
        {
            numbers[kind] = number;
        }
        status.OpenAlarms = numbers;
        return 0;
    }
}
