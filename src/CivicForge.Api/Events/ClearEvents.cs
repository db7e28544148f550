using Dapper;
using Npgsql;

namespace CivicForge.Api.Events;

/// <summary>Role worker: deletes old events from the old end of their key, in pieces that hold nobody up.</summary>
internal static class ClearEvents
{
    private const int Piece = 10_000;

    private const string Delete = """
        DELETE FROM civic.events e USING (SELECT xact, id FROM civic.events ORDER BY xact, id LIMIT @Piece) oldest
        WHERE e.xact = oldest.xact AND e.id = oldest.id AND e.at < clock_timestamp() - @age
        """;

    public static async Task<int> RunAsync(NpgsqlDataSource database, TimeSpan age, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        int deleted,
            all = 0;
        do
        {
            deleted = await connection.ExecuteAsync(
                new CommandDefinition(Delete, new { age, Piece }, cancellationToken: cancellationToken)
            );
            all += deleted;
        } while (deleted == Piece);
        return all;
    }
}
