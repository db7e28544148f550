using CivicForge.Api.Access;
using CivicForge.Api.Http.Problems;
using CivicForge.Api.Members;
using CivicForge.Chain;
using Dapper;
using Microsoft.Extensions.Options;
using Npgsql;

namespace CivicForge.Api.Operators;

/// <summary>What an operator grants.</summary>
/// <param name="Amount">Creation points.</param>
/// <param name="Note">Why; it stays in the audit log for good.</param>
public sealed record GrantRequest(int? Amount, string? Note);

/// <summary>An operator gives a member creation points: one command, done, and one line of the member's ledger, in one
/// transaction. Grants wait for each other, so that the day's limit holds and of two requests with one key the second
/// finds the first's.</summary>
internal sealed class GrantPoints(NpgsqlDataSource database, IOptions<MemberOptions> options)
{
    // 'grant' as bytes.
    private const long LockKey = 0x6772616e74;

    private const string Grant = $"""
        INSERT INTO civic.operator_commands (kind, member, amount, note, idempotency_key, requested_by, requested_at,
            done_at, result)
        VALUES ('grant-points', @member, @amount, @note, @key, @by, clock_timestamp(), clock_timestamp(), 'granted')
        RETURNING {RequestCommand.Columns}
        """;

    /// <param name="key">The <c>Idempotency-Key</c>; the same one grants once, however often it is sent.</param>
    /// <exception cref="RuleViolation">404 <c>member-not-found</c>, 409 <c>idempotency-key-reused</c>, 429
    /// <c>grant-day-limit</c>.</exception>
    public async Task<CommandItem> RunAsync(
        Standing by,
        Address member,
        int amount,
        string note,
        string key,
        CancellationToken cancellationToken
    )
    {
        var parameters = new
        {
            member = member.ToArray(),
            amount,
            note,
            key,
            by = by.Member.ToArray(),
            LockKey,
        };
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await by.RequireAsync(connection, cancellationToken);
        await connection.ExecuteAsync(
            new CommandDefinition(
                "SELECT pg_advisory_xact_lock(@LockKey)",
                parameters,
                cancellationToken: cancellationToken
            )
        );
        if (await FindAsync(connection, parameters, cancellationToken) is { } known)
        {
            if (known.Member == member && known.Amount == amount && known.Note == note)
            {
                return known;
            }
            throw new RuleViolation(
                ErrorCodes.IdempotencyKeyReused,
                $"The key made grant {known.Id} from another body.",
                ("commandId", known.Id)
            );
        }

        await Profiles.RequireKnownAsync(connection, member, cancellationToken);
        await RequireRoomAsync(connection, amount, cancellationToken);
        var row = await connection.QuerySingleAsync<CommandRow>(
            new CommandDefinition(Grant, parameters, cancellationToken: cancellationToken)
        );
        await PointCommands.GrantAsync(connection, member, amount, row.DoneAt!.Value, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return row.ToItem();
    }

    private static async Task<CommandItem?> FindAsync(
        NpgsqlConnection connection,
        object parameters,
        CancellationToken cancellationToken
    ) =>
        (
            await connection.QuerySingleOrDefaultAsync<CommandRow>(
                new CommandDefinition(
                    $"SELECT {RequestCommand.Columns} FROM civic.operator_commands WHERE requested_by = @by "
                        + "AND idempotency_key = @key",
                    parameters,
                    cancellationToken: cancellationToken
                )
            )
        )?.ToItem();

    private async Task RequireRoomAsync(NpgsqlConnection connection, int amount, CancellationToken cancellationToken)
    {
        var (granted, ends) = await connection.QuerySingleAsync<(long Granted, TimeSpan Ends)>(
            new CommandDefinition(
                """
                SELECT coalesce(sum(amount), 0)::bigint,
                    date_trunc('day', clock_timestamp(), 'UTC') + interval '1 day' - clock_timestamp()
                FROM civic.operator_commands WHERE kind = 'grant-points'
                    AND requested_at >= date_trunc('day', clock_timestamp(), 'UTC')
                """,
                cancellationToken: cancellationToken
            )
        );
        var limit = options.Value.MaxGrantedPerDay;
        if (granted + amount <= limit)
        {
            return;
        }
        throw new RuleViolation(
            ErrorCodes.GrantDayLimit,
            $"Operators granted {granted} points today (UTC), {limit} are allowed.",
            ("granted", granted),
            ("limit", limit)
        )
        {
            RetryAfter = ends,
        };
    }
}
