using CivicForge.Api.Anchoring;
using CivicForge.Api.Events;
using CivicForge.Api.Quests;
using CivicForge.Api.Rewards;
using Npgsql;

namespace CivicForge.Api.Tests.Plans;

/// <summary>Statements that processes run again and again, whoever asks.</summary>
internal static class PeriodicReads
{
    /// <summary>The newest 500 completions of <see cref="ManyRows"/>.</summary>
    private static TimeSpan SinceTheNewest =>
        TimeProvider.System.GetUtcNow() - DateTimeOffset.FromUnixTimeSeconds(1790050000);

    internal static IEnumerable<HotRead> All() =>
        [
            new(
                "events since a moment ago",
                EventCursor.New,
                [
                    new NpgsqlParameter<string?>("until", null),
                    new("next", "600"),
                    new("running", new[] { "300" }),
                    new("after", -1L),
                    new("MostRows", EventCursor.MostRows),
                ],
                500
            ),
            new(
                "events for inboxes since a moment ago",
                KeptCursor.New,
                [
                    new NpgsqlParameter<string?>("until", null),
                    new("next", "600"),
                    new("running", new[] { "300" }),
                    new("after", -1L),
                    new("MostRows", EventCursor.MostRows),
                ],
                500
            ),
            new("the newest events", EventCursor.Past, [new("MostRows", EventCursor.MostRows)], 2500),
            new("what one block decided", ProjectFinality.Facts, [new("done", 24L), new("upTo", 25L)], 20_000),
            new("blocks that decided nothing", ProjectFinality.Facts, [new("done", 57L), new("upTo", 58L)], 300),
            new(
                "quests whose time is up, of many whose is not",
                ExpireQuests.Due,
                [new("max", 100), new("left", Array.Empty<Guid>())],
                100
            ),
            new(
                "quests whose parties are to be reminded",
                RemindParties.Due,
                [new NpgsqlParameter { Value = 100 }],
                100
            ),
            new("pairs without an anchor", UnanchoredPairs.CountAndAge, [], 1000),
            new(
                "wallets that complete one another's quests",
                SelfDealing.Suspicious,
                [
                    new("lookBack", SinceTheNewest),
                    new("pairTerm", SinceTheNewest),
                    new("PairLimit", SelfDealing.PairLimit),
                    new("LeastCompletions", SelfDealing.LeastCompletions),
                ],
                500_000
            ),
        ];
}
