using System.Text.Json;
using Npgsql;

namespace CivicForge.Api.Operations.Events;

/// <summary>Turns what the database announces into events: <c>civic_changed</c> names a quest; batches and rewards move by what the chain says, so
/// their states are compared after every announcement and, while somebody listens, every other second.</summary>
internal sealed class ChangeFeed(NpgsqlDataSource database, EventStream stream, TimeProvider time, ILogger<ChangeFeed> logger) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    // Only what can still move, and what has just stopped moving.
    private const string States = """
        (SELECT 'batch' AS name, '0x' || encode(root, 'hex') AS id, state FROM civic.batch_states ORDER BY seal DESC LIMIT 50)
        UNION ALL
        (SELECT 'reward', s.quest_id::text, s.state FROM (SELECT quest_id FROM civic.completions ORDER BY completed_at DESC, quest_id DESC LIMIT 100) c
         JOIN civic.reward_states s ON s.quest_id = c.quest_id)
        """;

    private Dictionary<(string Name, string Id), string>? _known;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(stoppingToken);
            }
            catch (NpgsqlException exception)
            {
                logger.LogWarning("The change feed lost the database ({Reason}); it listens again in {Seconds} s.", exception.Message, RetryAfter.TotalSeconds);
                await Task.Delay(RetryAfter, time, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private async Task ListenAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        connection.Notification += (_, notification) => Announce(notification);
        await using (var listen = new NpgsqlCommand("LISTEN civic_changed; LISTEN chain_changed", connection)) await listen.ExecuteNonQueryAsync(cancellationToken);
        while (true)
        {
            await connection.WaitAsync(Look, cancellationToken);
            if (stream.HasListeners) await CompareAsync(connection, cancellationToken);
            else _known = null;
        }
    }

    private void Announce(NpgsqlNotificationEventArgs notification)
    {
        if (notification.Channel != "civic_changed") return;
        var payload = JsonDocument.Parse(notification.Payload).RootElement;
        stream.Publish(payload.GetProperty("event").GetString()!, payload.GetProperty("id").GetString()!, payload.GetProperty("status").GetString()!);
    }

    private async Task CompareAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var now = new Dictionary<(string, string), string>();
        await using var command = new NpgsqlCommand(States, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken)) now[(reader.GetString(0), reader.GetString(1))] = reader.GetString(2);
        var before = _known;
        _known = now;
        if (before is null) return;
        foreach (var ((name, id), state) in now)
            if (before.GetValueOrDefault((name, id)) != state) stream.Publish(name, id, state);
    }
}
