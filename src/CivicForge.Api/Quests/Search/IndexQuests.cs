using CivicForge.Api.Database;
using Npgsql;

namespace CivicForge.Api.Quests.Search;

/// <summary>Indexes the quests that have no words yet, or words that older rules cut. Part of <c>migrate</c>: it may stop at any quest and go on later.</summary>
internal static class IndexQuests
{
    private const int Portion = 1000;

    // The rows are locked, so that a text that is erased or edited meanwhile does not come back.
    private static readonly string Next = $"""
        SELECT q.id, q.title, q.description, q.tags FROM civic.quests q LEFT JOIN civic.quest_words w ON w.quest_id = q.id
        WHERE q.id > $1 AND q.title IS NOT NULL AND (w.version IS NULL OR w.version < {SearchText.Version})
        ORDER BY q.id LIMIT {Portion} FOR SHARE OF q
        """;

    /// <returns>Quests indexed now.</returns>
    public static async Task<int> RunAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var (indexed, last) = (0, Guid.Empty);
        while (true)
        {
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            var quests = await NextAsync(connection, last, cancellationToken);
            if (quests.Count == 0) return indexed;
            await QuestWords.WriteAsync(connection, quests, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            (indexed, last) = (indexed + quests.Count, quests[^1].Id);
        }
    }

    private static async Task<List<SearchedTexts>> NextAsync(NpgsqlConnection connection, Guid after, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Next, connection) { CommandTimeout = 0 };
        command.Parameters.AddGuid(after);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var quests = new List<SearchedTexts>(Portion);
        while (await reader.ReadAsync(cancellationToken))
        {
            quests.Add(new SearchedTexts(reader.GetGuid(0), reader.GetString(1), reader.IsDBNull(2) ? null : reader.GetString(2), reader.GetFieldValue<string[]>(3)));
        }

        return quests;
    }
}
