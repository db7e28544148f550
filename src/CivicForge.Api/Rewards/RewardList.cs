using CivicForge.Api.Identity;
using CivicForge.Api.Requests;
using CivicForge.Chain;
using Dapper;
using Npgsql;

namespace CivicForge.Api.Rewards;

/// <summary>A reward and its relaying, as an operator sees them.</summary>
public sealed record RewardItem(Guid QuestId, Address Performer, int Xp, int Reputation, string State, Hash32? TransactionHash, int Tries, string? LastError);

internal static class RewardList
{
    private static readonly string[] States = ["earned", "anchored", "claimed", "final", "abandoned", "unpayable"];

    public static async Task<PeoplePage<RewardItem>> ReadAsync(NpgsqlDataSource database, HttpRequest request, CancellationToken cancellationToken)
    {
        var limit = Paging.Limit(request);
        var state = Paging.Single(request, "state");
        if (state is not null && !States.Contains(state)) throw Paging.Invalid("state", $"is one of {string.Join(", ", States)}");
        Guid? after = Paging.Cursor(request, "rewards", 1) is [var part] ? Paging.CursorId(part) : null;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = (await connection.QueryAsync<Row>(new CommandDefinition(
            """
            SELECT quest_id, performer, xp, reputation, state, transaction_hash, coalesce(tries, 0) AS tries, last_error
            FROM civic.reward_states WHERE (@state::text IS NULL OR state = @state) AND (@after::uuid IS NULL OR quest_id > @after) ORDER BY quest_id LIMIT @take
            """, new { state, after, take = limit + 1 }, cancellationToken: cancellationToken))).AsList();
        var items = rows.Take(limit).Select(r => r.ToItem()).ToList();
        var people = await People.OfAsync(connection, items.Select(i => i.Performer), cancellationToken);
        return new PeoplePage<RewardItem>(items, rows.Count > limit ? Paging.Encode("rewards", items[^1].QuestId.ToString("D")) : null, people);
    }

    public static async Task<bool> ExistsAsync(NpgsqlDataSource database, Guid questId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<bool>(new CommandDefinition("SELECT EXISTS (SELECT FROM civic.rewards WHERE quest_id = @questId)", new { questId }, cancellationToken: cancellationToken));
    }

    private sealed class Row
    {
        public Guid quest_id { get; init; }
        public byte[] performer { get; init; } = [];
        public int xp { get; init; }
        public int reputation { get; init; }
        public string state { get; init; } = "";
        public byte[]? transaction_hash { get; init; }
        public int tries { get; init; }
        public string? last_error { get; init; }

        public RewardItem ToItem() => new(quest_id, new Address(performer), xp, reputation, state, transaction_hash is null ? null : new Hash32(transaction_hash), tries, last_error);
    }
}
