using System.Globalization;
using CivicForge.Api.Http.Requests;
using CivicForge.Api.Members;
using CivicForge.Chain;
using CivicForge.Chain.Protocol;
using Dapper;
using Npgsql;

namespace CivicForge.Api.Notifications;

/// <summary>A line of the caller's inbox (wire.md).</summary>
/// <param name="Position">Up to which the caller may mark lines as read.</param>
/// <param name="By">Who did it; null for time, the chain, and who is not to be named.</param>
/// <param name="Title">As everybody may see it: the caller may have left a private quest since. Null when it was
/// erased.</param>
/// <param name="As">What the caller was to the quest.</param>
public sealed record NotificationItem(
    long Position,
    DateTime At,
    string Kind,
    Address? By,
    Guid QuestId,
    string? Title,
    string Visibility,
    string As,
    bool Read
);

/// <summary>A page of an inbox, newest first.</summary>
/// <param name="Unread">How many lines are unread, up to 100.</param>
public sealed record NotificationPage(
    IReadOnlyList<NotificationItem> Items,
    string? NextCursor,
    int Unread,
    IReadOnlyDictionary<string, Person> People
);

/// <summary>Reads inboxes.</summary>
internal static class NotificationList
{
    internal static readonly string Lines = $"""
        SELECT n.number AS "Number", n.at AS "At", n.kind AS "Kind", n.actor AS "Actor", n.quest_id AS "QuestId",
            CASE WHEN q.visibility = 'public' OR q.title IS NULL THEN q.title ELSE '{TitleHash.PrivateTitle}' END
                AS "Title",
            q.visibility AS "Visibility", q.creator = n.member AS "IsCreator", n.number <= i.read_number AS "Read"
        FROM civic.notifications n JOIN civic.inboxes i ON i.member = n.member
        JOIN civic.quests q ON q.id = n.quest_id
        WHERE n.member = @member AND n.number < @before ORDER BY n.number DESC LIMIT @take
        """;

    /// <summary>A badge has room for two digits.</summary>
    internal const string Unread = """
        SELECT count(*)::int FROM (
          SELECT FROM civic.inboxes i JOIN civic.notifications n ON n.member = i.member AND n.number > i.read_number
          WHERE i.member = @member LIMIT 100) n
        """;

    public static async Task<NotificationPage> ReadAsync(
        NpgsqlConnection connection,
        HttpRequest request,
        Address member,
        CancellationToken cancellationToken
    )
    {
        var limit = Paging.Limit(request);
        var before = Paging.Cursor(request, "notifications", 1) is [var part]
            ? Paging.CursorNumber(part)
            : long.MaxValue;
        var rows = (
            await connection.QueryAsync<Row>(
                new CommandDefinition(
                    Lines,
                    new
                    {
                        member = member.ToArray(),
                        before,
                        take = limit + 1,
                    },
                    cancellationToken: cancellationToken
                )
            )
        ).AsList();
        var items = rows.Take(limit).Select(row => row.ToItem()).ToList();
        return new NotificationPage(
            items,
            rows.Count > limit
                ? Paging.Encode("notifications", items[^1].Position.ToString(CultureInfo.InvariantCulture))
                : null,
            await UnreadAsync(connection, member, cancellationToken),
            await People.OfAsync(connection, items.Select(item => item.By).OfType<Address>(), cancellationToken)
        );
    }

    /// <returns>How many lines are unread, up to 100.</returns>
    public static Task<int> UnreadAsync(
        NpgsqlConnection connection,
        Address member,
        CancellationToken cancellationToken
    ) =>
        connection.ExecuteScalarAsync<int>(
            new CommandDefinition(Unread, new { member = member.ToArray() }, cancellationToken: cancellationToken)
        );

    private sealed record Row(
        long Number,
        DateTime At,
        string Kind,
        byte[]? Actor,
        Guid QuestId,
        string? Title,
        string Visibility,
        bool IsCreator,
        bool Read
    )
    {
        public NotificationItem ToItem() =>
            new(
                Number,
                At,
                Kind,
                Actor is null ? null : new Address(Actor),
                QuestId,
                Title,
                Visibility,
                IsCreator ? "creator" : "performer",
                Read
            );
    }
}
