using CivicForge.Api.Telemetry;
using CivicForge.Api.Watching;
using Dapper;
using Microsoft.Extensions.Options;
using Npgsql;

namespace CivicForge.Api.Quests.Evidence;

/// <summary>Removes files that no quest uses – every move takes its own with it, so this finds only what an older
/// version left –, forgets the counts of past days, and tells the operator for as long as the room for files is nearly
/// used up.</summary>
internal sealed partial class ClearEvidence
{
    private const int MaxQuestsPerRun = 100;
    private const string AlarmSubject = "evidence";

    // Locked as a move would lock them; a quest that moved since it was found is looked at again by its new state.
    private const string Clear = """
        WITH found AS (
          SELECT q.id, q.status, q.submission_evidence AS list FROM civic.quests q
          WHERE q.id IN (
            SELECT f.quest_id FROM civic.evidence_files f JOIN civic.quests p ON p.id = f.quest_id
            WHERE p.status IN ('OPEN','CANCELLED','EXPIRED')
              OR (p.status <> 'CLAIMED' AND NOT EXISTS (SELECT
                  FROM generate_series(1, octet_length(p.submission_evidence), 32) i
                  WHERE substring(p.submission_evidence FROM i FOR 32) = f.sha256))
            LIMIT @MaxQuestsPerRun)
            AND q.status <> 'CLAIMED'
          FOR UPDATE SKIP LOCKED)
        DELETE FROM civic.evidence_files f USING found WHERE f.quest_id = found.id
          AND (found.status IN ('OPEN','CANCELLED','EXPIRED')
            OR NOT EXISTS (SELECT FROM generate_series(1, octet_length(found.list), 32) i
                WHERE substring(found.list FROM i FOR 32) = f.sha256))
        """;

    private readonly NpgsqlDataSource _database;
    private readonly EvidenceOptions _options;
    private readonly Alarms _alarms;
    private readonly ILogger<ClearEvidence> _logger;
    private long _total;
    private bool? _isNearlyFull;

    public ClearEvidence(
        NpgsqlDataSource database,
        IOptions<EvidenceOptions> options,
        CivicMetrics metrics,
        Alarms alarms,
        ILogger<ClearEvidence> logger
    )
    {
        (_database, _options, _alarms, _logger) = (database, options.Value, alarms, logger);
        metrics.Meter.CreateObservableGauge(
            "civicforge.evidence.bytes",
            () => Interlocked.Read(ref _total),
            description: "Bytes of all files of evidence."
        );
        metrics.Meter.CreateObservableGauge(
            "civicforge.evidence.allowed_bytes",
            () => _options.TotalBytes,
            description: "Bytes that all files of evidence may have."
        );
    }

    /// <returns>How many files were removed.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        await using var connection = await _database.OpenConnectionAsync(cancellationToken);
        var removed = await connection.ExecuteAsync(
            new CommandDefinition(Clear, new { MaxQuestsPerRun }, cancellationToken: cancellationToken)
        );
        await connection.ExecuteAsync(
            new CommandDefinition(
                "DELETE FROM civic.evidence_days WHERE day < (clock_timestamp() AT TIME ZONE 'UTC')::date - 1",
                cancellationToken: cancellationToken
            )
        );
        await TellAsync(
            await connection.ExecuteScalarAsync<long>(
                new CommandDefinition(EvidenceUsage.SelectTotal, cancellationToken: cancellationToken)
            ),
            cancellationToken
        );
        return removed;
    }

    /// <summary>The log has a line when the mark is passed, not with every run; the alarm lasts until there is room
    /// again, also over a restart of the worker.</summary>
    private async Task TellAsync(long total, CancellationToken cancellationToken)
    {
        Interlocked.Exchange(ref _total, total);
        var before = _isNearlyFull;
        _isNearlyFull = total >= _options.TotalBytes / 100.0 * _options.TellAtPercent;
        if (_isNearlyFull == true)
        {
            if (before != true)
            {
                LogNearlyFull(_logger, total, _options.TotalBytes, _options.TellAtPercent);
            }
            var text =
                $"Files of evidence have {total} of {_options.TotalBytes} bytes, more than "
                + $"{_options.TellAtPercent} %. Uploads are refused when all are used; raise Evidence:TotalBytes "
                + "when the disk has room.";
            await _alarms.RaiseAsync(AlarmKind.Storage, AlarmSubject, text, cancellationToken);
        }
        else if (before != false)
        {
            await _alarms.EndAsync(AlarmKind.Storage, AlarmSubject, cancellationToken);
        }
    }

    [LoggerMessage(
        33,
        LogLevel.Warning,
        "Files of evidence have {Total} of {Allowed} bytes, more than {Percent} %; uploads are refused when all "
            + "are used. Raise Evidence:TotalBytes when the disk has room"
    )]
    private static partial void LogNearlyFull(ILogger logger, long total, long allowed, int percent);
}
