using CivicForge.Api.Database;
using CivicForge.Api.Quests;
using CivicForge.Api.Signatures;
using CivicForge.Chain.Protocol;
using Npgsql;

namespace CivicForge.Api.Attestations;

/// <summary>Reads <see cref="QuestFacts"/> of one or many quests in one round trip of three statements. Under the lock
/// the order matters: each statement has its own snapshot (READ COMMITTED), so clock and attestations are read after
/// whoever held a row before us has committed. Rows are locked in the order of their ids, so that two readers never
/// wait for each other in a circle.</summary>
internal static class QuestFactsReader
{
    internal const string Quests = """
        SELECT id, status, visibility, title, title_hash, creator, performer, work_hash, deadline, reward_xp,
            reward_reputation, submission_evidence <> ''
        FROM civic.quests WHERE id = ANY($1) ORDER BY id
        """;

    private const string Clock = "SELECT floor(extract(epoch FROM clock_timestamp()))::bigint";

    internal const string Attestations = """
        SELECT a.quest_id, a.role, a.attester, a.digest, a.outcome, a.deadline, a.signature, a.kind,
            a.valid_at_number, a.valid_at_hash, a.received_at, a.storage_receipt,
            c.completed_at, c.anchor_by, c.leaf, c.creator_receipt, c.performer_receipt
        FROM civic.attestations a JOIN civic.quests q ON q.id = a.quest_id AND q.work_hash = a.work_hash
        LEFT JOIN civic.completions c ON c.quest_id = a.quest_id
        WHERE a.quest_id = ANY($1)
        """;

    /// <returns>By id; a quest that does not exist is absent.</returns>
    public static async Task<Dictionary<Guid, QuestFacts>> ReadAsync(
        NpgsqlConnection connection,
        Guid[] ids,
        bool forUpdate,
        CancellationToken cancellationToken
    )
    {
        await using var batch = new NpgsqlBatch(connection);
        Add(batch, forUpdate ? Quests + " FOR UPDATE" : Quests, ids);
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Clock));
        Add(batch, Attestations, ids);
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        var found = new Dictionary<Guid, QuestFacts>(ids.Length);
        while (await reader.ReadAsync(cancellationToken))
        {
            var facts = ReadQuest(reader);
            found[facts.Id] = facts;
        }

        await reader.NextResultAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        var now = reader.GetInt64(0);
        foreach (var (id, facts) in found)
        {
            found[id] = facts with { Now = now };
        }
        await reader.NextResultAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            if (found.TryGetValue(reader.GetGuid(0), out var facts))
            {
                found[facts.Id] = With(facts, reader);
            }
        }
        return found;
    }

    private static void Add(NpgsqlBatch batch, string sql, Guid[] ids)
    {
        var command = new NpgsqlBatchCommand(sql);
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = ids });
        batch.BatchCommands.Add(command);
    }

    private static QuestFacts ReadQuest(NpgsqlDataReader reader) =>
        new()
        {
            Id = reader.GetGuid(0),
            Status = Words.Parse<QuestStatus>(reader.GetString(1)),
            Visibility = Words.Parse<QuestVisibility>(reader.GetString(2)),
            Title = reader.StringOrNull(3),
            TitleHash = reader.Hash(4),
            Creator = reader.Address(5),
            Performer = reader.AddressOrNull(6),
            WorkHash = reader.HashOrNull(7),
            Deadline = reader.Int64OrNull(8),
            RewardXp = reader.GetInt32(9),
            RewardReputation = reader.GetInt32(10),
            HasEvidence = reader.GetBoolean(11),
            Now = 0,
            ByCreator = null,
            ByPerformer = null,
        };

    private static QuestFacts With(QuestFacts facts, NpgsqlDataReader reader)
    {
        var stored = ReadAttestation(facts, reader);
        var completion = reader.IsDBNull(12)
            ? null
            : new CompletionPromise(
                reader.GetInt64(12),
                reader.GetInt64(13),
                reader.Hash(14),
                reader.GetFieldValue<byte[]>(15),
                reader.GetFieldValue<byte[]>(16)
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
            Words.Parse<AttestationRole>(reader.GetString(1)),
            reader.Address(2),
            reader.Hash(3),
            reader.StringOrNull(4) is { } outcome ? Words.Parse<Outcome>(outcome) : null,
            reader.GetInt64(5),
            reader.GetFieldValue<byte[]>(6),
            Words.Parse<SignatureKind>(reader.GetString(7)),
            reader.Int64OrNull(8) is { } number ? new BlockRef(number, reader.Hash(9)) : null,
            reader.GetInt64(10),
            reader.BytesOrNull(11)
        );
}
