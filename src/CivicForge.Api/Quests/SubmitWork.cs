using System.Security.Cryptography;
using CivicForge.Api.Access;
using CivicForge.Api.Database;
using CivicForge.Api.Http.Problems;
using CivicForge.Api.Http.Requests;
using CivicForge.Api.Quests.Evidence;
using CivicForge.Chain;
using CivicForge.Chain.Protocol;
using Microsoft.EntityFrameworkCore;

namespace CivicForge.Api.Quests;

/// <summary>Body of <c>POST /quests/{id}/submit</c>; evidence by SHA-256, in the order that is hashed.</summary>
public sealed record SubmitRequest(string? Submission, IReadOnlyList<string>? Evidence);

/// <summary>CLAIMED → SUBMITTED: draws the salt, fixes work hash and deadline. Handing in the same again changes
/// nothing.</summary>
internal sealed class SubmitWork(CivicDbContext context, QuestChanges changes)
{
    public Task RunAsync(Guid id, Standing by, SubmitRequest request, CancellationToken cancellationToken)
    {
        var (evidence, caller) = (Check(request), by.Member);
        return changes.RunAsync(
            id,
            by,
            async (quest, now) =>
            {
                QuestAccess.RequireMover(QuestMoves.Submit, quest, caller);
                if (
                    quest.Status == QuestStatus.Submitted
                    && quest.SubmissionText == request.Submission
                    && quest.SubmissionEvidence.AsSpan().SequenceEqual(EvidenceList.Join(evidence))
                )
                {
                    return null;
                }
                if (quest.Status == QuestStatus.Claimed)
                {
                    await CheckFilesAsync(quest, caller, evidence, cancellationToken);
                }
                var salt = new Hash32(RandomNumberGenerator.GetBytes(Hash32.Size));
                var workHash = WorkHash.Compute(
                    salt,
                    quest.Title ?? "",
                    quest.Description ?? "",
                    quest.ExceptionalCriteria ?? "",
                    request.Submission!,
                    evidence
                );
                return quest.Submit(
                    caller,
                    new Submission(request.Submission!, EvidenceList.Join(evidence), salt, workHash),
                    now
                );
            },
            cancellationToken
        );
    }

    private static Hash32[] Check(SubmitRequest request)
    {
        var errors = new FieldErrors();
        errors.Check(
            "submission",
            PlainText.Fault(
                request.Submission,
                QuestLimits.Current.Submission.Min,
                QuestLimits.Current.Submission.Max,
                multiLine: true
            )
        );
        var texts = request.Evidence ?? [];
        var hashes = new List<Hash32>();
        foreach (var text in texts.Take(EvidenceFile.MaxPerQuest + 1))
        {
            if (Hash32.TryParse(text, out var hash) && Hex.IsCanonical(text))
            {
                hashes.Add(hash);
            }
        }
        if (texts.Count > EvidenceFile.MaxPerQuest)
        {
            errors.Add("evidence", $"names {texts.Count} files; at most {EvidenceFile.MaxPerQuest} are allowed");
        }
        else if (hashes.Count < texts.Count)
        {
            errors.Add("evidence", "must be SHA-256 hashes: 0x and 64 lower-case hex digits");
        }
        else if (hashes.Distinct().Count() < hashes.Count)
        {
            errors.Add("evidence", "names a file twice");
        }
        errors.ThrowIfAny();
        return [.. hashes];
    }

    private async Task CheckFilesAsync(
        Quest quest,
        Address caller,
        Hash32[] evidence,
        CancellationToken cancellationToken
    )
    {
        if (quest.EvidenceRequired && evidence.Length == 0)
        {
            throw new RuleViolation(
                ErrorCodes.EvidenceRequired,
                "The quest asks for evidence and the submission names none."
            );
        }
        if (evidence.Length == 0)
        {
            return;
        }
        var known = await context
            .Set<EvidenceFile>()
            .Where(f => f.QuestId == quest.Id && f.UploadedBy == caller && f.Bytes != null)
            .Select(f => f.Sha256)
            .Take(100)
            .ToListAsync(cancellationToken);
        var unknown = evidence.Except(known).ToArray();
        if (unknown.Length > 0)
        {
            throw new RuleViolation(
                ErrorCodes.EvidenceUnknown,
                $"{unknown.Length} of the named files were not uploaded to this quest.",
                ("unknown", unknown)
            );
        }
    }
}
