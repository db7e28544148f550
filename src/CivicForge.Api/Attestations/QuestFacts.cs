using CivicForge.Api.Database;
using CivicForge.Api.Http.Problems;
using CivicForge.Api.Quests;
using CivicForge.Chain;
using CivicForge.Chain.Protocol;
using CivicForge.Chain.TypedData;

namespace CivicForge.Api.Attestations;

/// <summary>Everything about a quest that an attestation depends on, with the database's clock of the same
/// reading.</summary>
internal sealed record QuestFacts
{
    public required Guid Id { get; init; }
    public required QuestStatus Status { get; init; }
    public required QuestVisibility Visibility { get; init; }
    public required string? Title { get; init; }
    public required Hash32 TitleHash { get; init; }
    public required Address Creator { get; init; }
    public required Address? Performer { get; init; }
    public required Hash32? WorkHash { get; init; }
    public required long? Deadline { get; init; }
    public required int RewardXp { get; init; }
    public required int RewardReputation { get; init; }

    /// <summary>Unix seconds of the database's clock.</summary>
    public long Now { get; init; }
    public StoredAttestation? ByCreator { get; init; }
    public StoredAttestation? ByPerformer { get; init; }

    /// <summary>What both parties were promised when the pair was completed.</summary>
    public CompletionPromise? Completion { get; init; }

    /// <summary>Of a row without its signatures.</summary>
    /// <param name="now">The database's clock.</param>
    public static QuestFacts Of(QuestRow row, Hash32 titleHash, DateTime now) =>
        new()
        {
            Id = row.Item.Id,
            Status = Words.Parse<QuestStatus>(row.Item.Status),
            Visibility = Words.Parse<QuestVisibility>(row.Item.Visibility),
            Title = row.Item.Title,
            TitleHash = titleHash,
            Creator = row.Item.Creator,
            Performer = row.Item.Performer,
            WorkHash = row.WorkHash,
            Deadline = row.Deadline,
            RewardXp = row.Item.RewardXp,
            RewardReputation = row.Item.RewardReputation,
            Now = new DateTimeOffset(now).ToUnixTimeSeconds(),
        };

    public string SignedTitle =>
        Visibility == QuestVisibility.Parties ? CivicForge.Chain.Protocol.TitleHash.PrivateTitle : Title ?? "";

    /// <exception cref="RuleViolation">403 <c>not-a-party</c>; of a private quest 404
    /// <c>quest-not-found</c>.</exception>
    public AttestationRole RoleOf(Address caller) =>
        caller == Creator ? AttestationRole.Creator
        : caller == Performer ? AttestationRole.Performer
        : Visibility == QuestVisibility.Parties ? throw QuestReader.NotFound(Id)
        : throw new RuleViolation(ErrorCodes.NotAParty, $"{caller} is neither creator nor performer of quest {Id}.");

    public StoredAttestation? Find(AttestationRole role) => role == AttestationRole.Creator ? ByCreator : ByPerformer;

    /// <exception cref="RuleViolation">409 <c>not-awaiting-attestation</c>.</exception>
    public void RequireAwaiting()
    {
        if (Status != QuestStatus.Submitted)
        {
            throw new RuleViolation(
                ErrorCodes.NotAwaitingAttestation,
                $"The quest is {Words.Of(Status)}.",
                ("state", Words.Of(Status)),
                ("allowed", QuestMoves.In(Status))
            );
        }
    }

    /// <exception cref="RuleViolation">410 <c>deadline-passed</c>.</exception>
    public void RequireBeforeDeadline()
    {
        if (Now > Deadline)
        {
            throw new RuleViolation(
                ErrorCodes.DeadlinePassed,
                $"The deadline was {Deadline}, now it is {Now} (unix seconds).",
                ("deadline", Deadline),
                ("now", Now)
            );
        }
    }

    public CreatorAttestation CreatorMessage(Outcome outcome) =>
        new(
            TitleHash,
            outcome,
            Id,
            Creator,
            Performer!.Value,
            WorkHash!.Value,
            outcome.GrantedXp((uint)RewardXp),
            (uint)RewardReputation,
            (ulong)(ByCreator?.Deadline ?? Deadline!.Value)
        );

    public PerformerAttestation PerformerMessage() =>
        new(
            TitleHash,
            Id,
            Creator,
            Performer!.Value,
            WorkHash!.Value,
            (ulong)(ByPerformer?.Deadline ?? Deadline!.Value)
        );

    /// <summary>What the role signs now. A role that has signed keeps the deadline it signed.</summary>
    public Hash32 Digest(TypedDataDomain domain, AttestationRole role, Outcome outcome) =>
        role == AttestationRole.Creator ? CreatorMessage(outcome).Digest(domain) : PerformerMessage().Digest(domain);
}
