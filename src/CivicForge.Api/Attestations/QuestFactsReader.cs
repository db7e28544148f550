using CivicForge.Api.Database;
using CivicForge.Api.Quests;
using CivicForge.Api.Signatures;
using CivicForge.Chain;
using CivicForge.Chain.Protocol;
using Npgsql;

namespace CivicForge.Api.Attestations;

/// <summary>Reads <see cref="QuestFacts"/> in one round trip of three statements. Under the lock the order matters: each statement has its own
/// snapshot (READ COMMITTED), so clock and attestations are read after whoever held the row before us has committed.</summary>
internal static class QuestFactsReader
{
    private const string Quest = """
        SELECT status, visibility, title, title_hash, creator, performer, work_hash, deadline, reward_xp, reward_reputation FROM civic.quests WHERE id = $1
        """;

    private const string Clock = "SELECT floor(extract(epoch FROM clock_timestamp()))::bigint";

    private const string Attestations = """
        SELECT a.role, a.attester, a.digest, a.outcome, a.deadline, a.signature, a.kind, a.valid_at_number, a.valid_at_hash, a.received_at, a.storage_receipt, a.completion_receipt,
               c.completed_at, c.anchor_by, c.leaf
        FROM civic.attestations a JOIN civic.quests q ON q.id = a.quest_id AND q.work_hash = a.work_hash LEFT JOIN civic.completions c ON c.quest_id = a.quest_id
        WHERE a.quest_id = $1
        """;

    public static async Task<(QuestFacts Facts, CompletionPromise? Completion)?> ReadAsync(NpgsqlConnection connection, Guid id, bool forUpdate, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        Add(batch, forUpdate ? Quest + " FOR UPDATE" : Quest, id);
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Clock));
        Add(batch, Attestations, id);
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken)) return null;
        var facts = ReadQuest(reader, id);
        await reader.NextResultAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        facts = facts with { Now = reader.GetInt64(0) };
        await reader.NextResultAsync(cancellationToken);
        return await ReadAttestationsAsync(reader, facts, cancellationToken);
    }

    private static void Add(NpgsqlBatch batch, string sql, Guid id)
    {
        var command = new NpgsqlBatchCommand(sql);
        command.Parameters.AddGuid(id);
        batch.BatchCommands.Add(command);
    }

    private static QuestFacts ReadQuest(NpgsqlDataReader reader, Guid id) => new()
    {
        Id = id,
        Status = Words.Parse<QuestStatus>(reader.GetString(0)),
        Visibility = Words.Parse<QuestVisibility>(reader.GetString(1)),
        Title = reader.StringOrNull(2),
        TitleHash = reader.Hash(3),
        Creator = reader.Address(4),
        Performer = reader.AddressOrNull(5),
        WorkHash = reader.HashOrNull(6),
        Deadline = reader.Int64OrNull(7),
        RewardXp = reader.GetInt32(8),
        RewardReputation = reader.GetInt32(9),
        Now = 0,
        ByCreator = null,
        ByPerformer = null,
    };

    private static async Task<(QuestFacts, CompletionPromise?)> ReadAttestationsAsync(NpgsqlDataReader reader, QuestFacts facts, CancellationToken cancellationToken)
    {
        CompletionPromise? completion = null;
        while (await reader.ReadAsync(cancellationToken))
        {
            var stored = ReadAttestation(reader);
            facts = stored.Role == AttestationRole.Creator ? facts with { ByCreator = stored } : facts with { ByPerformer = stored };
            if (reader.IsDBNull(12)) continue;
            completion ??= new CompletionPromise(reader.GetInt64(12), reader.GetInt64(13), reader.Hash(14), [], []);
            var receipt = reader.GetFieldValue<byte[]>(11);
            completion = stored.Role == AttestationRole.Creator ? completion with { CreatorReceipt = receipt } : completion with { PerformerReceipt = receipt };
        }

        return (facts, completion);
    }

    private static StoredAttestation ReadAttestation(NpgsqlDataReader reader) => new(
        Words.Parse<AttestationRole>(reader.GetString(0)),
        reader.Address(1),
        reader.Hash(2),
        reader.StringOrNull(3) is { } outcome ? Words.Parse<Outcome>(outcome) : null,
        reader.GetInt64(4),
        reader.GetFieldValue<byte[]>(5),
        Words.Parse<SignatureKind>(reader.GetString(6)),
        reader.Int64OrNull(7) is { } number ? new BlockRef(number, reader.Hash(8)) : null,
        reader.GetInt64(9),
        reader.BytesOrNull(10));
}
