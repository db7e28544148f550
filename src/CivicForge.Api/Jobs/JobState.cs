using Dapper;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Npgsql;

namespace CivicForge.Api.Jobs;

/// <summary>How a job's last tick went, whichever process ran it: one row a job, for the operators' page.</summary>
internal sealed class JobState
{
    public required string Name { get; init; }

    /// <summary><c>ok</c>, <c>waiting</c> (it does what it can, and <see cref="Reason"/> says what it waits for) or
    /// <c>failing</c>.</summary>
    public required string Status { get; init; }
    public string? Reason { get; init; }
    public required DateTimeOffset LastRunAt { get; init; }
    public DateTimeOffset? LastSucceededAt { get; init; }

    /// <summary>Failures in a row.</summary>
    public required int Failures { get; init; }
}

internal sealed class JobStateConfiguration : IEntityTypeConfiguration<JobState>
{
    public void Configure(EntityTypeBuilder<JobState> builder)
    {
        builder.ToTable(
            "job_states",
            t =>
                t.HasCheckConstraint(
                    "ck_job_states_status",
                    "status IN ('ok','waiting','failing') AND (status = 'ok') = (reason IS NULL) AND (failures > "
                        + "0) = (status = 'failing')"
                )
        );
        builder.HasKey(j => j.Name);
    }
}

/// <summary>A job as operators see it.</summary>
public sealed record JobItem(
    string Name,
    string Status,
    string? Reason,
    DateTime LastRunAt,
    DateTime? LastSucceededAt,
    int Failures
)
{
    internal const string Newest = """
        SELECT name, status, reason, last_run_at AS "LastRunAt", last_succeeded_at AS "LastSucceededAt", failures
        FROM civic.job_states ORDER BY name LIMIT 50
        """;
}

/// <summary>Writes how jobs went. It never throws: a job is not disturbed by its bookkeeping.</summary>
internal sealed partial class JobStates(NpgsqlDataSource database, ILogger<JobStates> logger)
{
    private static readonly TimeSpan WriteEvery = TimeSpan.FromSeconds(30);
    private readonly System.Collections.Concurrent.ConcurrentDictionary<string, (string? Reason, long At)> _written =
        new(StringComparer.Ordinal);

    /// <param name="reason">Why it waits or fails; null when all went well.</param>
    public async Task WriteAsync(
        string name,
        string status,
        string? reason,
        int failures,
        CancellationToken cancellationToken
    )
    {
        if (
            _written.TryGetValue(name, out var last)
            && last.Reason == reason
            && Environment.TickCount64 - last.At < WriteEvery.TotalMilliseconds
        )
        {
            return;
        }
        try
        {
            await using var connection = await database.OpenConnectionAsync(cancellationToken);
            await connection.ExecuteAsync(
                new CommandDefinition(
                    """
                    INSERT INTO civic.job_states (name, status, reason, last_run_at, last_succeeded_at, failures)
                    VALUES (@name, @status, left(@reason, 1000), clock_timestamp(),
                      CASE WHEN @failures = 0 THEN clock_timestamp() END, @failures)
                    ON CONFLICT (name) DO UPDATE SET status = excluded.status, reason = excluded.reason,
                      last_run_at = excluded.last_run_at, failures = excluded.failures,
                      last_succeeded_at = coalesce(excluded.last_succeeded_at, job_states.last_succeeded_at)
                    """,
                    new
                    {
                        name,
                        status,
                        reason,
                        failures,
                    },
                    cancellationToken: cancellationToken
                )
            );
            _written[name] = (reason, Environment.TickCount64);
        }
        catch (Exception exception) when (exception is NpgsqlException or TimeoutException)
        {
            LogNotWritten(logger, exception, name);
        }
    }

    [LoggerMessage(1502, LogLevel.Warning, "The state of job {Job} could not be written")]
    private static partial void LogNotWritten(ILogger logger, Exception exception, string job);
}
