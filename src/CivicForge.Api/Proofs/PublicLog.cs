using System.Data;
using System.Globalization;
using System.Text.Json;
using CivicForge.Api.Database;
using CivicForge.Api.Http.Problems;
using CivicForge.Api.Http.Requests;
using CivicForge.Chain;
using Npgsql;

namespace CivicForge.Api.Proofs;

/// <summary>A sealed leaf in the public log (wire.md).</summary>
/// <param name="Seal">Number of the batch in sealing order.</param>
/// <param name="Position">Place within it, from 0.</param>
/// <param name="BatchId">The chain's number of the batch; null until it is in a block.</param>
/// <param name="CompletedAt">Unix seconds.</param>
public sealed record LogLine(
    long Seal,
    int Position,
    long? BatchId,
    Hash32 Root,
    Guid QuestId,
    Address Creator,
    Address Performer,
    Hash32 WorkHash,
    int Xp,
    int Reputation,
    long CompletedAt,
    Hash32 SignaturesHash,
    Hash32 Leaf
);

/// <summary>Every sealed leaf in (seal, position) order. Seals are given out by the one process that holds the sealing
/// lease, and each commits before the next is taken, so whoever goes on from the last line it has read never misses
/// one.</summary>
internal sealed class PublicLog(NpgsqlDataSource database)
{
    public const int DefaultLimit = 100;
    public const int MaxLimit = 1000;

    internal const string Lines = """
        SELECT c.seal, c.position, b.batch_id, b.root, c.quest_id, c.creator, c.performer, c.work_hash, c.xp,
            c.reputation, c.completed_at, c.signatures_hash, c.leaf, b.state
        FROM (
          SELECT seal, position, quest_id, creator, performer, work_hash, xp, reputation, completed_at,
            signatures_hash, leaf
          FROM civic.completions WHERE seal IS NOT NULL AND (seal, position) > ($1, $2) ORDER BY seal, position
              LIMIT $3) c
        JOIN civic.batch_states b ON b.seal = c.seal ORDER BY c.seal, c.position
        """;

    /// <returns>NDJSON, and whether it can never change: a full page of leaves whose batches are final.</returns>
    public async Task<(byte[] Lines, bool IsFixed)> ReadAsync(
        (long Seal, int Position) after,
        int limit,
        CancellationToken cancellationToken
    )
    {
        await using var command = database.CreateCommand(Lines);
        command.Parameters.AddInt64(after.Seal);
        command.Parameters.AddInt32(after.Position);
        command.Parameters.AddInt32(limit);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var (text, count, allFinal) = (new MemoryStream(), 0, true);
        while (await reader.ReadAsync(cancellationToken))
        {
            JsonSerializer.Serialize(text, Read(reader), JsonShape.Options);
            text.WriteByte((byte)'\n');
            count++;
            allFinal &= reader.GetString("state") == "finalized";
        }

        return (text.ToArray(), allFinal && count == limit);
    }

    /// <summary><c>after=&lt;seal&gt;.&lt;position&gt;</c>: of the last line that was read. Absent: from the
    /// start.</summary>
    public static (long Seal, int Position) After(HttpRequest request)
    {
        if (Paging.Single(request, "after") is not { } text)
        {
            return (0, -1);
        }
        var dot = text.IndexOf('.', StringComparison.Ordinal);
        return
            dot > 0
            && long.TryParse(text.AsSpan(0, dot), NumberStyles.None, CultureInfo.InvariantCulture, out var seal)
            && int.TryParse(text.AsSpan(dot + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var position)
            ? (seal, position)
            : throw Paging.Invalid("after", "must be <seal>.<position> of the last line that was read");
    }

    public static int Limit(HttpRequest request)
    {
        if (Paging.Single(request, "limit") is not { } text)
        {
            return DefaultLimit;
        }
        return
            int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit)
            && limit is >= 1 and <= MaxLimit
            ? limit
            : throw Paging.Invalid("limit", $"must be a number from 1 to {MaxLimit}");
    }

    private static LogLine Read(NpgsqlDataReader reader) =>
        new(
            reader.GetInt64("seal"),
            reader.GetInt32("position"),
            reader.Int64OrNull("batch_id"),
            reader.Hash("root"),
            reader.GetGuid("quest_id"),
            reader.Address("creator"),
            reader.Address("performer"),
            reader.Hash("work_hash"),
            reader.GetInt32("xp"),
            reader.GetInt32("reputation"),
            reader.GetInt64("completed_at"),
            reader.Hash("signatures_hash"),
            reader.Hash("leaf")
        );
}
