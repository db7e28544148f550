using CivicForge.Api.Members;
using CivicForge.Api.Quests.Evidence;

namespace CivicForge.Api.Quests;

/// <summary>The numbers of domain.md, each in one place; <c>GET /stats</c> publishes them.</summary>
public sealed record QuestLimits
{
    public static QuestLimits Current { get; } = new();

    /// <summary>With what the deployment set.</summary>
    internal static QuestLimits With(QuestOptions options, EvidenceOptions evidence, MemberOptions members) =>
        Current with
        {
            OpenClaims = options.MaxOpenClaims,
            OpenQuests = options.MaxOpenQuests,
            OpenRequests = options.MaxOpenRequests,
            RequestsPerQuest = options.MaxRequestsPerQuest,
            ClaimsPerQuest = options.MaxClaimsPerQuest,
            ClaimDays = options.ClaimDays,
            SignUpPointsWhen = members.SignUpPoints,
            GrantPoints = new Range(1, members.MaxGrant),
            EvidenceQuestBytes = evidence.BytesPerQuest,
            EvidenceMemberBytesPerDay = evidence.BytesPerMemberAndDay,
            EvidenceMemberBytes = evidence.BytesPerMember,
            EvidencePixels = evidence.MaxPixels,
        };

    public Range Title { get; } = new(5, 200);
    public Range Description { get; } = new(20, 2000);
    public Range ExceptionalCriteria { get; } = new(1, 500);
    public Range Submission { get; } = new(10, 2000);
    public Range RevisionReason { get; } = new(10, 1000);
    public Range DisputeReason { get; } = new(20, 1000);
    public Range DisplayName { get; } = new(1, 50);
    public Range Bio { get; } = new(0, 500);
    public Range RewardXp { get; } = new(10, 1000);
    public Range RewardReputation { get; } = new(1, 100);
    public int DefaultRewardXp { get; } = 100;
    public int DefaultRewardReputation { get; } = 10;
    public Range Tags { get; } = new(0, 5);
    public Range TagLength { get; } = new(2, 30);
    public int EvidenceFileBytes { get; } = EvidenceFile.MaxSize;
    public int EvidenceFilesPerQuest { get; } = EvidenceFile.MaxPerQuest;
    public long EvidenceQuestBytes { get; init; }
    public long EvidenceMemberBytesPerDay { get; init; }
    public long EvidenceMemberBytes { get; init; }
    public int EvidencePixels { get; init; }
    public int QuestCost { get; } = Quest.Cost;
    public int SignUpPoints { get; } = PointEntry.SignUpPoints;

    /// <summary><c>at-once</c>, or <c>after-first-quest</c>: with the first pair that a member performed.</summary>
    public string SignUpPointsWhen { get; init; } = MemberOptions.AtOnce;

    /// <summary>Creation points of one grant by an operator.</summary>
    public Range GrantPoints { get; init; } = new(1, 100);
    public int CompletionPoints { get; } = PointEntry.CompletionPoints;

    /// <summary>Quests a member has taken and not finished, has on offer, and has asked for, at a time.</summary>
    public int OpenClaims { get; init; }
    public int OpenQuests { get; init; }
    public int OpenRequests { get; init; }
    public int RequestsPerQuest { get; init; }

    /// <summary>Times a member may take the same quest.</summary>
    public int ClaimsPerQuest { get; init; }
    public int AttestationDays { get; } = Quest.AttestationTerm.Days;

    /// <summary>Days to hand in after a claim: of a quest that says nothing else, and what a quest may say.</summary>
    public int ClaimDays { get; init; } = QuestOptions.DefaultClaimDays;
    public Range ClaimDaysRange { get; } = new(QuestOptions.MinClaimDays, QuestOptions.MaxClaimDays);

    /// <summary>Days before the end of a claim at which its performer is reminded.</summary>
    public IReadOnlyList<int> ClaimReminderDays { get; } = [.. Deadlines.BeforeClaimEnds.Select(t => t.Days)];

    /// <summary>Days after a submission at which those are reminded who have not signed it.</summary>
    public IReadOnlyList<int> SigningReminderDays { get; } = [.. Deadlines.AfterSubmission.Select(t => t.Days)];

    /// <summary>Hours from one nudge to the next, of the same quest.</summary>
    public int NudgeHours { get; } = (int)Deadlines.BetweenNudges.TotalHours;

    /// <summary>Quests are due before this moment: later years are slips of the finger.</summary>
    public DateTime DueBefore { get; } = new(2200, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>Inclusive; code points for texts.</summary>
    public sealed record Range(int Min, int Max);
}
