using System.Data;
using CivicForge.Api.Database;
using CivicForge.Chain;
using Npgsql;

namespace CivicForge.Api.Events;

/// <summary>Tells the events that are written, and hints of what the chain says before it is final: states of batches
/// and rewards, which a reorganisation may take back, are compared while somebody listens. A notification
/// (<c>civic_changed</c>, <c>chain_changed</c>) says only that now is a good moment to look, since any user of the
/// database can send one: what it carries is not read, many of them are one look, and a look comes anyway every other
/// second.</summary>
internal sealed class ChangeFeed(
    NpgsqlDataSource database,
    EventStream stream,
    TimeProvider time,
    ILogger<ChangeFeed> logger
) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    // Only what can still move, and what has just stopped moving.
    private const string States = """
        (SELECT 'batch' AS name, '0x' || encode(root, 'hex') AS id, state, NULL::bytea AS creator,
            NULL::bytea AS performer FROM civic.batch_states ORDER BY seal DESC LIMIT 50)
        UNION ALL
        (SELECT 'reward', s.quest_id::text, s.state, p.creator, p.performer
            FROM (SELECT quest_id FROM civic.completions ORDER BY completed_at DESC, quest_id DESC LIMIT 100) c
         JOIN civic.reward_states s ON s.quest_id = c.quest_id
         LEFT JOIN civic.quests p ON p.id = c.quest_id AND p.visibility = 'parties')
        """;

    private readonly EventCursor _events = new();
    private Dictionary<(string Name, string Id), (string State, IReadOnlyList<Address>? Parties)>? _known;

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
                logger.LogWarning(
                    "The change feed lost the database ({Reason}); it listens again in {Seconds} s.",
                    exception.Message,
                    RetryAfter.TotalSeconds
                );
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
        await using (var listen = new NpgsqlCommand("LISTEN civic_changed; LISTEN chain_changed", connection))
        {
            await listen.ExecuteNonQueryAsync(cancellationToken);
        }
        stream.Remember(await _events.BeginAsync(connection, cancellationToken));
        while (true)
        {
            await TellAsync(connection, cancellationToken);
            if (stream.HasListeners)
            {
                await CompareAsync(connection, cancellationToken);
            }
            else
            {
                _known = null;
            }
            await Task.Delay(BetweenLooks, cancellationToken);
            await connection.WaitAsync(Look, cancellationToken);
        }
    }

    private async Task TellAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        foreach (var @event in await _events.ReadAsync(connection, cancellationToken))
        {
            stream.Publish(@event);
        }
    }

    private async Task CompareAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var now = new Dictionary<(string, string), (string State, IReadOnlyList<Address>? Parties)>();
        await using var command = new NpgsqlCommand(States, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            now[(reader.GetString("name"), reader.GetString("id"))] = (
                reader.GetString("state"),
                reader.IsDBNull("creator") ? null : [reader.Address("creator"), reader.Address("performer")]
            );
        }
        var before = _known;
        _known = now;
        if (before is null)
        {
            return;
        }
        foreach (var ((name, id), (state, parties)) in now)
        {
            if (before.GetValueOrDefault((name, id)).State != state)
            {
                stream.Publish(new ServiceEvent(_events.Lowest, _events.Lowest, name, id, state, parties));
            }
        }
    }
}
