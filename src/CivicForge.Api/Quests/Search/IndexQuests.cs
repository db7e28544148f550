using System.Data;
using CivicForge.Api.Database;
using Npgsql;

namespace CivicForge.Api.Quests.Search;

/// <summary>Indexes the quests that have no words yet, or words that older rules cut. Part of <c>migrate</c>.</summary>
internal static class IndexQuests
{
    // The rows are locked, so that a text that is erased or edited meanwhile does not come back.
    private static readonly string Next = $"""
        SELECT q.id, q.title, q.description, q.tags FROM civic.quests q
        LEFT JOIN civic.quest_words w ON w.quest_id = q.id
        WHERE q.id > $1 AND q.title IS NOT NULL AND (w.version IS NULL OR w.version < {SearchText.Version})
        ORDER BY q.id LIMIT {IndexInPortions.Portion} FOR SHARE OF q
        """;

    /// <returns>Quests indexed now.</returns>
    public static Task<int> RunAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        IndexInPortions.RunAsync(
            connection,
            Next,
            Guid.Empty,
            Texts,
            quest => quest.Id,
            quests => QuestWords.WriteAsync(connection, quests, cancellationToken),
            cancellationToken
        );

    private static SearchedTexts Texts(NpgsqlDataReader reader) =>
        new(
            reader.GetGuid("id"),
            reader.GetString("title"),
            reader.StringOrNull("description"),
            reader.GetFieldValue<string[]>("tags")
        );
}
