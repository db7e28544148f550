using System.Diagnostics.Metrics;

namespace CivicForge.Api.Worker;

/// <summary>How old the newest backup and the newest restore drill are, and whether the database's log is archived, for
/// monitoring. What is watched and was never made is infinitely old.</summary>
internal sealed class BackupStatus : IDisposable
{
    private readonly Meter _meter = new("CivicForge.Backup");

    public BackupStatus(TimeProvider time)
    {
        _meter.CreateObservableGauge(
            "civicforge.backup.age",
            () => Age(Made?.Backup, time),
            "s",
            "Since the newest backup began"
        );
        _meter.CreateObservableGauge(
            "civicforge.backup.drill_age",
            () => Age(Made?.Drill, time),
            "s",
            "Since a drill last restored a backup and its audit was clean"
        );
        _meter.CreateObservableGauge(
            "civicforge.backup.log_failing",
            LogFailing,
            description: "1 while PostgreSQL cannot archive its write-ahead log"
        );
    }

    /// <summary>Null while nobody watches.</summary>
    public BackupTimes? Made { get; set; }

    /// <summary>Null while PostgreSQL archives nothing at all.</summary>
    public bool? IsLogFailing { get; set; }

    public void Dispose() => _meter.Dispose();

    private IEnumerable<Measurement<int>> LogFailing() =>
        IsLogFailing is { } failing ? [new Measurement<int>(failing ? 1 : 0)] : [];

    private IEnumerable<Measurement<double>> Age(DateTimeOffset? at, TimeProvider time) =>
        Made is null ? []
        : at is { } made ? [new Measurement<double>((time.GetUtcNow() - made).TotalSeconds)]
        : [new Measurement<double>(double.PositiveInfinity)];
}

/// <summary>Null: never.</summary>
internal sealed record BackupTimes(DateTimeOffset? Backup, DateTimeOffset? Drill);
