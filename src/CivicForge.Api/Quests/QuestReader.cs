using CivicForge.Api.Database;
using CivicForge.Api.Identity;
using CivicForge.Api.Problems;
using CivicForge.Chain;
using Npgsql;

namespace CivicForge.Api.Quests;

/// <summary>Reads a quest as a viewer may see it: one snapshot – a quest never shows half a completion – in one round trip.</summary>
internal sealed class QuestReader(ReadDatabase database)
{
    private const string Attestations = $"""
        SELECT {QuestParts.AttestationColumns}
        FROM civic.attestations a JOIN civic.quests q ON q.id = a.quest_id AND q.work_hash = a.work_hash WHERE a.quest_id = $1 ORDER BY a.role
        """;

    private const string Timeline = $"SELECT {QuestParts.MoveColumns} FROM civic.quest_moves WHERE quest_id = $1 ORDER BY id LIMIT 1000";

    private const string Files = $"SELECT {QuestParts.FileColumns} FROM civic.evidence_files WHERE quest_id = $1 LIMIT 100";

    internal static readonly string Names = People.Named("""
        SELECT creator AS address FROM civic.quests WHERE id = $1 UNION SELECT performer FROM civic.quests WHERE id = $1
        UNION SELECT by FROM (SELECT by FROM civic.quest_moves WHERE quest_id = $1 ORDER BY id LIMIT 1000) m
        """);

    /// <exception cref="RuleViolation">404 <c>quest-not-found</c>.</exception>
    public async Task<QuestResponse> ReadAsync(Guid id, Address? viewer, CancellationToken cancellationToken) =>
        await FindAsync(id, viewer, cancellationToken) ?? throw NotFound(id);

    public async Task<QuestResponse?> FindAsync(Guid id, Address? viewer, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new NpgsqlBatchCommand("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"));
        var quest = new NpgsqlBatchCommand(QuestRow.Select);
        quest.Parameters.AddAddress(viewer);
        quest.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [id] });
        batch.BatchCommands.Add(quest);
        foreach (var part in (ReadOnlySpan<string>)[Attestations, Timeline, Files, Names])
        {
            var command = new NpgsqlBatchCommand(part);
            command.Parameters.AddGuid(id);
            batch.BatchCommands.Add(command);
        }

        batch.BatchCommands.Add(new NpgsqlBatchCommand("COMMIT"));
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken)) return null;
        var row = QuestRow.Read(reader, viewer);
        await reader.NextResultAsync(cancellationToken);
        var attestations = await ReadAllAsync(reader, r => QuestParts.Attestation(r, row), cancellationToken);
        var timeline = await ReadAllAsync(reader, r => QuestParts.Move(r, row), cancellationToken);
        var files = await ReadAllAsync(reader, QuestParts.File, cancellationToken);
        return QuestParts.Assemble(row, attestations, timeline, files) with { People = await People.ReadAsync(reader, cancellationToken) };
    }

    public static RuleViolation NotFound(Guid id) => new(ErrorCodes.QuestNotFound, $"There is no quest {id}.");

    private static async Task<List<T>> ReadAllAsync<T>(NpgsqlDataReader reader, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
    {
        var list = new List<T>();
        while (await reader.ReadAsync(cancellationToken)) list.Add(read(reader));
        await reader.NextResultAsync(cancellationToken);
        return list;
    }
}
