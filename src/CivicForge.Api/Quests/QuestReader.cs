using System.Data;
using CivicForge.Api.Database;
using CivicForge.Api.Http.Problems;
using CivicForge.Api.Members;
using CivicForge.Api.Quests.Evidence;
using CivicForge.Api.Quests.Private;
using CivicForge.Chain;
using Npgsql;

namespace CivicForge.Api.Quests;

/// <summary>Reads a quest as a viewer may see it: one snapshot – a quest never shows half a completion – in one round
/// trip.</summary>
internal sealed class QuestReader(ReadDatabase database)
{
    private const string Attestations = $"""
        SELECT {QuestParts.AttestationColumns}
        FROM civic.attestations a JOIN civic.quests q ON q.id = a.quest_id AND q.work_hash = a.work_hash
        LEFT JOIN civic.completions c ON c.quest_id = a.quest_id
        WHERE a.quest_id = $1 ORDER BY a.role
        """;

    private static readonly string Timeline =
        $"SELECT {QuestParts.MoveColumns} FROM civic.quest_moves WHERE quest_id = $1 ORDER BY id DESC "
        + $"LIMIT {QuestTimeline.Newest + 1}";

    private const string Revision = """
        SELECT m.reason, m.at, m.by, q.former_text, q.former_evidence
        FROM civic.quests q CROSS JOIN LATERAL (
          SELECT reason, at, by FROM civic.quest_moves
          WHERE quest_id = q.id AND from_status = 'SUBMITTED' AND to_status = 'CLAIMED' ORDER BY id DESC LIMIT 1) m
        WHERE q.id = $1 AND q.status = 'CLAIMED' AND q.former_evidence IS NOT NULL AND $2 IN (q.creator, q.performer)
        """;

    private const string Files =
        $"SELECT {QuestParts.FileColumns} FROM civic.evidence_files WHERE quest_id = $1 LIMIT 100";

    internal static readonly string Names = People.Named(
        $"""
        SELECT creator AS address FROM civic.quests WHERE id = $1 UNION SELECT performer FROM civic.quests WHERE id = $1
        UNION SELECT by FROM (SELECT by FROM civic.quest_moves WHERE quest_id = $1 ORDER BY id DESC
            LIMIT {QuestTimeline.Newest}) m
        UNION SELECT r.member FROM civic.quest_requests r JOIN civic.quests q ON q.id = r.quest_id
        WHERE r.quest_id = $1 AND q.creator = $2
        """
    );

    private const string Requests =
        "SELECT member, at FROM civic.quest_requests WHERE quest_id = $1 ORDER BY at, member LIMIT 1000";

    /// <summary>As a party sees it, as everybody does, or – with the key of its link – that there is such a
    /// quest.</summary>
    /// <exception cref="RuleViolation">404 <c>quest-not-found</c>.</exception>
    public async Task<QuestResponse> ReadAsync(
        Guid id,
        Address? viewer,
        QuestKey? key,
        CancellationToken cancellationToken
    )
    {
        if (await FindAsync(id, viewer, cancellationToken) is { } quest)
        {
            return quest;
        }
        if (key is not { } given)
        {
            throw NotFound(id);
        }
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await KeyHolderView.FindAsync(connection, id, viewer, given, cancellationToken) ?? throw NotFound(id);
    }

    /// <summary>After a release: a private quest is out of the former performer's sight.</summary>
    public async Task<QuestResponse> ReadLeftAsync(Guid id, Address viewer, CancellationToken cancellationToken)
    {
        if (await FindAsync(id, viewer, cancellationToken) is { } quest)
        {
            return quest;
        }
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await KeyHolderView.FindLeftAsync(connection, id, viewer, cancellationToken) ?? throw NotFound(id);
    }

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
        foreach (var part in (ReadOnlySpan<string>)[Attestations, Timeline, Files, Names, Revision, Requests])
        {
            var command = new NpgsqlBatchCommand(part);
            command.Parameters.AddGuid(id);
            if (part == Revision || part == Names)
            {
                command.Parameters.AddAddress(viewer);
            }
            batch.BatchCommands.Add(command);
        }

        batch.BatchCommands.Add(new NpgsqlBatchCommand("COMMIT"));
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken))
        {
            return null;
        }
        var row = QuestRow.Read(reader, viewer);
        await reader.NextResultAsync(cancellationToken);
        var attestations = await ReadAllAsync(reader, r => QuestParts.Attestation(r, row), cancellationToken);
        var timeline = await ReadAllAsync(reader, QuestParts.Move, cancellationToken);
        var files = await ReadAllAsync(reader, QuestParts.File, cancellationToken);
        var people = await People.ReadAsync(reader, cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        var revision = await ReadRevisionAsync(reader, files, cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        var requests = await ReadAllAsync(
            reader,
            r => new RequestItem(r.Address("member"), r.GetDateTime("at")),
            cancellationToken
        );
        var isAskedFor = row.Item.Visibility == Words.Of(QuestVisibility.Parties) && row.Item.Creator == viewer;
        return QuestParts.Assemble(row, attestations, timeline, files) with
        {
            People = people,
            Revision = revision,
            Requests = isAskedFor ? requests : null,
        };
    }

    public static RuleViolation NotFound(Guid id) => new(ErrorCodes.QuestNotFound, $"There is no quest {id}.");

    private static async Task<RevisionResponse?> ReadRevisionAsync(
        NpgsqlDataReader reader,
        List<EvidenceResponse> files,
        CancellationToken cancellationToken
    )
    {
        if (!await reader.ReadAsync(cancellationToken))
        {
            return null;
        }
        var known = files.ToDictionary(f => f.Sha256);
        var evidence = EvidenceList
            .Split(reader.Bytes("former_evidence"))
            .Where(known.ContainsKey)
            .Select(h => known[h]);
        return new RevisionResponse(
            reader.StringOrNull("reason"),
            reader.GetDateTime("at"),
            reader.AddressOrNull("by"),
            new FormerSubmission(reader.StringOrNull("former_text"), [.. evidence])
        );
    }

    private static async Task<List<T>> ReadAllAsync<T>(
        NpgsqlDataReader reader,
        Func<NpgsqlDataReader, T> read,
        CancellationToken cancellationToken
    )
    {
        var list = new List<T>();
        while (await reader.ReadAsync(cancellationToken))
        {
            list.Add(read(reader));
        }
        await reader.NextResultAsync(cancellationToken);
        return list;
    }
}
