using CivicForge.Api.Database;
using Npgsql;

namespace CivicForge.Api.Quests.Search;

/// <summary>How words are written, those of quests and those of names alike: in one statement for many rows, inside the
/// caller's transaction, which holds the rows that the words are of. Words that newer rules cut stay.</summary>
internal static class WordRows
{
    /// <param name="table">With the columns <c>version</c>, <c>words</c> and <c>spellings</c> beside its key.</param>
    /// <param name="keys">Adds the column of keys.</param>
    /// <param name="text">What a row is found by.</param>
    public static async Task WriteAsync<TRow>(
        NpgsqlConnection connection,
        string table,
        string key,
        IReadOnlyList<TRow> rows,
        Func<Columns<TRow>, Columns<TRow>> keys,
        Func<TRow, string> text,
        CancellationToken cancellationToken
    )
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.AddRows(
            $"""
            INSERT INTO {table} AS kept ({key}, version, words, spellings)
            SELECT n.key, {SearchText.Version}, n.words::tsvector, n.spellings::tsvector
            FROM unnest($1, $2, $3) AS n (key, words, spellings)
            ON CONFLICT ({key}) DO UPDATE
            SET version = excluded.version, words = excluded.words, spellings = excluded.spellings
            WHERE kept.version <= excluded.version
            """,
            rows,
            columns =>
                keys(columns).Text(row => SearchVector.Words(text(row))).Text(row => SearchVector.Spellings(text(row)))
        );
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }
}
