using System.Security.Cryptography;
using CivicForge.Api.Access;
using CivicForge.Api.Http.Problems;
using CivicForge.Api.Members;
using CivicForge.Api.Signatures;
using CivicForge.Chain;
using CivicForge.Chain.Crypto;
using CivicForge.Chain.Siwe;
using CivicForge.Hosting;
using Dapper;
using Microsoft.Extensions.Options;
using Npgsql;

namespace CivicForge.Api.Identity;

/// <summary>Sign-In with Ethereum (EIP-4361). The checks run in the order of http-api.md; the nonce is used up by the
/// transaction that makes the session, so that of two sign-ins with one nonce only one succeeds, and a node that is
/// silent costs the member nothing.</summary>
internal sealed class SignIn(
    NpgsqlDataSource database,
    ChainOptions chain,
    AuthOptions auth,
    SignatureCheck signatures,
    SessionStore sessions,
    IOptions<MemberOptions> members
)
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static readonly TimeSpan NonceTerm = TimeSpan.FromMinutes(5);

    public async Task<NonceResponse> IssueNonceAsync(CancellationToken cancellationToken)
    {
        var nonce = RandomNumberGenerator.GetString(Alphabet, 24);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var expiresAt = await connection.ExecuteScalarAsync<DateTime>(
            new CommandDefinition(
                "INSERT INTO civic.sign_in_nonces (nonce, expires_at) VALUES (@nonce, clock_timestamp() + @term) "
                    + "RETURNING expires_at",
                new { nonce, term = NonceTerm },
                cancellationToken: cancellationToken
            )
        );
        return new NonceResponse(nonce, expiresAt);
    }

    public async Task<SessionResponse> RunAsync(
        string text,
        string signature,
        string? userAgent,
        CancellationToken cancellationToken
    )
    {
        var message =
            SiweMessage.Parse(text, out var fault) ?? throw new RuleViolation(ErrorCodes.SiweMalformed, fault);
        CheckPlace(message);
        await CheckNonceAndTimesAsync(message, cancellationToken);
        // may wait for the node, so no connection is held
        await CheckSignatureAsync(message, text, signature, cancellationToken);

        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var now = await UseNonceAsync(connection, message.Nonce, cancellationToken);
        await MemberCommands.JoinAsync(connection, message.Address, now, members.Value.IsPaidAtOnce, cancellationToken);
        await WaitForErasureAsync(connection, message.Address, cancellationToken);
        var session = await sessions.StartAsync(connection, message.Address, userAgent, now, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return session;
    }

    private void CheckPlace(SiweMessage message)
    {
        if (
            !auth.Origins.Any(o =>
                string.Equals(AuthOptions.Authority(o), message.Domain, StringComparison.OrdinalIgnoreCase)
                && (message.Scheme is null || message.Scheme == o.Scheme)
            )
        )
        {
            throw new RuleViolation(
                ErrorCodes.SiweDomainMismatch,
                $"The message is for '{message.Domain}'.",
                ("given", message.Domain),
                ("expected", auth.Origins.Select(AuthOptions.Authority).ToArray())
            );
        }
        if (
            !Uri.TryCreate(message.Uri, UriKind.Absolute, out var uri)
            || !auth.Origins.Any(o => AuthOptions.Text(o) == AuthOptions.Text(uri))
        )
        {
            throw new RuleViolation(
                ErrorCodes.SiweUriMismatch,
                $"The message's URI is '{message.Uri}'.",
                ("given", message.Uri),
                ("expected", auth.Origins.Select(AuthOptions.Text).ToArray())
            );
        }
        if (message.ChainId != (ulong)chain.Id)
        {
            throw new RuleViolation(
                ErrorCodes.SiweChainMismatch,
                $"The message is for chain {message.ChainId}, this service is on chain {chain.Id}.",
                ("given", message.ChainId),
                ("expected", chain.Id)
            );
        }
    }

    private async Task CheckNonceAndTimesAsync(SiweMessage message, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var now =
            await connection.ExecuteScalarAsync<DateTime?>(
                new CommandDefinition(
                    "SELECT clock_timestamp() FROM civic.sign_in_nonces WHERE nonce = @nonce "
                        + "AND expires_at > clock_timestamp()",
                    new { nonce = message.Nonce },
                    cancellationToken: cancellationToken
                )
            ) ?? throw UnknownNonce();
        if (message.ExpirationTime <= now)
        {
            throw new RuleViolation(
                ErrorCodes.SiweExpired,
                $"It expired at {message.ExpirationTime:O}, now it is {now:O}."
            );
        }
        if (message.NotBefore > now)
        {
            throw new RuleViolation(
                ErrorCodes.SiweNotYetValid,
                $"It is valid from {message.NotBefore:O}, now it is {now:O}."
            );
        }
    }

    private async Task CheckSignatureAsync(
        SiweMessage message,
        string text,
        string signature,
        CancellationToken cancellationToken
    )
    {
        switch (
            await signatures.VerifyAsync(message.Address, PersonalMessage.Digest(text), signature, cancellationToken)
        )
        {
            case SignatureVerdict.Invalid invalid:
                throw new RuleViolation(ErrorCodes.SiweSignatureInvalid, invalid.Reason, ("reason", invalid.Code.Code));
            case SignatureVerdict.Inconclusive inconclusive:
                throw new RuleViolation(
                    ErrorCodes.SignatureInconclusive,
                    $"The signature could not be checked: {inconclusive.Reason}."
                )
                {
                    RetryAfter = TimeSpan.FromSeconds(5),
                };
        }
    }

    private static async Task<DateTimeOffset> UseNonceAsync(
        NpgsqlConnection connection,
        string nonce,
        CancellationToken cancellationToken
    ) =>
        await connection.ExecuteScalarAsync<DateTime?>(
            new CommandDefinition(
                "DELETE FROM civic.sign_in_nonces WHERE nonce = @nonce AND expires_at > clock_timestamp() "
                    + "RETURNING clock_timestamp()",
                new { nonce },
                cancellationToken: cancellationToken
            )
        ) ?? throw UnknownNonce();

    /// <summary>Whoever comes back while they are erased begins anew: the new session is not among those that
    /// end.</summary>
    private static Task WaitForErasureAsync(
        NpgsqlConnection connection,
        Address member,
        CancellationToken cancellationToken
    ) =>
        connection.ExecuteAsync(
            new CommandDefinition(
                "SELECT FROM civic.members WHERE address = @member FOR SHARE",
                new { member = member.ToArray() },
                cancellationToken: cancellationToken
            )
        );

    private static RuleViolation UnknownNonce() =>
        new(ErrorCodes.SiweNonceUnknown, "The nonce was not given out, is older than five minutes, or was used.");
}

/// <summary>A nonce for one sign-in: 24 alphanumeric characters, good for five minutes.</summary>
public sealed record NonceResponse(string Nonce, DateTime ExpiresAt);
