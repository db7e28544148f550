using CivicForge.Api.Database;
using CivicForge.Chain;
using Microsoft.EntityFrameworkCore;

namespace CivicForge.Api.Quests.Evidence;

/// <summary>Files go with the claim or the submission they were for, in the transaction of the move. What was signed
/// needs their hashes, which the work hash keeps, never their bytes; attestations over a submission that went back were
/// superseded with it.</summary>
internal static class UnusedEvidence
{
    /// <summary>The caller holds the quest's lock and has applied <paramref name="move"/> to it.</summary>
    public static Task FollowAsync(
        CivicDbContext context,
        Quest quest,
        QuestMove move,
        CancellationToken cancellationToken
    )
    {
        var id = quest.Id;
        return move switch
        {
            { From: QuestStatus.Claimed, To: QuestStatus.Open or QuestStatus.Cancelled or QuestStatus.Expired } =>
                context.Database.ExecuteSqlAsync(
                    $"DELETE FROM civic.evidence_files WHERE quest_id = {id}",
                    cancellationToken
                ),
            { To: QuestStatus.Submitted, From: QuestStatus.Claimed } => KeepSubmittedAsync(
                context,
                id,
                EvidenceList.Split(quest.SubmissionEvidence),
                cancellationToken
            ),
            { From: QuestStatus.Submitted or QuestStatus.Disputed, To: QuestStatus.Claimed } =>
                context.Database.ExecuteSqlAsync(
                    $"UPDATE civic.evidence_files SET is_former = true WHERE quest_id = {id} AND NOT is_former",
                    cancellationToken
                ),
            _ => Task.CompletedTask,
        };
    }

    private static Task KeepSubmittedAsync(
        CivicDbContext context,
        Guid id,
        Hash32[] submitted,
        CancellationToken cancellationToken
    )
    {
        var kept = submitted.Select(hash => hash.ToArray()).ToArray();
        return context.Database.ExecuteSqlAsync(
            $"""
            DELETE FROM civic.evidence_files WHERE quest_id = {id} AND sha256 <> ALL ({kept});
            UPDATE civic.evidence_files SET is_former = false WHERE quest_id = {id} AND is_former
            """,
            cancellationToken
        );
    }
}
