using CivicForge.Api.Database;
using CivicForge.Api.Http.Problems;
using CivicForge.Chain;
using Dapper;
using Npgsql;

namespace CivicForge.Api.Incidents;

/// <summary>Opens incidents and adds to them. Saying the same twice is saying it once: tellings wait for each
/// other.</summary>
internal sealed class TellIncident(NpgsqlDataSource database)
{
    // 'tell' as bytes.
    private const long LockKey = 0x74656c6c;

    private const string Add = """
        INSERT INTO civic.incident_updates (incident_id, state, text, written_by, written_at)
        VALUES (@id, @word, @text, @by, clock_timestamp())
        """;

    /// <summary>While one of that title is open, it is the one that is returned.</summary>
    public async Task<IncidentItem> OpenAsync(
        string title,
        IncidentState state,
        string text,
        Address by,
        CancellationToken cancellationToken
    )
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await AloneAsync(connection, cancellationToken);
        var known = await IncidentList.ReadAsync(connection, null, cancellationToken);
        if (known.FirstOrDefault(incident => incident.Title == title && !IsOver(incident)) is { } open)
        {
            return open;
        }
        var id = await connection.QuerySingleAsync<long>(
            new CommandDefinition(
                "INSERT INTO civic.incidents (title, opened_at) VALUES (@title, clock_timestamp()) RETURNING id",
                new { title },
                cancellationToken: cancellationToken
            )
        );
        await AddAsync(connection, id, state, text, by, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return (await IncidentList.ReadAsync(connection, id, cancellationToken)).Single();
    }

    /// <exception cref="RuleViolation">404 <c>incident-not-found</c>, 409 <c>incident-resolved</c>.</exception>
    public async Task<IncidentItem> UpdateAsync(
        long id,
        IncidentState state,
        string text,
        Address by,
        CancellationToken cancellationToken
    )
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await AloneAsync(connection, cancellationToken);
        var incident =
            (await IncidentList.ReadAsync(connection, id, cancellationToken)).SingleOrDefault()
            ?? throw new RuleViolation(ErrorCodes.IncidentNotFound, $"There is no incident {id}.");
        if (incident.Updates[0].Text == text && incident.State == Words.Of(state))
        {
            return incident;
        }
        if (IsOver(incident))
        {
            throw new RuleViolation(ErrorCodes.IncidentResolved, $"Incident {id} was resolved.");
        }
        await AddAsync(connection, id, state, text, by, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return (await IncidentList.ReadAsync(connection, id, cancellationToken)).Single();
    }

    private static bool IsOver(IncidentItem incident) => incident.State == Words.Of(IncidentState.Resolved);

    private static async Task<NpgsqlTransaction> AloneAsync(
        NpgsqlConnection connection,
        CancellationToken cancellationToken
    )
    {
        var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await connection.ExecuteAsync(
            new CommandDefinition($"SELECT pg_advisory_xact_lock({LockKey})", cancellationToken: cancellationToken)
        );
        return transaction;
    }

    private static Task AddAsync(
        NpgsqlConnection connection,
        long id,
        IncidentState state,
        string text,
        Address by,
        CancellationToken cancellationToken
    ) =>
        connection.ExecuteAsync(
            new CommandDefinition(
                Add,
                new
                {
                    id,
                    word = Words.Of(state),
                    text,
                    by = by.ToArray(),
                },
                cancellationToken: cancellationToken
            )
        );
}
