using CivicForge.Api.Http.Requests;
using CivicForge.Api.Members;
using CivicForge.Chain;
using Dapper;
using Npgsql;

namespace CivicForge.Api.Rewards;

/// <summary>A reward and its relaying, as an operator sees them.</summary>
/// <param name="Title">Of its quest; null for a private one, and where it was erased.</param>
/// <param name="LastError">Why it is not paid, as found last; null once it is.</param>
/// <param name="NextAt">When the relay looks at it next; null when it does not wait.</param>
public sealed record RewardItem(
    Guid QuestId,
    string? Title,
    Address Performer,
    int Xp,
    int Reputation,
    string State,
    Hash32? TransactionHash,
    int Tries,
    string? LastError,
    DateTime? NextAt
);

internal static class RewardList
{
    private static readonly string[] States = ["earned", "anchored", "claimed", "final", "abandoned", "unpayable"];

    public static async Task<PeoplePage<RewardItem>> ReadAsync(
        NpgsqlDataSource database,
        HttpRequest request,
        CancellationToken cancellationToken
    )
    {
        var limit = Paging.Limit(request);
        var state = Paging.Single(request, "state");
        if (state is not null && !States.Contains(state))
        {
            throw Paging.Invalid("state", $"is one of {string.Join(", ", States)}");
        }
        Guid? after = Paging.Cursor(request, "rewards", 1) is [var part] ? Paging.CursorId(part) : null;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = (
            await connection.QueryAsync<Row>(
                new CommandDefinition(
                    """
                    SELECT s.quest_id, q.title, s.performer, s.xp, s.reputation, s.state, s.transaction_hash,
                      coalesce(s.tries, 0) AS tries,
                      CASE WHEN s.state NOT IN ('claimed', 'final') THEN s.last_error END AS last_error,
                      CASE WHEN s.state IN ('earned', 'anchored') THEN s.next_at END AS next_at
                    FROM civic.reward_states s LEFT JOIN civic.quests q ON q.id = s.quest_id AND q.visibility = 'public'
                    WHERE (@state::text IS NULL OR s.state = @state) AND (@after::uuid IS NULL OR s.quest_id > @after)
                    ORDER BY s.quest_id LIMIT @take
                    """,
                    new
                    {
                        state,
                        after,
                        take = limit + 1,
                    },
                    cancellationToken: cancellationToken
                )
            )
        ).AsList();
        var items = rows.Take(limit).Select(r => r.ToItem()).ToList();
        var people = await People.OfAsync(connection, items.Select(i => i.Performer), cancellationToken);
        return new PeoplePage<RewardItem>(
            items,
            rows.Count > limit ? Paging.Encode("rewards", items[^1].QuestId.ToString("D")) : null,
            people
        );
    }

    public static async Task<bool> ExistsAsync(
        NpgsqlDataSource database,
        Guid questId,
        CancellationToken cancellationToken
    )
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<bool>(
            new CommandDefinition(
                "SELECT EXISTS (SELECT FROM civic.completions WHERE quest_id = @questId)",
                new { questId },
                cancellationToken: cancellationToken
            )
        );
    }

    private sealed class Row
    {
        public Guid quest_id { get; init; }
        public string? title { get; init; }
        public DateTime? next_at { get; init; }
        public byte[] performer { get; init; } = [];
        public int xp { get; init; }
        public int reputation { get; init; }
        public string state { get; init; } = "";
        public byte[]? transaction_hash { get; init; }
        public int tries { get; init; }
        public string? last_error { get; init; }

        public RewardItem ToItem() =>
            new(
                quest_id,
                title,
                new Address(performer),
                xp,
                reputation,
                state,
                transaction_hash is null ? null : new Hash32(transaction_hash),
                tries,
                last_error,
                next_at
            );
    }
}
