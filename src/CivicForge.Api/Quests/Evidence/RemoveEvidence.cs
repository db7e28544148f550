using CivicForge.Api.Access;
using CivicForge.Api.Database;
using CivicForge.Api.Http.Problems;
using CivicForge.Chain;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CivicForge.Api.Quests.Evidence;

/// <summary>Who uploaded a file may remove it as long as no submission that stands lists it. Its room is free at
/// once.</summary>
internal sealed class RemoveEvidence(CivicDbContext context)
{
    /// <exception cref="RuleViolation">404 <c>quest-not-found</c>, <c>evidence-not-found</c>; 409
    /// <c>evidence-in-use</c>.</exception>
    public async Task RunAsync(Guid id, Hash32 hash, Standing by, CancellationToken cancellationToken)
    {
        var caller = by.Member;
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        await by.RequireAsync((NpgsqlConnection)context.Database.GetDbConnection(), cancellationToken);
        var quest = (
            await context
                .Set<Quest>()
                .FromSql($"SELECT * FROM civic.quests WHERE id = {id} FOR UPDATE")
                .AsNoTracking()
                .ToListAsync(cancellationToken)
        ).SingleOrDefault();
        if (
            quest is null
            || !await context
                .Set<EvidenceFile>()
                .AnyAsync(
                    f => f.QuestId == id && f.Sha256 == hash && f.UploadedBy == caller && f.Bytes != null,
                    cancellationToken
                )
        )
        {
            throw new RuleViolation(ErrorCodes.EvidenceNotFound, $"Quest {id} has no file {hash} that you uploaded.");
        }
        if (EvidenceList.Split(quest.SubmissionEvidence).Contains(hash))
        {
            throw new RuleViolation(
                ErrorCodes.EvidenceInUse,
                $"The submission of {quest.SubmittedAt:yyyy-MM-dd} lists the file.",
                ("state", Words.Of(quest.Status))
            );
        }
        await context.Database.ExecuteSqlAsync(
            $"DELETE FROM civic.evidence_files WHERE quest_id = {id} AND sha256 = {hash.ToArray()}",
            cancellationToken
        );
        await transaction.CommitAsync(cancellationToken);
    }
}
