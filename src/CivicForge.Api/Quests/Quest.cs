using CivicForge.Api.Database;
using CivicForge.Api.Events;
using CivicForge.Api.Http.Problems;
using CivicForge.Chain;

namespace CivicForge.Api.Quests;

/// <summary>A quest and the rules of its moves (domain.md). Every move takes the database's time and returns what the
/// timeline keeps of it; the caller holds the row's lock. SUBMITTED → COMPLETE is not here: the attestation slice does
/// it in the transaction that stores the second signature.</summary>
internal sealed class Quest
{
    /// <summary>How long a submission may be attested.</summary>
    public static readonly TimeSpan AttestationTerm = TimeSpan.FromDays(30);

    /// <summary>What the timeline says when a quest was closed.</summary>
    public const string ClosedReason = "closed";

    /// <summary>What the timeline says when time took a quest back.</summary>
    public const string RanOutReason = "The claim ran out.";

    /// <summary>What a quest costs its creator, and a refund gives back.</summary>
    public const int Cost = 1;

    /// <summary>See <see cref="WorkFormat"/>.</summary>
    public const short WorkFormatOfTexts = 1;

    private Quest() { }

    public Quest(Guid id, Address creator, QuestTerms terms, DateTimeOffset now)
    {
        (Id, Creator, CreatedAt, Charged) = (id, creator, now, Cost);
        Apply(terms, now);
        Note(EventKind.QuestPosted, creator);
    }

    public Guid Id { get; private set; }
    public Address Creator { get; private set; }
    public Address? Performer { get; private set; }
    public QuestStatus Status { get; private set; }
    public QuestVisibility Visibility { get; private set; }

    /// <summary>Null after erasure.</summary>
    public string? Title { get; private set; }

    /// <summary>keccak256 of the member <c>quest</c> of the typed data (protocol §3); outlives the title.</summary>
    public Hash32 TitleHash { get; private set; }
    public string? Description { get; private set; }
    public string? ExceptionalCriteria { get; private set; }
    public string Category { get; private set; } = "";
    public string[] Tags { get; private set; } = [];
    public int RewardXp { get; private set; }
    public int RewardReputation { get; private set; }
    public bool EvidenceRequired { get; private set; }
    public DateTimeOffset? DueAt { get; private set; }

    /// <summary>How long a claim may stay without a submission, in days.</summary>
    public int ClaimDays { get; private set; }

    /// <summary>When the creator took the quest back from everybody but its present performer: when their claim ends,
    /// so does the quest.</summary>
    public DateTimeOffset? ClosedAt { get; private set; }

    /// <summary>SHA-256 of the key in a private quest's link; null while there is no link.</summary>
    public Hash32? LinkHash { get; private set; }

    /// <summary>Creation points taken at creation, so the exact refund.</summary>
    public int Charged { get; private set; }

    /// <summary>When the claim ends if nothing is handed in. It stands still while work is handed in.</summary>
    public DateTimeOffset? ClaimUntil { get; private set; }

    /// <summary>When the parties are reminded next; null when nobody is.</summary>
    public DateTimeOffset? RemindAt { get; private set; }

    /// <summary>When a party last nudged the other one.</summary>
    public DateTimeOffset? NudgedAt { get; private set; }
    public string? SubmissionText { get; private set; }

    /// <summary>SHA-256 of each file, 32 bytes each, in submission order.</summary>
    public byte[] SubmissionEvidence { get; private set; } = [];

    /// <summary>The text of the submission that was sent back or withdrawn last, for both parties to go on from, until
    /// the next one.</summary>
    public string? FormerText { get; private set; }

    /// <summary>The files of that submission as <see cref="SubmissionEvidence"/>; null when there is none.</summary>
    public byte[]? FormerEvidence { get; private set; }

    /// <summary>32 random bytes a submission; null after erasure.</summary>
    public Hash32? Salt { get; private set; }

    /// <summary>What <see cref="WorkHash"/> is made of: 1, the texts under one salt (protocol §5). 2 is laid out for a
    /// tree of fields, each under a salt of its own, that are shown one by one.</summary>
    public short WorkFormat { get; private set; } = WorkFormatOfTexts;

    /// <summary>Of format 2: the salts of the creator's fields, 32 bytes each: title, description, exceptional
    /// criteria. Null before work is handed in and after erasure.</summary>
    public byte[]? TermsSalts { get; private set; }

    /// <summary>Of format 2: the salts of the performer's, 32 bytes each: the text, then each file in submission
    /// order.</summary>
    public byte[]? SubmissionSalts { get; private set; }
    public Hash32? WorkHash { get; private set; }
    public DateTimeOffset? SubmittedAt { get; private set; }

    /// <summary>Unix seconds until which signatures are accepted; part of what is signed.</summary>
    public long? Deadline { get; private set; }

    /// <summary>Unix seconds, set with the second attestation.</summary>
    public long? CompletedAt { get; private set; }
    public DateTimeOffset CreatedAt { get; private set; }
    public DateTimeOffset UpdatedAt { get; private set; }

    /// <summary>Counts writes.</summary>
    public int Version { get; private set; }

    /// <summary>What happened to it since it was read; null when nothing did. Not stored with it.</summary>
    public (EventKind Kind, Address? By)? Happened { get; private set; }

    /// <summary>The terms as they stand; the title hash follows from them.</summary>
    public QuestTerms Terms =>
        new(
            Title ?? "",
            TitleHash,
            Description ?? "",
            ExceptionalCriteria,
            Category,
            Tags,
            RewardXp,
            RewardReputation,
            EvidenceRequired,
            DueAt,
            ClaimDays,
            Visibility
        );

    /// <param name="terms">Validates and makes the new terms; asked only when the state allows an edit.</param>
    /// <returns>A line that names what changed, so that nobody takes other terms than they read; null when nothing
    /// did.</returns>
    public QuestMove? Edit(Address by, Func<QuestTerms> terms, DateTimeOffset now)
    {
        QuestMoves.Require(QuestMoves.Edit, Status);
        var edited = terms();
        var changed = string.Join(", ", edited.ChangedFrom(Terms));
        if (changed.Length == 0)
        {
            return null;
        }
        Apply(edited, now);
        return Move(EventKind.QuestEdited, QuestStatus.Open, by, now, changed);
    }

    public QuestMove Cancel(Address by, DateTimeOffset now)
    {
        QuestMoves.Require(QuestMoves.Cancel, Status);
        return Move(EventKind.QuestCancelled, QuestStatus.Cancelled, by, now);
    }

    public QuestMove Claim(Address by, DateTimeOffset now)
    {
        RequireClaimable(by, now);
        Performer = by;
        BeginClaim(Deadlines.ClaimUntil(now, ClaimDays, DueAt), now);
        return Move(EventKind.QuestClaimed, QuestStatus.Claimed, by, now);
    }

    /// <exception cref="RuleViolation">409 <c>already-claimed</c> or <c>invalid-transition</c>.</exception>
    public void RequireClaimable(Address by, DateTimeOffset now)
    {
        if (Status == QuestStatus.Claimed && Performer != by)
        {
            throw new RuleViolation(
                ErrorCodes.AlreadyClaimed,
                "Another member has claimed the quest.",
                ("state", Words.Of(Status))
            );
        }
        QuestMoves.Require(QuestMoves.Claim, Status);
        if (DueAt <= now)
        {
            throw new RuleViolation(
                ErrorCodes.InvalidTransition,
                "The quest was due and is about to expire.",
                ("state", Words.Of(Status)),
                ("allowed", Array.Empty<string>())
            );
        }
    }

    /// <summary>Makes the key with this hash the one that opens the quest.</summary>
    public void Link(Hash32 keyHash)
    {
        LinkHash = keyHash;
        Note(EventKind.QuestLinked, Creator);
    }

    /// <summary>Lets the present performer finish and nobody take the quest after them.</summary>
    /// <returns>A line from the state to itself, for the performer to see; null when the quest was closed
    /// before.</returns>
    public QuestMove? Close(Address by, DateTimeOffset now)
    {
        QuestMoves.Require(QuestMoves.Close, Status);
        if (ClosedAt is not null)
        {
            return null;
        }
        ClosedAt = now;
        return Move(EventKind.QuestClosed, Status, by, now, ClosedReason);
    }

    /// <summary>Back to OPEN – or, when the creator has closed it, to its end – by the performer, or by the expiry job
    /// (<paramref name="by"/> null).</summary>
    public QuestMove Release(Address? by, DateTimeOffset now, string? reason = null)
    {
        QuestMoves.Require(by is null ? QuestMoves.RunOut : QuestMoves.Release, Status);
        (Performer, ClaimUntil, RemindAt) = (null, null, null);
        (FormerText, FormerEvidence, LinkHash) = (null, null, null);
        ForgetSubmission();
        return Move(
            EventKind.QuestReleased,
            ClosedAt is null ? QuestStatus.Open : QuestStatus.Cancelled,
            by,
            now,
            reason
        );
    }

    public QuestMove Submit(Address by, Submission submission, DateTimeOffset now)
    {
        QuestMoves.Require(QuestMoves.Submit, Status);
        (SubmissionText, SubmissionEvidence, Salt, WorkHash) = (
            submission.Text,
            submission.Evidence,
            submission.Salt,
            submission.WorkHash
        );
        (SubmittedAt, Deadline, FormerText, FormerEvidence) = (
            now,
            (now + AttestationTerm).ToUnixTimeSeconds(),
            null,
            null
        );
        RemindAt = Deadlines.RemindToSign(now, now);
        return Move(EventKind.QuestSubmitted, QuestStatus.Submitted, by, now);
    }

    public QuestMove RequestRevision(Address by, string reason, DateTimeOffset now)
    {
        QuestMoves.Require(QuestMoves.RequestRevision, Status);
        BeginClaim(Deadlines.ClaimUntil(now, ClaimDays, DueAt), now);
        KeepFormer();
        return Move(EventKind.QuestRevisionRequested, QuestStatus.Claimed, by, now, reason);
    }

    /// <summary>The performer takes the submission back while nobody has signed it. The claim's term goes on where the
    /// submission stopped it: handing in and withdrawing gains no time.</summary>
    public QuestMove Withdraw(Address by, DateTimeOffset now)
    {
        QuestMoves.Require(QuestMoves.Withdraw, Status);
        BeginClaim(Deadlines.Resume(ClaimUntil!.Value, SubmittedAt!.Value, now, DueAt), now);
        KeepFormer();
        return Move(EventKind.QuestWithdrawn, QuestStatus.Claimed, by, now);
    }

    /// <summary>OPEN or CLAIMED → EXPIRED once <see cref="DueAt"/> has passed.</summary>
    public QuestMove Expire(DateTimeOffset now)
    {
        QuestMoves.Require(QuestMoves.Expire, Status);
        (FormerText, FormerEvidence, RemindAt) = (null, null, null);
        return Move(EventKind.QuestExpired, QuestStatus.Expired, null, now);
    }

    /// <summary>A party that has not signed asks for the payload after the deadline: it becomes now + 30
    /// days.</summary>
    public void RenewDeadline(DateTimeOffset now)
    {
        Deadline = (now + AttestationTerm).ToUnixTimeSeconds();
        Touch(now);
        Note(EventKind.QuestDeadlineRenewed, null);
    }

    /// <summary>A party asks the other one to go on. It is no move: the quest stays as it is.</summary>
    /// <param name="waits">Whether the other party owes the next step.</param>
    /// <exception cref="RuleViolation">409 <c>invalid-transition</c>, <c>your-turn</c> or
    /// <c>nudged-before</c>.</exception>
    public void Nudge(Address by, bool waits, DateTimeOffset now)
    {
        QuestMoves.Require(QuestMoves.Nudge, Status);
        if (!waits)
        {
            throw new RuleViolation(
                ErrorCodes.YourTurn,
                "The other party has done their part; the next step is yours.",
                ("state", Words.Of(Status))
            );
        }
        if (NudgedAt + Deadlines.BetweenNudges is { } until && until > now)
        {
            throw new RuleViolation(
                ErrorCodes.NudgedBefore,
                $"One of the two was nudged at {NudgedAt:O}. The next nudge is possible at {until:O}.",
                ("nudgedAt", NudgedAt),
                ("until", until)
            );
        }
        NudgedAt = now;
        Note(EventKind.QuestNudged, by);
    }

    /// <summary>What whoever saves the quest tells of it.</summary>
    /// <param name="by">Null when nobody is to be named.</param>
    public void Note(EventKind kind, Address? by) => Happened = (kind, by);

    private QuestMove Move(EventKind kind, QuestStatus to, Address? by, DateTimeOffset now, string? reason = null)
    {
        var from = Status;
        Status = to;
        Touch(now);
        Note(kind, by);
        return new QuestMove
        {
            QuestId = Id,
            At = now,
            By = by,
            From = from,
            To = to,
            Reason = reason,
        };
    }

    private void Apply(QuestTerms terms, DateTimeOffset now)
    {
        (Title, TitleHash, Description, ExceptionalCriteria) = (
            terms.Title,
            terms.TitleHash,
            terms.Description,
            terms.ExceptionalCriteria
        );
        (Category, Tags, RewardXp, RewardReputation) = (
            terms.Category,
            terms.Tags,
            terms.RewardXp,
            terms.RewardReputation
        );
        (EvidenceRequired, DueAt, ClaimDays, Visibility) = (
            terms.EvidenceRequired,
            terms.DueAt,
            terms.ClaimDays,
            terms.Visibility
        );
        if (Visibility == QuestVisibility.Public)
        {
            LinkHash = null;
        }
        Touch(now);
    }

    private void BeginClaim(DateTimeOffset until, DateTimeOffset now) =>
        (ClaimUntil, RemindAt) = (until, Deadlines.RemindOfClaim(until, now));

    private void KeepFormer()
    {
        (FormerText, FormerEvidence) = (SubmissionText, SubmissionEvidence);
        ForgetSubmission();
    }

    private void ForgetSubmission() =>
        (SubmissionText, SubmissionEvidence, Salt, WorkHash, SubmittedAt, Deadline) = (
            null,
            [],
            null,
            null,
            null,
            null
        );

    private void Touch(DateTimeOffset now) => (UpdatedAt, Version) = (now, Version + 1);
}
