using System.Diagnostics.Metrics;
using Dapper;
using Npgsql;

namespace CivicForge.Api.Watching;

/// <summary>Raises alarms and ends them, from any process. Both are idempotent, and neither throws: an alarm that
/// cannot be stored is in the log, and what is going on is not disturbed.</summary>
internal sealed partial class Alarms : IDisposable
{
    internal const string Raise = """
        INSERT INTO civic.alarms AS a (kind, subject, detail, count, first_seen_at, last_seen_at)
        VALUES (@kind, left(@subject, 200), left(@detail, 1000), 1, clock_timestamp(), clock_timestamp())
        ON CONFLICT (kind, subject) WHERE ended_at IS NULL DO UPDATE
        SET detail = excluded.detail, count = a.count + 1, last_seen_at = excluded.last_seen_at
        """;

    private readonly Meter _meter = new("CivicForge.Alarms");
    private readonly Counter<long> _raised;
    private readonly NpgsqlDataSource _database;
    private readonly ILogger<Alarms> _logger;

    public Alarms(NpgsqlDataSource database, ILogger<Alarms> logger)
    {
        (_database, _logger) = (database, logger);
        _raised = _meter.CreateCounter<long>(
            "civicforge.alarms",
            description: "Things a person has to look at, each time one is seen"
        );
    }

    /// <param name="subject">What of this kind: a key, a job, a quest. Keep their number small: each has a line of its
    /// own.</param>
    /// <param name="detail">What happened, the facts, and what to do.</param>
    public Task RaiseAsync(string kind, string subject, string detail, CancellationToken cancellationToken)
    {
        _raised.Add(1, new KeyValuePair<string, object?>("kind", kind));
        return WriteAsync(
            kind,
            subject,
            Raise,
            new
            {
                kind,
                subject,
                detail,
            },
            cancellationToken
        );
    }

    /// <summary>The cause is gone.</summary>
    public Task EndAsync(string kind, string subject, CancellationToken cancellationToken) =>
        WriteAsync(
            kind,
            subject,
            "UPDATE civic.alarms SET ended_at = clock_timestamp() WHERE kind = @kind "
                + "AND subject = left(@subject, 200) AND ended_at IS NULL",
            new { kind, subject },
            cancellationToken
        );

    /// <summary>Ends every alarm of a kind but those about <paramref name="lasting"/>.</summary>
    public Task EndOthersAsync(string kind, IReadOnlyCollection<string> lasting, CancellationToken cancellationToken) =>
        WriteAsync(
            kind,
            "",
            "UPDATE civic.alarms SET ended_at = clock_timestamp() WHERE kind = @kind AND subject <> ALL(@lasting) "
                + "AND ended_at IS NULL",
            new { kind, lasting = lasting.ToArray() },
            cancellationToken
        );

    /// <summary>Ends alarms of a kind that were not seen for so long.</summary>
    public Task EndQuietAsync(string kind, TimeSpan quiet, CancellationToken cancellationToken) =>
        WriteAsync(
            kind,
            "",
            "UPDATE civic.alarms SET ended_at = clock_timestamp() WHERE kind = @kind "
                + "AND last_seen_at < clock_timestamp() - @quiet AND ended_at IS NULL",
            new { kind, quiet },
            cancellationToken
        );

    /// <summary>As part of the caller's transaction, which is also the only one to fail.</summary>
    public static Task RaiseAsync(
        NpgsqlConnection connection,
        string kind,
        string subject,
        string detail,
        CancellationToken cancellationToken
    ) =>
        connection.ExecuteAsync(
            new CommandDefinition(
                Raise,
                new
                {
                    kind,
                    subject,
                    detail,
                },
                cancellationToken: cancellationToken
            )
        );

    public void Dispose() => _meter.Dispose();

    private async Task WriteAsync(
        string kind,
        string subject,
        string sql,
        object parameters,
        CancellationToken cancellationToken
    )
    {
        try
        {
            await using var connection = await _database.OpenConnectionAsync(cancellationToken);
            await connection.ExecuteAsync(new CommandDefinition(sql, parameters, cancellationToken: cancellationToken));
        }
        catch (Exception exception) when (exception is NpgsqlException or TimeoutException)
        {
            LogNotStored(_logger, exception, kind, subject);
        }
    }

    [LoggerMessage(1501, LogLevel.Error, "Alarm {Kind} about '{Subject}' could not be stored or ended")]
    private static partial void LogNotStored(ILogger logger, Exception exception, string kind, string subject);
}
