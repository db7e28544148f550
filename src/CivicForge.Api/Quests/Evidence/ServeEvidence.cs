using CivicForge.Api.Http.Problems;
using CivicForge.Chain;
using Dapper;
using Microsoft.Net.Http.Headers;
using Npgsql;

namespace CivicForge.Api.Quests.Evidence;

/// <summary>Gives a file back, byte for byte and in pieces: a reader that takes its time holds one piece, and no
/// connection. Copies are asked for again each time (<c>no-cache</c>): whatever can be removed, erased or hidden must
/// not outlive that in a cache.</summary>
internal sealed class ServeEvidence(NpgsqlDataSource database)
{
    private const int PieceSize = 64 * 1024;

    /// <exception cref="RuleViolation">404 <c>evidence-not-found</c>.</exception>
    public async Task<IResult> RunAsync(HttpContext context, Guid quest, Hash32 hash, Address? viewer)
    {
        var file =
            await FindAsync(quest, hash, viewer, context.RequestAborted)
            ?? throw new RuleViolation(
                ErrorCodes.EvidenceNotFound,
                $"Quest {quest} has no file {hash} that you may see."
            );
        var headers = context.Response.Headers;
        var tag = new EntityTagHeaderValue($"\"{hash}\"");
        headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
        headers.CacheControl = $"{(file.Is_public ? "public" : "private")}, no-cache";
        headers.ETag = tag.ToString();
        headers.Append(HeaderNames.Vary, "Authorization");
        if (
            context.Request.GetTypedHeaders().IfNoneMatch is { Count: > 0 } known
            && known.Any(k => k.Equals(EntityTagHeaderValue.Any) || k.Compare(tag, useStrongComparison: false))
        )
        {
            return Results.StatusCode(StatusCodes.Status304NotModified);
        }
        context.Response.ContentType = file.Media_type == "text/plain" ? "text/plain; charset=utf-8" : file.Media_type;
        context.Response.ContentLength = file.Size;
        headers.ContentDisposition = $"attachment; filename=\"{hash}.{EvidenceMedia.Extension(file.Media_type)}\"";
        await CopyAsync(context, quest, hash, file.Size);
        return Results.Empty;
    }

    private async Task<FileRow?> FindAsync(
        Guid quest,
        Hash32 hash,
        Address? viewer,
        CancellationToken cancellationToken
    )
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<FileRow>(
            new CommandDefinition(
                $"""
                SELECT f.size, f.media_type, q.visibility = 'public' AND NOT f.is_former AS is_public
                FROM civic.evidence_files f JOIN civic.quests q ON q.id = f.quest_id
                WHERE f.quest_id = @quest AND f.sha256 = @hash AND f.bytes IS NOT NULL
                  AND {QuestAccess.IsSeenBy("@viewer")}
                    AND (NOT f.is_former OR @viewer IN (q.creator, q.performer))
                """,
                new
                {
                    quest,
                    hash = hash.ToArray(),
                    viewer = viewer?.ToArray(),
                },
                cancellationToken: cancellationToken
            )
        );
    }

    private async Task CopyAsync(HttpContext context, Guid quest, Hash32 hash, int size)
    {
        for (var at = 0; at < size; at += PieceSize)
        {
            if (await PieceAsync(quest, hash, at, context.RequestAborted) is not { Length: > 0 } piece)
            {
                context.Abort(); // It was removed in between; an incomplete answer must not look like a whole one.
                return;
            }

            await context.Response.Body.WriteAsync(piece, context.RequestAborted);
        }
    }

    private async Task<byte[]?> PieceAsync(Guid quest, Hash32 hash, int at, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<byte[]>(
            new CommandDefinition(
                "SELECT substring(bytes FROM @from FOR @count) FROM civic.evidence_files WHERE quest_id = @quest "
                    + "AND sha256 = @hash",
                new
                {
                    from = at + 1,
                    count = PieceSize,
                    quest,
                    hash = hash.ToArray(),
                },
                cancellationToken: cancellationToken
            )
        );
    }

    private sealed record FileRow(int Size, string Media_type, bool Is_public);
}
