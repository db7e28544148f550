using System.Data;
using CivicForge.Api.Database;
using CivicForge.Api.Members;
using CivicForge.Chain;
using CivicForge.Chain.Protocol;
using Npgsql;

namespace CivicForge.Api.Quests.Private;

/// <summary>A private quest as who has its key sees it: whose it is, its state, its reward and when it is due. Every
/// other member of the shape says nothing; category and title are the same for all private quests.</summary>
internal static class KeyHolderView
{
    private const string Ask = "ask";
    private const string TakeBack = "take-back";

    private const string Select = """
        SELECT q.link_hash, q.status, q.reward_xp, q.reward_reputation, q.due_at, q.claim_days, q.creator, q.created_at,
            q.updated_at, coalesce(q.due_at <= clock_timestamp(), false) AS is_due, r.at AS asked_at, m.display_name
        FROM civic.quests q JOIN civic.members m ON m.address = q.creator
        LEFT JOIN civic.quest_requests r ON r.quest_id = q.id AND r.member = $2
        WHERE q.id = $1 AND q.visibility = 'parties'
        """;

    /// <summary>What the holder of a key may do beside the moves of a quest.</summary>
    public static IReadOnlyList<string> Actions { get; } = [Ask, TakeBack];

    /// <returns>Null when there is no such quest, or the key is not its.</returns>
    public static async Task<QuestResponse?> FindAsync(
        NpgsqlConnection connection,
        Guid id,
        Address? viewer,
        QuestKey key,
        CancellationToken cancellationToken
    )
    {
        await using var command = new NpgsqlCommand(Select, connection);
        command.Parameters.AddGuid(id);
        command.Parameters.AddAddress(viewer);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) && key.Opens(reader.HashOrNull("link_hash"))
            ? Read(id, reader)
            : null;
    }

    /// <summary>The same, with nothing to do, for a performer who has just given the quest back: the last they hear of
    /// it.</summary>
    public static async Task<QuestResponse?> FindLeftAsync(
        NpgsqlConnection connection,
        Guid id,
        Address viewer,
        CancellationToken cancellationToken
    )
    {
        await using var command = new NpgsqlCommand(Select, connection);
        command.Parameters.AddGuid(id);
        command.Parameters.AddAddress(viewer);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? Read(id, reader) with { Actions = [] } : null;
    }

    private static QuestResponse Read(Guid id, NpgsqlDataReader reader)
    {
        var creator = reader.Address("creator");
        var requestedAt = reader.DateTimeOrNull("asked_at");
        var mayAsk = reader.GetString("status") == Words.Of(QuestStatus.Open) && !reader.GetBoolean("is_due");
        return new QuestResponse
        {
            Id = id,
            Title = TitleHash.PrivateTitle,
            Category = "general",
            Tags = [],
            RewardXp = reader.GetInt32("reward_xp"),
            RewardReputation = reader.GetInt32("reward_reputation"),
            EvidenceRequired = false,
            DueAt = reader.DateTimeOrNull("due_at"),
            ClaimDays = reader.GetInt32("claim_days"),
            Visibility = Words.Of(QuestVisibility.Parties),
            Status = reader.GetString("status"),
            Creator = creator,
            Attestations = [],
            Timeline = [],
            Actions =
                requestedAt is not null ? [TakeBack]
                : mayAsk ? [Ask]
                : [],
            CreatedAt = reader.GetDateTime("created_at"),
            UpdatedAt = reader.GetDateTime("updated_at"),
            RequestedAt = requestedAt,
            People = reader.StringOrNull("display_name") is { } name
                ? new Dictionary<string, Person> { [creator.ToString()] = new(name) }
                : People.None,
        };
    }
}
