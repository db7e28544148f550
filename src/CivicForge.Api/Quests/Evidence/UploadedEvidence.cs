using CivicForge.Chain;
using Dapper;
using Npgsql;

namespace CivicForge.Api.Quests.Evidence;

/// <summary>What a performer has uploaded for the submission to come, so that another page or device can go on with it,
/// or remove it. Empty for everybody else.</summary>
public sealed record UploadedEvidence(IReadOnlyList<EvidenceResponse> Items)
{
    internal static async Task<UploadedEvidence> ReadAsync(
        NpgsqlDataSource database,
        Guid quest,
        Address member,
        CancellationToken cancellationToken
    )
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = await connection.QueryAsync<(byte[] Sha256, int Size, string MediaType)>(
            new CommandDefinition(
                """
                SELECT f.sha256, f.size, f.media_type FROM civic.evidence_files f
                JOIN civic.quests q ON q.id = f.quest_id
                WHERE f.quest_id = @quest AND f.uploaded_by = @member AND f.is_stored AND NOT f.is_former
                    AND q.performer = @member AND q.status = 'CLAIMED'
                ORDER BY f.uploaded_at LIMIT 100
                """,
                new { quest, member = member.ToArray() },
                cancellationToken: cancellationToken
            )
        );
        return new UploadedEvidence([
            .. rows.Select(row => new EvidenceResponse(new Hash32(row.Sha256), row.Size, row.MediaType)),
        ]);
    }
}
