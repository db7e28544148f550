using System.Data;
using CivicForge.Api.Database;
using Npgsql;

namespace CivicForge.Api.Quests.Search;

/// <summary>Indexes the names that have no words yet, or words that older rules cut. Part of <c>migrate</c>.</summary>
internal static class IndexMembers
{
    // The rows are locked, so that a name that is changed or erased meanwhile does not come back.
    private static readonly string Next = $"""
        SELECT m.address, m.display_name FROM civic.members m LEFT JOIN civic.member_words w ON w.member = m.address
        WHERE m.address > $1 AND m.display_name IS NOT NULL AND (w.version IS NULL OR w.version < {SearchText.Version})
        ORDER BY m.address LIMIT {IndexInPortions.Portion} FOR SHARE OF m
        """;

    /// <returns>Members indexed now.</returns>
    public static Task<int> RunAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        IndexInPortions.RunAsync(
            connection,
            Next,
            Array.Empty<byte>(),
            reader => new NamedMember(reader.Address("address"), reader.GetString("display_name")),
            member => member.Member.ToArray(),
            members => MemberWords.WriteAsync(connection, members, cancellationToken),
            cancellationToken
        );
}
