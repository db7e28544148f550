using System.Security.Cryptography;
using CivicForge.Api.Database;
using CivicForge.Api.Problems;
using CivicForge.Chain;
using Dapper;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CivicForge.Api.Quests;

/// <summary>Stores a file byte for byte while the quest is CLAIMED. The same file again is the same file, and belongs to who uploaded it last: a former
/// performer may have released the quest, or erased the bytes.</summary>
internal sealed class StoreEvidence(CivicDbContext context)
{
    /// <exception cref="RuleViolation">413, 415, 422 <c>evidence-has-location</c>, 403, 404, 409.</exception>
    public async Task<EvidenceResponse> RunAsync(Guid id, Address caller, byte[] bytes, CancellationToken cancellationToken)
    {
        var mediaType = EvidenceMedia.Detect(bytes) ?? throw new RuleViolation(ErrorCodes.UnsupportedMediaType, "The file is none of JPEG, PNG, WebP, PDF or plain text (UTF-8).");
        if (EvidenceLocation.IsIn(bytes, mediaType)) throw new RuleViolation(ErrorCodes.EvidenceHasLocation, "The file's metadata say where it was taken. It was not stored.");
        var hash = new Hash32(SHA256.HashData(bytes));
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var quest = (await context.Set<Quest>().FromSql($"SELECT * FROM civic.quests WHERE id = {id} FOR UPDATE").AsNoTracking().ToListAsync(cancellationToken)).SingleOrDefault() ?? throw QuestReader.NotFound(id);
        QuestAccess.RequirePerformer(quest, caller);
        if (quest.Status != QuestStatus.Claimed)
            throw new RuleViolation(ErrorCodes.InvalidTransition, $"The quest is {Words.Upper(quest.Status)}; files are taken while it is CLAIMED.", ("state", Words.Upper(quest.Status)), ("allowed", QuestActions.In(quest.Status)));

        var files = context.Set<EvidenceFile>().AsNoTracking().Where(f => f.QuestId == id);
        if (!await files.AnyAsync(f => f.Sha256 == hash && f.UploadedBy == caller && f.Bytes != null, cancellationToken))
        {
            if (await files.CountAsync(f => f.UploadedBy == caller, cancellationToken) >= EvidenceFile.MaxPerQuest)
                throw RuleViolation.Invalid(new Dictionary<string, string[]> { ["file"] = [$"is one too many: a quest takes {EvidenceFile.MaxPerQuest} files"] });
            await context.Database.ExecuteSqlAsync(
                $"""
                INSERT INTO civic.evidence_files (quest_id, sha256, bytes, size, media_type, uploaded_by, uploaded_at)
                VALUES ({id}, {hash.ToArray()}, {bytes}, {bytes.Length}, {mediaType}, {caller.ToArray()}, clock_timestamp())
                ON CONFLICT (quest_id, sha256) DO UPDATE SET bytes = excluded.bytes, uploaded_by = excluded.uploaded_by, uploaded_at = excluded.uploaded_at
                """,
                cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return new EvidenceResponse(hash, bytes.Length, mediaType);
    }

    /// <summary>The bytes as stored, if the viewer may see the quest's texts.</summary>
    public static async Task<(byte[] Bytes, string MediaType, bool IsPublic)?> FindAsync(NpgsqlDataSource database, Guid id, Hash32 hash, Address? viewer, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var row = await connection.QuerySingleOrDefaultAsync<FileRow>(new CommandDefinition(
            """
            SELECT f.bytes, f.media_type, q.visibility = 'public' AS is_public FROM civic.evidence_files f JOIN civic.quests q ON q.id = f.quest_id
            WHERE f.quest_id = @id AND f.sha256 = @hash AND f.bytes IS NOT NULL AND (q.visibility = 'public' OR @viewer IN (q.creator, q.performer))
            """,
            new { id, hash = hash.ToArray(), viewer = viewer?.ToArray() }, cancellationToken: cancellationToken));
        return row is null ? null : (row.Bytes, row.Media_type, row.Is_public);
    }

    private sealed record FileRow(byte[] Bytes, string Media_type, bool Is_public);
}
