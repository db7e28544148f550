using CivicForge.Api.Database;
using CivicForge.Api.Events;
using CivicForge.Chain;
using Npgsql;

namespace CivicForge.Api.Quests;

/// <summary>What happened to quests, as events (domain.md, Events).</summary>
internal static class QuestEvents
{
    /// <summary>Writes what happened to the quest, if anything did, in the transaction that changed it: the event is
    /// there when the change is, and never without it.</summary>
    /// <param name="former">The performer before the change: of a quest that they lost or gave back, it is their event
    /// too.</param>
    public static Task WriteAsync(
        NpgsqlConnection connection,
        Quest quest,
        Address? former,
        CancellationToken cancellationToken
    ) =>
        EventCommands.WriteAsync(
            connection,
            quest.Happened is { } happened
                ?
                [
                    new NewEvent(
                        happened.Kind,
                        quest.Id,
                        happened.By,
                        quest.Creator,
                        quest.Performer ?? former,
                        happened.Kind == EventKind.QuestNudged
                            ? EventVisibility.Parties
                            : Words.Parse<EventVisibility>(Words.Of(quest.Visibility)),
                        Words.Of(quest.Status)
                    ),
                ]
                : [],
            cancellationToken
        );

    /// <summary>A first signature, or the second one that completed the pair.</summary>
    public static NewEvent Of(AttestedQuest quest) =>
        new(
            quest.Completed is null ? EventKind.AttestationSigned : EventKind.QuestCompleted,
            quest.Id,
            quest.Attester,
            quest.Before.Item.Creator,
            quest.Before.Item.Performer,
            Words.Parse<EventVisibility>(quest.Before.Item.Visibility),
            Words.Of(quest.Completed is null ? QuestStatus.Submitted : QuestStatus.Complete)
        );
}
