using Npgsql;

namespace CivicForge.Api.Quests.Search;

/// <summary>Goes through rows by their key, a portion in each transaction, so that <c>migrate</c> may stop at any of
/// them and go on later.</summary>
internal static class IndexInPortions
{
    public const int Portion = 1000;

    /// <param name="next">Reads the portion after the key $1, in the order of the keys, and locks its rows.</param>
    /// <param name="first">Before every key.</param>
    /// <returns>Rows indexed now.</returns>
    public static async Task<int> RunAsync<TRow, TKey>(
        NpgsqlConnection connection,
        string next,
        TKey first,
        Func<NpgsqlDataReader, TRow> read,
        Func<TRow, TKey> key,
        Func<IReadOnlyList<TRow>, Task> write,
        CancellationToken cancellationToken
    )
    {
        var (indexed, last) = (0, first);
        while (true)
        {
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            var rows = await NextAsync(connection, next, last, read, cancellationToken);
            if (rows.Count == 0)
            {
                return indexed;
            }
            await write(rows);
            await transaction.CommitAsync(cancellationToken);
            (indexed, last) = (indexed + rows.Count, key(rows[^1]));
        }
    }

    private static async Task<List<TRow>> NextAsync<TRow, TKey>(
        NpgsqlConnection connection,
        string next,
        TKey after,
        Func<NpgsqlDataReader, TRow> read,
        CancellationToken cancellationToken
    )
    {
        await using var command = new NpgsqlCommand(next, connection) { CommandTimeout = 0 };
        command.Parameters.Add(new NpgsqlParameter<TKey> { TypedValue = after });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<TRow>(Portion);
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(read(reader));
        }
        return rows;
    }
}
