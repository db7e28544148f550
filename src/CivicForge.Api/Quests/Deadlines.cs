namespace CivicForge.Api.Quests;

/// <summary>When a claim ends, and when the parties are reminded (domain.md, Deadlines): pure functions of the
/// database's time. A reminder is due at one moment; whoever comes late sends the last one that is past, once, and
/// goes on with the next one.</summary>
internal static class Deadlines
{
    /// <summary>How long before its end a claim's performer is reminded, the longest first.</summary>
    public static IReadOnlyList<TimeSpan> BeforeClaimEnds { get; } = [TimeSpan.FromDays(3), TimeSpan.FromDays(1)];

    /// <summary>How long after the submission those are reminded who have not signed it, the shortest first.</summary>
    public static IReadOnlyList<TimeSpan> AfterSubmission { get; } =
    [TimeSpan.FromDays(3), TimeSpan.FromDays(7), TimeSpan.FromDays(12)];

    /// <summary>From one nudge to the next, of the same quest.</summary>
    public static readonly TimeSpan BetweenNudges = TimeSpan.FromDays(1);

    /// <summary>The claim's term, or the due date where that comes first.</summary>
    public static DateTimeOffset ClaimUntil(DateTimeOffset from, int days, DateTimeOffset? dueAt) =>
        Earlier(from.AddDays(days), dueAt);

    /// <summary>A term that stood still while work was handed in goes on.</summary>
    public static DateTimeOffset Resume(
        DateTimeOffset until,
        DateTimeOffset submittedAt,
        DateTimeOffset now,
        DateTimeOffset? dueAt
    ) => Earlier(until + (now - submittedAt), dueAt);

    /// <summary>When the performer is reminded next of a claim that ends at <paramref name="until"/>.</summary>
    public static DateTimeOffset? RemindOfClaim(DateTimeOffset until, DateTimeOffset now) =>
        FirstAfter(now, BeforeClaimEnds.Select(before => until - before));

    /// <summary>When those who are silent are reminded next of what was handed in at
    /// <paramref name="submittedAt"/>.</summary>
    public static DateTimeOffset? RemindToSign(DateTimeOffset submittedAt, DateTimeOffset now) =>
        FirstAfter(now, AfterSubmission.Select(after => submittedAt + after));

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset? other) =>
        other is { } earlier && earlier < one ? earlier : one;

    private static DateTimeOffset? FirstAfter(DateTimeOffset now, IEnumerable<DateTimeOffset> moments)
    {
        foreach (var moment in moments)
        {
            if (moment > now)
            {
                return moment;
            }
        }
        return null;
    }
}
