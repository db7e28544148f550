using CivicForge.Api.Database;
using CivicForge.Chain;
using Npgsql;

namespace CivicForge.Api.Quests.Search;

/// <summary>Whose names have what was typed. They are looked up before the list is cut: a search that names nobody, as
/// most do, is cut as if there were no names.</summary>
internal static class SoughtPeople
{
    /// <summary>People of one name whose quests are found. Who seeks a more common one adds a word.</summary>
    internal const int Most = 100;

    internal static readonly string Exactly = Named("words");

    internal static readonly string Nearly = Named("spellings");

    /// <returns>The filter with the people it means.</returns>
    /// <param name="before">A statement to run first, in the same round trip.</param>
    public static async Task<QuestFilter> FindAsync(
        NpgsqlConnection connection,
        QuestFilter filter,
        string? before,
        CancellationToken cancellationToken
    )
    {
        if (filter.Search is not { } search)
        {
            throw new InvalidOperationException("Nothing was typed.");
        }
        await using var batch = new NpgsqlBatch(connection);
        if (before is not null)
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand(before));
        }
        var named = new NpgsqlBatchCommand(filter.IsNear ? Nearly : Exactly);
        named.Parameters.AddText(filter.IsNear ? search.Near : search.Exact);
        batch.BatchCommands.Add(named);
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        var people = new List<Address>();
        while (await reader.ReadAsync(cancellationToken))
        {
            people.Add(reader.Address("member"));
        }
        return filter with { People = people };
    }

    private static string Named(string column) =>
        $"SELECT member FROM civic.member_words WHERE {column} @@ $1::tsquery LIMIT {Most}";
}
