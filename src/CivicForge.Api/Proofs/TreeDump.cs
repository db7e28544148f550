using System.Buffers;
using System.Data;
using System.Text.Json;
using CivicForge.Api.Database;
using CivicForge.Chain;
using CivicForge.Chain.Protocol;
using Npgsql;

namespace CivicForge.Api.Proofs;

/// <summary>Writes a batch as <c>StandardMerkleTree.dump()</c> does (<c>standard-v1</c>), row by row: a batch of 65,536
/// leaves is 30 MB of JSON, and only one buffer of it is in memory. It holds a connection of the database until it is
/// done, so it writes to a file and never to a client.</summary>
internal sealed class TreeDump(NpgsqlDataSource database)
{
    private const int FlushAt = 64 * 1024;

    private const string Values = """
        SELECT quest_id, creator, performer, work_hash, xp, reputation, completed_at, signatures_hash, tree_index
        FROM civic.completions WHERE seal = $1 ORDER BY position
        """;

    public async Task WriteAsync(long seal, Stream output, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var json = new Utf8JsonWriter(output);
        json.WriteStartObject();
        json.WriteString("format", "standard-v1");
        json.WriteStartArray("leafEncoding");
        foreach (var type in CompletedQuest.LeafEncoding)
        {
            json.WriteStringValue(type);
        }
        json.WriteEndArray();
        await WriteTreeAsync(connection, seal, json, cancellationToken);
        await WriteValuesAsync(connection, seal, json, cancellationToken);
        json.WriteEndObject();
        await json.FlushAsync(cancellationToken);
    }

    private static async Task WriteTreeAsync(
        NpgsqlConnection connection,
        long seal,
        Utf8JsonWriter json,
        CancellationToken cancellationToken
    )
    {
        json.WriteStartArray("tree");
        await using var command = new NpgsqlCommand("SELECT tree FROM civic.batches WHERE seal = $1", connection);
        command.Parameters.AddInt64(seal);
        await using var reader = await command.ExecuteReaderAsync(CommandBehavior.SequentialAccess, cancellationToken);
        await reader.ReadAsync(cancellationToken);
        await using var tree = await reader.GetStreamAsync(reader.GetOrdinal("tree"), cancellationToken);
        var buffer = ArrayPool<byte>.Shared.Rent(FlushAt);
        try
        {
            int read;
            while (
                (
                    read = await tree.ReadAtLeastAsync(
                        buffer.AsMemory(0, FlushAt),
                        FlushAt,
                        throwOnEndOfStream: false,
                        cancellationToken
                    )
                ) > 0
            )
            {
                for (var at = 0; at < read; at += Hash32.Size)
                {
                    json.WriteStringValue(Hex.Encode(buffer.AsSpan(at, Hash32.Size)));
                }
                await json.FlushAsync(cancellationToken);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        json.WriteEndArray();
    }

    private static async Task WriteValuesAsync(
        NpgsqlConnection connection,
        long seal,
        Utf8JsonWriter json,
        CancellationToken cancellationToken
    )
    {
        json.WriteStartArray("values");
        await using var command = new NpgsqlCommand(Values, connection);
        command.Parameters.AddInt64(seal);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            json.WriteStartObject();
            json.WriteStartArray("value");
            json.WriteStringValue(QuestId.ToHex(reader.GetGuid("quest_id")));
            json.WriteStringValue(reader.Address("creator").ToString());
            json.WriteStringValue(reader.Address("performer").ToString());
            json.WriteStringValue(reader.Hash("work_hash").ToString());
            json.WriteNumberValue(reader.GetInt32("xp"));
            json.WriteNumberValue(reader.GetInt32("reputation"));
            json.WriteNumberValue(reader.GetInt64("completed_at"));
            json.WriteStringValue(reader.Hash("signatures_hash").ToString());
            json.WriteEndArray();
            json.WriteNumber("treeIndex", reader.GetInt32("tree_index"));
            json.WriteEndObject();
            if (json.BytesPending > FlushAt)
            {
                await json.FlushAsync(cancellationToken);
            }
        }

        json.WriteEndArray();
    }
}
