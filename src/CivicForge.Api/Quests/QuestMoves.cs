using CivicForge.Api.Database;
using CivicForge.Api.Http.Problems;
using CivicForge.Chain;

namespace CivicForge.Api.Quests;

/// <summary>Who makes a move.</summary>
internal enum Mover
{
    Creator,
    Performer,

    /// <summary>Creator and performer, each for themselves.</summary>
    Party,

    /// <summary>Any member but the creator.</summary>
    Other,

    /// <summary>Time: role worker.</summary>
    Clock,
}

/// <summary>What a move needs beyond its state.</summary>
internal enum MoveGuard
{
    None,

    /// <summary>The quest is not due yet.</summary>
    NotDue,

    /// <summary>The creator has not closed the quest.</summary>
    NotClosed,

    /// <summary>The party has not signed this submission.</summary>
    NotAttested,

    /// <summary>Nobody has signed this submission.</summary>
    NotSigned,

    /// <summary>The other party owes the next step, and was not nudged within a day.</summary>
    Waits,
}

/// <summary>A way from a state to another one, or to the same.</summary>
/// <param name="To">All that it may lead to: a quest that its creator has closed ends instead of being open again. The
/// first of two signatures leads nowhere, and so does a nudge.</param>
internal sealed record QuestTransition(
    QuestStatus From,
    string Action,
    Mover By,
    MoveGuard Guard,
    params QuestStatus[] To
);

/// <summary>All moves of quests (domain.md, Quest states): the one table that the entity, <c>actions[]</c> and
/// <c>allowed</c>, the check on the timeline's rows, the OpenAPI document and the diagram in the docs are read
/// from.</summary>
internal static class QuestMoves
{
    public const string Edit = "edit";
    public const string Cancel = "cancel";
    public const string Claim = "claim";
    public const string Submit = "submit";
    public const string Release = "release";
    public const string Close = "close";
    public const string Attest = "attest";
    public const string RequestRevision = "request-revision";
    public const string Withdraw = "withdraw";
    public const string Nudge = "nudge";
    public const string RunOut = "run-out";
    public const string Expire = "expire";

    public static IReadOnlyList<QuestTransition> All { get; } =
    [
        new(QuestStatus.Open, Edit, Mover.Creator, MoveGuard.None, QuestStatus.Open),
        new(QuestStatus.Open, Cancel, Mover.Creator, MoveGuard.None, QuestStatus.Cancelled),
        new(QuestStatus.Open, Claim, Mover.Other, MoveGuard.NotDue, QuestStatus.Claimed),
        new(QuestStatus.Open, Expire, Mover.Clock, MoveGuard.None, QuestStatus.Expired),
        new(QuestStatus.Claimed, Submit, Mover.Performer, MoveGuard.None, QuestStatus.Submitted),
        new(QuestStatus.Claimed, Release, Mover.Performer, MoveGuard.None, QuestStatus.Open, QuestStatus.Cancelled),
        new(QuestStatus.Claimed, Close, Mover.Creator, MoveGuard.NotClosed, QuestStatus.Claimed),
        new(QuestStatus.Claimed, RunOut, Mover.Clock, MoveGuard.None, QuestStatus.Open, QuestStatus.Cancelled),
        new(QuestStatus.Claimed, Expire, Mover.Clock, MoveGuard.None, QuestStatus.Expired),
        new(QuestStatus.Submitted, Attest, Mover.Party, MoveGuard.NotAttested, QuestStatus.Complete),
        new(QuestStatus.Submitted, RequestRevision, Mover.Creator, MoveGuard.None, QuestStatus.Claimed),
        new(QuestStatus.Submitted, Withdraw, Mover.Performer, MoveGuard.NotSigned, QuestStatus.Claimed),
        new(QuestStatus.Submitted, Close, Mover.Creator, MoveGuard.NotClosed, QuestStatus.Submitted),
        new(QuestStatus.Submitted, Nudge, Mover.Party, MoveGuard.Waits),
    ];

    /// <summary>The words for what members do, in the order of the table.</summary>
    public static IReadOnlyList<string> Actions { get; } =
    [.. All.Where(move => move.By != Mover.Clock).Select(move => move.Action).Distinct()];

    /// <summary>What members may do in a state, whoever they are.</summary>
    public static string[] In(QuestStatus status) =>
        [.. All.Where(move => move.From == status && move.By != Mover.Clock).Select(move => move.Action)];

    /// <summary>What a caller may do now.</summary>
    public static string[] For(Address? caller, in QuestSituation quest)
    {
        if (caller is not { } who)
        {
            return [];
        }
        var actions = new List<string>(4);
        foreach (var move in All)
        {
            if (
                move.From == quest.Status
                && IsMadeBy(move.By, who, quest.Creator, quest.Performer)
                && quest.Meets(move.Guard, who)
            )
            {
                actions.Add(move.Action);
            }
        }
        return [.. actions];
    }

    /// <exception cref="RuleViolation">409 <c>invalid-transition</c> with the state and what it allows.</exception>
    public static void Require(string action, QuestStatus status)
    {
        var from = All.Where(move => move.Action == action).Select(move => move.From).ToArray();
        if (!from.Contains(status))
        {
            throw new RuleViolation(
                ErrorCodes.InvalidTransition,
                $"The quest is {Words.Of(status)}; '{action}' needs "
                    + $"{string.Join(" or ", from.Select(Words.Of))}.",
                ("state", Words.Of(status)),
                ("allowed", In(status))
            );
        }
    }

    public static Mover MoverOf(string action) => All.First(move => move.Action == action).By;

    /// <summary>The pairs that a line of the timeline may have, as SQL: <c>'>OPEN', 'OPEN>CLAIMED', …</c>.</summary>
    public static string Pairs { get; } =
        string.Join(
            ", ",
            All.SelectMany(move => move.To.Select(to => $"'{Words.Of(move.From)}>{Words.Of(to)}'"))
                .Distinct()
                .Prepend($"'>{Words.Of(QuestStatus.Open)}'")
        );

    /// <summary>As a Mermaid state diagram, a line for each pair of states.</summary>
    public static string Diagram()
    {
        var lines =
            from move in All
            from to in move.To
            group move.Action by (move.From, To: to) into pair
            select $"  {Words.Of(pair.Key.From)} --> {Words.Of(pair.Key.To)}: {string.Join(", ", pair)}";
        return $"stateDiagram-v2\n  [*] --> {Words.Of(QuestStatus.Open)}: create\n{string.Join('\n', lines)}\n";
    }

    private static bool IsMadeBy(Mover mover, Address who, Address creator, Address? performer) =>
        mover switch
        {
            Mover.Creator => who == creator,
            Mover.Performer => who == performer,
            Mover.Party => who == creator || who == performer,
            Mover.Other => who != creator,
            _ => false,
        };
}
