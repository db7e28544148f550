using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using CivicForge.Api.Problems;
using CivicForge.Chain;
using Dapper;
using Npgsql;

namespace CivicForge.Api.Identity;

/// <summary>A session as the member gets it (wire.md).</summary>
public sealed record SessionResponse(string AccessToken, DateTime ExpiresAt, string RefreshToken, MemberProfile Member);

/// <summary>Starts, rotates and ends sessions. A refresh token is 32 random bytes, used once; a second use ends the whole family.</summary>
internal sealed class SessionStore(NpgsqlDataSource database, AccessTokens tokens, SessionGate gate)
{
    public static readonly TimeSpan Term = TimeSpan.FromDays(30);

    /// <summary>Joins the caller's transaction.</summary>
    public async Task<SessionResponse> StartAsync(NpgsqlConnection connection, Address member, string? userAgent, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var id = Guid.CreateVersion7();
        await connection.ExecuteAsync(new CommandDefinition(
            "INSERT INTO civic.sessions (id, member, user_agent, created_at, last_used_at, expires_at) VALUES (@id, @member, @userAgent, @now, @now, @expires)",
            new { id, member = member.ToArray(), userAgent, now, expires = now + Term }, cancellationToken: cancellationToken));
        return await IssueAsync(connection, id, member, now, cancellationToken);
    }

    /// <exception cref="RuleViolation">401 <c>session-revoked</c>: unknown, ended, expired, or used before – then the family ends too.</exception>
    public async Task<SessionResponse> RefreshAsync(string refreshToken, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var row = await connection.QuerySingleOrDefaultAsync<TokenRow>(new CommandDefinition(
            """
            SELECT s.id, s.member, t.used_at IS NOT NULL AS used, s.revoked_at IS NULL AND s.expires_at > clock_timestamp() AS alive, clock_timestamp() AS now
            FROM civic.refresh_tokens t JOIN civic.sessions s ON s.id = t.session_id WHERE t.token_hash = @hash FOR UPDATE
            """,
            new { hash = Hash(refreshToken) }, cancellationToken: cancellationToken));
        if (row is not { Alive: true }) throw Revoked();
        if (row.Used)
        {
            await RevokeAsync(connection, row.Id, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            throw Revoked();
        }

        var now = new DateTimeOffset(row.Now);
        await connection.ExecuteAsync(new CommandDefinition(
            "UPDATE civic.refresh_tokens SET used_at = @now WHERE token_hash = @hash; UPDATE civic.sessions SET last_used_at = @now, expires_at = @expires WHERE id = @id",
            new { now, hash = Hash(refreshToken), expires = now + Term, id = row.Id }, cancellationToken: cancellationToken));
        var session = await IssueAsync(connection, row.Id, new Address(row.Member), now, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return session;
    }

    /// <exception cref="RuleViolation">401 <c>session-revoked</c> when the token was never ours.</exception>
    public async Task LogoutAsync(string refreshToken, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var id = await connection.ExecuteScalarAsync<Guid?>(new CommandDefinition(
            "SELECT session_id FROM civic.refresh_tokens WHERE token_hash = @hash", new { hash = Hash(refreshToken) }, cancellationToken: cancellationToken)) ?? throw Revoked();
        await RevokeAsync(connection, id, cancellationToken);
    }

    /// <summary>The member's live sessions, newest first; no more than 100 are listed.</summary>
    public async Task<IReadOnlyList<SessionItem>> ListAsync(Address member, Guid current, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = await connection.QueryAsync<(Guid Id, string? UserAgent, DateTime CreatedAt, DateTime LastUsedAt, DateTime ExpiresAt)>(new CommandDefinition(
            "SELECT id, user_agent, created_at, last_used_at, expires_at FROM civic.sessions WHERE member = @member AND revoked_at IS NULL AND expires_at > clock_timestamp() ORDER BY id DESC LIMIT 100",
            new { member = member.ToArray() }, cancellationToken: cancellationToken));
        return [.. rows.Select(r => new SessionItem(r.Id, r.UserAgent, r.CreatedAt, r.LastUsedAt, r.ExpiresAt, r.Id == current))];
    }

    /// <summary>Ends one session of the member, or all.</summary>
    /// <returns>How many were still alive.</returns>
    public async Task<int> RevokeAsync(Address member, Guid? id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var ended = (await connection.QueryAsync<Guid>(new CommandDefinition(
            "UPDATE civic.sessions SET revoked_at = clock_timestamp() WHERE member = @member AND (@id IS NULL OR id = @id) AND revoked_at IS NULL RETURNING id",
            new { member = member.ToArray(), id }, cancellationToken: cancellationToken))).AsList();
        foreach (var session in ended) gate.Forget(session);
        return ended.Count;
    }

    public static RuleViolation Revoked() => new(ErrorCodes.SessionRevoked, "The refresh token is unknown, used before, or its session has ended.");

    private async Task RevokeAsync(NpgsqlConnection connection, Guid id, CancellationToken cancellationToken)
    {
        await connection.ExecuteAsync(new CommandDefinition(
            "UPDATE civic.sessions SET revoked_at = clock_timestamp() WHERE id = @id AND revoked_at IS NULL", new { id }, cancellationToken: cancellationToken));
        gate.Forget(id);
    }

    private async Task<SessionResponse> IssueAsync(NpgsqlConnection connection, Guid id, Address member, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var refreshToken = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        await connection.ExecuteAsync(new CommandDefinition(
            "INSERT INTO civic.refresh_tokens (token_hash, session_id, issued_at) VALUES (@hash, @id, @now)",
            new { hash = Hash(refreshToken), id, now }, cancellationToken: cancellationToken));
        var profile = await Profiles.FindAsync(connection, member, cancellationToken) ?? throw new InvalidOperationException($"Session {id} has no member.");
        var accessToken = tokens.Issue(member, id, now, out var expiresAt);
        return new SessionResponse(accessToken, expiresAt.UtcDateTime, refreshToken, profile.Public());
    }

    private static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));

    private sealed record TokenRow(Guid Id, byte[] Member, bool Used, bool Alive, DateTime Now);
}
