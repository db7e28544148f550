using Npgsql;

namespace CivicForge.Benchmarks.Generate;

/// <summary>Indexes that no constraint owns, taken away while much is written and made again from their own
/// definitions.</summary>
internal sealed class SecondaryIndexes : IAsyncDisposable
{
    private readonly NpgsqlDataSource _source;
    private readonly Queue<string> _definitions;

    private SecondaryIndexes(NpgsqlDataSource source, IEnumerable<string> definitions) =>
        (_source, _definitions) = (source, new Queue<string>(definitions));

    internal static async Task<SecondaryIndexes> DropAsync(NpgsqlDataSource source, CancellationToken cancellationToken)
    {
        var (names, definitions) = (new List<string>(), new List<string>());
        await using (
            var command = source.CreateCommand(
                """
                SELECT i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid) FROM pg_index i
                JOIN pg_class c ON c.oid = i.indrelid
                WHERE c.relnamespace = 'civic'::regnamespace
                    AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = i.indexrelid)
                  AND c.relname IN ('quests', 'quest_moves', 'point_entries', 'completions', 'reward_relays',
                    'attestations')
                ORDER BY c.relname, 1
                """
            )
        )
        {
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                names.Add(reader.GetString(0));
                definitions.Add(reader.GetString(1));
            }
        }

        var indexes = new SecondaryIndexes(source, definitions);
        await using var drop = source.CreateCommand($"DROP INDEX {string.Join(", ", names)}");
        await drop.ExecuteNonQueryAsync(cancellationToken);
        return indexes;
    }

    /// <summary>Two at a time, each with memory to sort in.</summary>
    internal async Task RestoreAsync(CancellationToken cancellationToken) =>
        await Task.WhenAll(RestoreSomeAsync(cancellationToken), RestoreSomeAsync(cancellationToken));

    /// <summary>Also when the filling failed: a database without its indexes is of no use to anybody.</summary>
    public async ValueTask DisposeAsync() => await RestoreSomeAsync(CancellationToken.None);

    private async Task RestoreSomeAsync(CancellationToken cancellationToken)
    {
        await using var connection = await _source.OpenConnectionAsync(cancellationToken);
        await RunAsync(
            connection,
            "SET maintenance_work_mem = '512MB'; SET max_parallel_maintenance_workers = 0",
            cancellationToken
        );
        while (Take() is { } definition)
        {
            await RunAsync(connection, definition, cancellationToken);
        }
    }

    private string? Take()
    {
        lock (_definitions)
        {
            return _definitions.TryDequeue(out var definition) ? definition : null;
        }
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
