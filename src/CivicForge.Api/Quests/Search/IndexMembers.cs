using CivicForge.Api.Database;
using CivicForge.Chain;
using Npgsql;

namespace CivicForge.Api.Quests.Search;

/// <summary>Indexes the names that have no words yet, or words that older rules cut, as <see cref="IndexQuests"/> does the quests.</summary>
internal static class IndexMembers
{
    private const int Portion = 1000;

    // The rows are locked, so that a name that is changed or erased meanwhile does not come back.
    private static readonly string Next = $"""
        SELECT m.address, m.display_name FROM civic.members m LEFT JOIN civic.member_words w ON w.member = m.address
        WHERE m.address > $1 AND m.display_name IS NOT NULL AND (w.version IS NULL OR w.version < {SearchText.Version})
        ORDER BY m.address LIMIT {Portion} FOR SHARE OF m
        """;

    /// <returns>Members indexed now.</returns>
    public static async Task<int> RunAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var (indexed, last) = (0, Array.Empty<byte>());
        while (true)
        {
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            var members = await NextAsync(connection, last, cancellationToken);
            if (members.Count == 0) return indexed;
            await MemberWords.WriteAsync(connection, members, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            (indexed, last) = (indexed + members.Count, members[^1].Member.ToArray());
        }
    }

    private static async Task<List<NamedMember>> NextAsync(NpgsqlConnection connection, byte[] after, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Next, connection) { CommandTimeout = 0 };
        command.Parameters.AddBytes(after);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var members = new List<NamedMember>(Portion);
        while (await reader.ReadAsync(cancellationToken)) members.Add(new NamedMember(reader.Address(0), reader.GetString(1)));
        return members;
    }
}
