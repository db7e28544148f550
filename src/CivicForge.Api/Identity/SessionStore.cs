using CivicForge.Api.Access;
using CivicForge.Api.Http.Problems;
using CivicForge.Api.Members;
using CivicForge.Chain;
using Dapper;
using Npgsql;

namespace CivicForge.Api.Identity;

/// <summary>A session as the member gets it (wire.md).</summary>
public sealed record SessionResponse(string AccessToken, DateTime ExpiresAt, string RefreshToken, MemberProfile Member);

/// <summary>Starts, rotates and ends sessions. A refresh token is good for one use. A second use within
/// <see cref="Grace"/> is taken for a lost answer and gets the same successor, as long as that one is unused; any later
/// use ends the whole family.</summary>
internal sealed class SessionStore(
    NpgsqlDataSource database,
    AccessTokens tokens,
    RefreshTokens refreshTokens,
    SessionGate gate,
    AuthOptions auth
)
{
    public static readonly TimeSpan Term = TimeSpan.FromDays(30);
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    /// <summary>Joins the caller's transaction. The member's sessions that are over go, and so does the one used
    /// longest ago when there would be too many.</summary>
    public async Task<SessionResponse> StartAsync(
        NpgsqlConnection connection,
        Address member,
        string? userAgent,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var id = Guid.CreateVersion7();
        await MakeRoomAsync(connection, member, now, cancellationToken);
        await connection.ExecuteAsync(
            new CommandDefinition(
                "INSERT INTO civic.sessions (id, member, user_agent, created_at, last_used_at, expires_at) "
                    + "VALUES (@id, @member, @userAgent, @now, @now, @expires)",
                new
                {
                    id,
                    member = member.ToArray(),
                    userAgent,
                    now,
                    expires = Earlier(now + Term, now + auth.MaxSessionAge),
                },
                cancellationToken: cancellationToken
            )
        );
        var first = RefreshTokens.First();
        await KeepAsync(connection, first, id, now, cancellationToken);
        return await IssueAsync(connection, first, id, member, now, cancellationToken);
    }

    private async Task MakeRoomAsync(
        NpgsqlConnection connection,
        Address member,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        // The lock makes sign-ins of one member wait for each other, so that none overlooks the session of another.
        var gone = await connection.QueryAsync<Guid>(
            new CommandDefinition(
                """
                SELECT FROM civic.members WHERE address = @member FOR NO KEY UPDATE;
                DELETE FROM civic.sessions WHERE member = @member AND id NOT IN (
                  SELECT id FROM civic.sessions WHERE member = @member AND revoked_at IS NULL AND expires_at > @now
                  ORDER BY last_used_at DESC, id DESC LIMIT @others)
                RETURNING id
                """,
                new
                {
                    member = member.ToArray(),
                    now,
                    others = auth.MaxSessionsPerMember - 1,
                },
                cancellationToken: cancellationToken
            )
        );
        foreach (var session in gone)
        {
            gate.Forget(session);
        }
    }

    /// <exception cref="RuleViolation">401 <c>session-revoked</c>: unknown, ended, expired, or used before and not just
    /// now – then the family ends too.</exception>
    public async Task<SessionResponse> RefreshAsync(string refreshToken, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var row = await connection.QuerySingleOrDefaultAsync<TokenRow>(
            new CommandDefinition(
                """
                SELECT s.id, s.member, s.created_at AS createdat, t.used_at AS usedat, s.revoked_at IS NULL
                    AND s.expires_at > clock_timestamp() AS alive, clock_timestamp() AS now
                FROM civic.refresh_tokens t JOIN civic.sessions s ON s.id = t.session_id WHERE t.token_hash = @hash
                FOR UPDATE
                """,
                new { hash = RefreshTokens.Hash(refreshToken) },
                cancellationToken: cancellationToken
            )
        );
        if (row is not { Alive: true })
        {
            throw Standing.Revoked();
        }
        var successor = refreshTokens.SuccessorOf(refreshToken);
        if (row.UsedAt is null)
        {
            await RotateAsync(connection, row, refreshToken, successor, cancellationToken);
        }
        else if (!await WasLostAsync(connection, row, successor, cancellationToken))
        {
            await RevokeAsync(connection, row.Id, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            throw Standing.Revoked();
        }

        var session = await IssueAsync(
            connection,
            successor,
            row.Id,
            new Address(row.Member),
            new DateTimeOffset(row.Now),
            cancellationToken
        );
        await transaction.CommitAsync(cancellationToken);
        return session;
    }

    private async Task RotateAsync(
        NpgsqlConnection connection,
        TokenRow row,
        string refreshToken,
        string successor,
        CancellationToken cancellationToken
    )
    {
        var now = new DateTimeOffset(row.Now);
        await connection.ExecuteAsync(
            new CommandDefinition(
                "UPDATE civic.refresh_tokens SET used_at = @now WHERE token_hash = @hash; UPDATE civic.sessions "
                    + "SET last_used_at = @now, expires_at = @expires WHERE id = @id",
                new
                {
                    now,
                    hash = RefreshTokens.Hash(refreshToken),
                    expires = Earlier(now + Term, row.CreatedAt + auth.MaxSessionAge),
                    id = row.Id,
                },
                cancellationToken: cancellationToken
            )
        );
        await KeepAsync(connection, successor, row.Id, now, cancellationToken);
    }

    /// <summary>Whether a used token comes from a client that did not get its answer: just now, and the successor has
    /// gone nowhere.</summary>
    private static async Task<bool> WasLostAsync(
        NpgsqlConnection connection,
        TokenRow row,
        string successor,
        CancellationToken cancellationToken
    ) =>
        row.Now - row.UsedAt < Grace
        && await connection.ExecuteScalarAsync<bool>(
            new CommandDefinition(
                "SELECT EXISTS (SELECT FROM civic.refresh_tokens WHERE token_hash = @hash AND session_id = @id "
                    + "AND used_at IS NULL)",
                new { hash = RefreshTokens.Hash(successor), id = row.Id },
                cancellationToken: cancellationToken
            )
        );

    /// <exception cref="RuleViolation">401 <c>session-revoked</c> when the token was never ours.</exception>
    public async Task LogoutAsync(string refreshToken, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var id =
            await connection.ExecuteScalarAsync<Guid?>(
                new CommandDefinition(
                    "SELECT session_id FROM civic.refresh_tokens WHERE token_hash = @hash",
                    new { hash = RefreshTokens.Hash(refreshToken) },
                    cancellationToken: cancellationToken
                )
            ) ?? throw Standing.Revoked();
        await RevokeAsync(connection, id, cancellationToken);
    }

    /// <summary>The member's live sessions, newest first: all of them, for there are never more than
    /// <c>Auth:MaxSessionsPerMember</c>.</summary>
    public async Task<IReadOnlyList<SessionItem>> ListAsync(
        Address member,
        Guid current,
        CancellationToken cancellationToken
    )
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = await connection.QueryAsync<SessionRow>(
            new CommandDefinition(
                """
                SELECT id, user_agent AS "UserAgent", created_at AS "CreatedAt", last_used_at AS "LastUsedAt",
                    expires_at AS "ExpiresAt"
                FROM civic.sessions
                WHERE member = @member AND revoked_at IS NULL AND expires_at > clock_timestamp()
                ORDER BY id DESC LIMIT @most
                """,
                new { member = member.ToArray(), most = auth.MaxSessionsPerMember },
                cancellationToken: cancellationToken
            )
        );
        return
        [
            .. rows.Select(r => new SessionItem(
                r.Id,
                r.UserAgent,
                r.CreatedAt,
                r.LastUsedAt,
                r.ExpiresAt,
                r.Id == current
            )),
        ];
    }

    /// <summary>Ends one session of the member, or all.</summary>
    /// <returns>How many were still alive.</returns>
    public async Task<int> RevokeAsync(Address member, Guid? id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var ended = (
            await connection.QueryAsync<Guid>(
                new CommandDefinition(
                    "UPDATE civic.sessions SET revoked_at = clock_timestamp() WHERE member = @member "
                        + "AND (@id IS NULL OR id = @id) AND revoked_at IS NULL RETURNING id",
                    new { member = member.ToArray(), id },
                    cancellationToken: cancellationToken
                )
            )
        ).AsList();
        foreach (var session in ended)
        {
            gate.Forget(session);
        }
        return ended.Count;
    }

    /// <summary>Takes every session of the member away, inside the caller's transaction, which holds the member's
    /// row.</summary>
    /// <returns>Which; to be forgotten (<see cref="SessionGate.Forget"/>) once that has committed.</returns>
    public static async Task<IReadOnlyList<Guid>> EraseAsync(
        NpgsqlConnection connection,
        Address member,
        CancellationToken cancellationToken
    ) =>
        (
            await connection.QueryAsync<Guid>(
                new CommandDefinition(
                    "DELETE FROM civic.sessions WHERE member = @member RETURNING id",
                    new { member = member.ToArray() },
                    cancellationToken: cancellationToken
                )
            )
        ).AsList();

    private async Task RevokeAsync(NpgsqlConnection connection, Guid id, CancellationToken cancellationToken)
    {
        await connection.ExecuteAsync(
            new CommandDefinition(
                "UPDATE civic.sessions SET revoked_at = clock_timestamp() WHERE id = @id AND revoked_at IS NULL",
                new { id },
                cancellationToken: cancellationToken
            )
        );
        gate.Forget(id);
    }

    private static Task KeepAsync(
        NpgsqlConnection connection,
        string refreshToken,
        Guid id,
        DateTimeOffset now,
        CancellationToken cancellationToken
    ) =>
        connection.ExecuteAsync(
            new CommandDefinition(
                "INSERT INTO civic.refresh_tokens (token_hash, session_id, issued_at) VALUES (@hash, @id, @now)",
                new
                {
                    hash = RefreshTokens.Hash(refreshToken),
                    id,
                    now,
                },
                cancellationToken: cancellationToken
            )
        );

    private async Task<SessionResponse> IssueAsync(
        NpgsqlConnection connection,
        string refreshToken,
        Guid id,
        Address member,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var profile =
            await Profiles.FindAsync(connection, member, cancellationToken)
            ?? throw new InvalidOperationException($"Session {id} has no member.");
        var accessToken = tokens.Issue(member, id, now, out var expiresAt);
        return new SessionResponse(accessToken, expiresAt.UtcDateTime, refreshToken, profile.Public());
    }

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    private sealed record TokenRow(
        Guid Id,
        byte[] Member,
        DateTime CreatedAt,
        DateTime? UsedAt,
        bool Alive,
        DateTime Now
    );

    private sealed record SessionRow(
        Guid Id,
        string? UserAgent,
        DateTime CreatedAt,
        DateTime LastUsedAt,
        DateTime ExpiresAt
    );
}
