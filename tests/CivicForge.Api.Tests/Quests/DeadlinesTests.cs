using System.Globalization;
using CivicForge.Api.Database;
using CivicForge.Api.Events;
using CivicForge.Api.Quests;
using CivicForge.Chain;

namespace CivicForge.Api.Tests.Quests;

/// <summary>When claims end and reminders are due, without a database.</summary>
public sealed class DeadlinesTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly Address Creator = Address.Parse("0x00000000000000000000000000000000000000aa");
    private static readonly Address Performer = Address.Parse("0x00000000000000000000000000000000000000bb");

    [Theory]
    [InlineData(14, null, 14)]
    [InlineData(14, 5.0, 5)]
    [InlineData(14, 20.0, 14)]
    [InlineData(1, null, 1)]
    public void A_claim_ends_with_its_term_or_when_the_quest_is_due(int term, double? due, double end) =>
        Deadlines.ClaimUntil(Start, term, due is { } days ? Start.AddDays(days) : null).ShouldBe(Start.AddDays(end));

    [Theory]
    [InlineData(10, 2, 5, null, 13)]
    [InlineData(10, 2, 5, 12.0, 12)]
    [InlineData(12, 2, 5, 12.0, 12)]
    public void A_term_that_stood_still_goes_on_for_as_long(
        double until,
        double submitted,
        double now,
        double? due,
        double end
    ) =>
        Deadlines
            .Resume(
                Start.AddDays(until),
                Start.AddDays(submitted),
                Start.AddDays(now),
                due is { } days ? Start.AddDays(days) : null
            )
            .ShouldBe(Start.AddDays(end));

    /// <summary>Of a claim that ends after 14 days.</summary>
    [Theory]
    [InlineData("0", "11")]
    [InlineData("10.9", "11")]
    [InlineData("11", "13")]
    [InlineData("12.5", "13")]
    [InlineData("13", null)]
    [InlineData("20", null)]
    public void A_performer_is_reminded_three_days_and_one_day_before_a_claim_ends(string now, string? next) =>
        Deadlines.RemindOfClaim(Start.AddDays(14), Day(now)!.Value).ShouldBe(Day(next));

    [Fact]
    public void A_claim_that_is_shorter_than_a_reminder_has_the_later_one_alone()
    {
        Deadlines.RemindOfClaim(Start.AddDays(2), Start).ShouldBe(Start.AddDays(1));
        Deadlines.RemindOfClaim(Start.AddDays(1), Start).ShouldBeNull();
    }

    [Theory]
    [InlineData("0", "3")]
    [InlineData("3", "7")]
    [InlineData("8", "12")]
    [InlineData("12", null)]
    public void Who_is_silent_is_reminded_three_seven_and_twelve_days_after_a_submission(string now, string? next) =>
        Deadlines.RemindToSign(Start, Day(now)!.Value).ShouldBe(Day(next));

    [Theory]
    [InlineData("", "quest.creator-reminded quest.performer-reminded")]
    [InlineData("creator", "quest.performer-reminded")]
    [InlineData("performer", "quest.creator-reminded")]
    [InlineData("creator performer", "")]
    public void Only_those_who_have_not_signed_are_reminded_of_a_submission(string signed, string kinds)
    {
        var reminder = Reminder.Of(
            Quest(QuestStatus.Submitted, now: 3),
            signed.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        );
        string.Join(' ', reminder.Events.Select(e => Words.Of(e.Kind))).ShouldBe(kinds);
        reminder.Events.ShouldAllBe(e => e.Visibility == EventVisibility.Parties && e.Actor == null);
        reminder.Next.ShouldBe(Start.AddDays(7));
    }

    [Theory]
    [InlineData(11, 1, 13.0)]
    [InlineData(13.5, 1, null)]
    [InlineData(14, 0, null)]
    [InlineData(30, 0, null)]
    public void Nobody_is_reminded_of_a_claim_that_is_over(double now, int events, double? next)
    {
        var reminder = Reminder.Of(Quest(QuestStatus.Claimed, now), []);
        reminder.Events.Count.ShouldBe(events);
        reminder.Next.ShouldBe(next is { } days ? Start.AddDays(days) : null);
    }

    private static DateTimeOffset? Day(string? days) =>
        days is null ? null : Start.AddDays(double.Parse(days, CultureInfo.InvariantCulture));

    private static QuestToRemindOf Quest(QuestStatus status, double now) =>
        new(Guid.Empty, Creator, Performer, status, Start.AddDays(14), Start, Start.AddDays(now));
}
