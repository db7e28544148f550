using CivicForge.Api.Database;
using CivicForge.Chain;
using CivicForge.Chain.Protocol;
using Dapper;
using Npgsql;

namespace CivicForge.Api.Members;

/// <summary>Every line of the ledger that other slices' transactions write, beside those that EF writes from a
/// <see cref="PointEntry"/>. The caller has made or holds the rows that a line names. Unique keys make a second line
/// for the same event impossible.</summary>
internal static class PointCommands
{
    /// <summary>What performers earn with completed pairs.</summary>
    /// <param name="isFirstPaid">Whether a performer's first pair brings the points of sign-up.</param>
    public static void Complete(NpgsqlBatch batch, IReadOnlyList<CompletedQuest> rows, bool isFirstPaid)
    {
        batch.AddRows(
            $"""
            INSERT INTO civic.point_entries (member, creation, xp, reputation, reason, quest_id, at)
            SELECT n.performer, {PointEntry.CompletionPoints}, n.xp, n.reputation, 'completion', n.quest_id,
                to_timestamp(n.at)
            FROM unnest($1, $2, $3, $4, $5) AS n (quest_id, performer, xp, reputation, at)
            """,
            rows,
            columns =>
                columns
                    .Uuid(r => r.QuestId)
                    .Address(r => r.Performer)
                    .Int32(r => (int)r.Xp)
                    .Int32(r => (int)r.Reputation)
                    .Int64(r => (long)r.CompletedAt)
        );
        if (!isFirstPaid)
        {
            return;
        }
        batch.AddRows(
            SignUp(
                "SELECT n.performer, to_timestamp(min(n.at)) FROM unnest($1, $2) AS n (performer, at) "
                    + "GROUP BY n.performer"
            ),
            rows,
            columns => columns.Address(r => r.Performer).Int64(r => (long)r.CompletedAt)
        );
    }

    /// <summary>The points of sign-up, once a member, by the index that holds it. In the order of their addresses, so
    /// that two transactions never wait for each other.</summary>
    /// <param name="members">A query of members and times.</param>
    public static string SignUp(string members) =>
        $"""
            INSERT INTO civic.point_entries (member, creation, reason, at)
            SELECT m.member, {PointEntry.SignUpPoints}, 'sign-up', m.at FROM ({members}) AS m (member, at)
            ORDER BY m.member
            ON CONFLICT (member) WHERE reason = 'sign-up' DO NOTHING
            """;

    /// <summary>What quests of a member were charged comes back.</summary>
    public static Task RefundAsync(
        NpgsqlConnection connection,
        Address member,
        IReadOnlyList<(Guid Quest, int Charged)> quests,
        CancellationToken cancellationToken
    ) =>
        connection.ExecuteAsync(
            new CommandDefinition(
                """
                INSERT INTO civic.point_entries (member, creation, reason, quest_id, at)
                SELECT @member, n.charged, 'refund', n.quest_id, clock_timestamp()
                FROM unnest(@ids, @charged) AS n (quest_id, charged) WHERE n.charged > 0
                """,
                new
                {
                    member = member.ToArray(),
                    ids = quests.Select(q => q.Quest).ToArray(),
                    charged = quests.Select(q => q.Charged).ToArray(),
                },
                cancellationToken: cancellationToken
            )
        );

    /// <summary>Creation points that an operator gives.</summary>
    public static Task GrantAsync(
        NpgsqlConnection connection,
        Address member,
        int amount,
        DateTime at,
        CancellationToken cancellationToken
    ) =>
        connection.ExecuteAsync(
            new CommandDefinition(
                "INSERT INTO civic.point_entries (member, creation, reason, at) "
                    + "VALUES (@member, @amount, 'grant', @at)",
                new
                {
                    member = member.ToArray(),
                    amount,
                    at,
                },
                cancellationToken: cancellationToken
            )
        );
}
