using System.Threading.Channels;
using CivicForge.Chain;
using Npgsql;
using NpgsqlTypes;

namespace CivicForge.Benchmarks.Ingest;

internal sealed record CeilingRow(Guid QuestId, Address Attester, Hash32 WorkHash, byte[] Signature)
{
    internal TaskCompletionSource Stored { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}

/// <summary>Group commit at its plainest: two writers, each taking what waits, one INSERT a group.</summary>
internal sealed class CeilingRows : IAsyncDisposable
{
    /// <summary>The table of the ceiling and of the peers.</summary>
    internal const string Schema =
        "CREATE TABLE attestations (quest_id uuid PRIMARY KEY, attester bytea NOT NULL, work_hash bytea NOT NULL, "
        + "signature bytea NOT NULL)";

    private readonly Channel<CeilingRow> _waiting = Channel.CreateUnbounded<CeilingRow>();
    private readonly NpgsqlDataSource _database;
    private readonly Task _writers;

    internal CeilingRows(string connectionString)
    {
        _database = NpgsqlDataSource.Create(connectionString);
        _writers = Task.WhenAll(WriteAsync(), WriteAsync());
    }

    /// <returns>After the commit.</returns>
    internal Task StoreAsync(CeilingRow row)
    {
        _waiting.Writer.TryWrite(row);
        return row.Stored.Task;
    }

    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.Complete();
        await _writers;
        await _database.DisposeAsync();
    }

    private async Task WriteAsync()
    {
        await using var connection = await _database.OpenConnectionAsync();
        await using var insert = new NpgsqlCommand(
            "INSERT INTO attestations SELECT * FROM unnest($1, $2, $3, $4)",
            connection
        );
        insert.Parameters.Add(
            new() { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid, Value = Array.Empty<Guid>() }
        );
        for (var i = 0; i < 3; i++)
        {
            insert.Parameters.Add(
                new() { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea, Value = Array.Empty<byte[]>() }
            );
        }
        await insert.PrepareAsync();
        var group = new List<CeilingRow>();
        while (await _waiting.Reader.WaitToReadAsync())
        {
            group.Clear();
            while (group.Count < 256 && _waiting.Reader.TryRead(out var row))
            {
                group.Add(row);
            }
            if (group.Count == 0)
            {
                continue;
            }
            insert.Parameters[0].Value = group.Select(r => r.QuestId).ToArray();
            insert.Parameters[1].Value = group.Select(r => r.Attester.ToArray()).ToArray();
            insert.Parameters[2].Value = group.Select(r => r.WorkHash.ToArray()).ToArray();
            insert.Parameters[3].Value = group.Select(r => r.Signature).ToArray();
            await insert.ExecuteNonQueryAsync();
            foreach (var row in group)
            {
                row.Stored.SetResult();
            }
        }
    }
}
