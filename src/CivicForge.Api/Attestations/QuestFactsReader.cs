using System.Data;
using CivicForge.Api.Database;
using CivicForge.Api.Quests;
using CivicForge.Api.Signatures;
using CivicForge.Chain;
using CivicForge.Chain.Protocol;
using Npgsql;

namespace CivicForge.Api.Attestations;

/// <summary>Reads <see cref="QuestFacts"/>, without a lock of one quest, under their rows' locks of many. Each
/// statement has its own snapshot (READ COMMITTED), and the rows come first: so clock, signatures and timeline are read
/// after whoever held a row before us has committed. Rows are locked in the order of their ids, so that two readers
/// never wait for each other in a circle.</summary>
internal static class QuestFactsReader
{
    private const string Clock = "SELECT clock_timestamp() AS now";

    internal const string Attestations = """
        SELECT a.quest_id, a.role, a.attester, a.digest, a.outcome, a.deadline, a.signature, a.kind,
          a.valid_at_number, a.valid_at_hash, a.received_at, a.storage_receipt,
          c.completed_at, c.anchor_by, c.leaf, c.creator_receipt, c.performer_receipt
        FROM civic.attestations a JOIN civic.quests q ON q.id = a.quest_id AND q.work_hash = a.work_hash
        LEFT JOIN civic.completions c ON c.quest_id = a.quest_id
        WHERE a.quest_id = ANY($1)
        """;

    /// <returns>Null when there is no such quest.</returns>
    public static async Task<QuestFacts?> ReadAsync(
        NpgsqlConnection connection,
        Guid id,
        CancellationToken cancellationToken
    )
    {
        await using var batch = Batch(connection, [id], AttestedQuest.Rows, Clock, Attestations);
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        return (await ReadAsync(reader, _ => null, cancellationToken)).GetValueOrDefault(id)?.Facts;
    }

    /// <param name="attesters">By quest, who sees it in the answer.</param>
    /// <returns>By id; a quest that does not exist is absent.</returns>
    public static async Task<Dictionary<Guid, LockedQuest>> LockAsync(
        NpgsqlConnection connection,
        IReadOnlyDictionary<Guid, Address> attesters,
        CancellationToken cancellationToken
    )
    {
        await using var batch = Batch(
            connection,
            [.. attesters.Keys],
            AttestedQuest.LockedRows,
            Clock,
            Attestations,
            AttestedQuest.Timelines
        );
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        var found = await ReadAsync(reader, id => attesters[id], cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var (quest, line) = AttestedQuest.ReadLine(reader);
            if (found.TryGetValue(quest, out var locked))
            {
                locked.Timeline.Add(line);
            }
        }
        return found;
    }

    /// <summary>The results of rows, clock and signatures.</summary>
    private static async Task<Dictionary<Guid, LockedQuest>> ReadAsync(
        NpgsqlDataReader reader,
        Func<Guid, Address?> viewer,
        CancellationToken cancellationToken
    )
    {
        var rows = new List<(QuestRow Row, Hash32 TitleHash)>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add((QuestRow.Read(reader, viewer(reader.GetGuid("id"))), reader.Hash("title_hash")));
        }
        await reader.NextResultAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        var now = reader.GetDateTime("now");
        var found = rows.ToDictionary(
            r => r.Row.Item.Id,
            r => new LockedQuest(QuestFacts.Of(r.Row, r.TitleHash, now), r.Row, now)
        );
        await reader.NextResultAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            if (found.TryGetValue(reader.GetGuid("quest_id"), out var quest))
            {
                found[quest.Facts.Id] = quest with { Facts = With(quest.Facts, reader) };
            }
        }
        return found;
    }

    private static NpgsqlBatch Batch(NpgsqlConnection connection, Guid[] ids, params ReadOnlySpan<string> statements)
    {
        var batch = new NpgsqlBatch(connection);
        foreach (var sql in statements)
        {
            var command = new NpgsqlBatchCommand(sql);
            if (sql != Clock)
            {
                command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = ids });
            }
            batch.BatchCommands.Add(command);
        }
        return batch;
    }

    private static QuestFacts With(QuestFacts facts, NpgsqlDataReader reader)
    {
        var stored = ReadAttestation(facts, reader);
        var completion = reader.IsDBNull("completed_at")
            ? null
            : new CompletionPromise(
                reader.GetInt64("completed_at"),
                reader.GetInt64("anchor_by"),
                reader.Hash("leaf"),
                reader.Bytes("creator_receipt"),
                reader.Bytes("performer_receipt")
            );
        return stored.Role == AttestationRole.Creator
            ? facts with
            {
                ByCreator = stored,
                Completion = completion,
            }
            : facts with
            {
                ByPerformer = stored,
                Completion = completion,
            };
    }

    private static StoredAttestation ReadAttestation(QuestFacts facts, NpgsqlDataReader reader) =>
        new(
            facts.Id,
            facts.WorkHash!.Value,
            Words.Parse<AttestationRole>(reader.GetString("role")),
            reader.Address("attester"),
            reader.Hash("digest"),
            reader.StringOrNull("outcome") is { } outcome ? Words.Parse<Outcome>(outcome) : null,
            reader.GetInt64("deadline"),
            reader.Bytes("signature"),
            Words.Parse<SignatureKind>(reader.GetString("kind")),
            reader.Int64OrNull("valid_at_number") is { } number
                ? new BlockRef(number, reader.Hash("valid_at_hash"))
                : null,
            reader.GetInt64("received_at"),
            reader.BytesOrNull("storage_receipt")
        );
}
