using System.Data;
using CivicForge.Api.Http.Problems;
using CivicForge.Chain;
using Npgsql;

namespace CivicForge.Api.Access;

/// <summary>Who writes: the member, and the session by which they are one. A member who is erased loses every session,
/// so the session tells whether they still stand.</summary>
internal readonly record struct Standing(Address Member, Guid Session)
{
    private const string IsAlive =
        "SELECT EXISTS (SELECT FROM civic.sessions WHERE id = $1 AND member = $2 AND revoked_at IS NULL "
        + "AND expires_at > clock_timestamp()) AS alive";

    /// <summary>The first thing a member's write does in its transaction: shares the member's row with other writes,
    /// and waits for an erasure, which takes it alone. Only then it looks for the session, by a statement with a
    /// snapshot of its own: what the erasure deleted while it was waited for is gone. The lock stands in nobody's way
    /// who only refers to the member (FOR KEY SHARE), such as a refund or a completion.</summary>
    /// <exception cref="RuleViolation">401 <c>session-revoked</c>.</exception>
    public Task RequireAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        LockAsync(connection, "FOR SHARE", [Member], cancellationToken);

    /// <summary>The same for writes that count what the member has: one of them at a time.</summary>
    /// <param name="other">A second member whose things are counted. Rows are locked in the order of their
    /// addresses.</param>
    public Task RequireAloneAsync(NpgsqlConnection connection, Address? other, CancellationToken cancellationToken) =>
        LockAsync(
            connection,
            "FOR NO KEY UPDATE",
            other is { } second ? [Member, second] : [Member],
            cancellationToken
        );

    public static RuleViolation Revoked() =>
        new(ErrorCodes.SessionRevoked, "The session has ended, or the refresh token is unknown or was used before.");

    private async Task LockAsync(
        NpgsqlConnection connection,
        string strength,
        Address[] members,
        CancellationToken cancellationToken
    )
    {
        await using var batch = new NpgsqlBatch(connection);
        var rows = new NpgsqlBatchCommand(
            $"SELECT address FROM civic.members WHERE address = ANY($1) ORDER BY address {strength}"
        );
        rows.Parameters.Add(new NpgsqlParameter<byte[][]> { TypedValue = [.. members.Select(m => m.ToArray())] });
        batch.BatchCommands.Add(rows);
        var alive = new NpgsqlBatchCommand(IsAlive);
        alive.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = Session });
        alive.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = Member.ToArray() });
        batch.BatchCommands.Add(alive);
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken) || !reader.GetBoolean("alive"))
        {
            throw Revoked();
        }
    }
}
