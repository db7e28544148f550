using Npgsql;

namespace CivicForge.Api.Maintenance;

/// <summary>Role api: looks at the switch every second, and before the first request.</summary>
internal sealed partial class WatchMaintenance(
    MaintenanceWatch watch,
    TimeProvider time,
    ILogger<WatchMaintenance> logger
) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);
    private bool _isBlind;
    private MaintenanceMode _mode;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await LookAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await LookAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            return;
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            var state = await watch.LookAsync(cancellationToken);
            _isBlind = false;
            if (state.Mode != _mode)
            {
                _mode = state.Mode;
                LogSwitched(logger, _mode);
            }
        }
        catch (Exception exception) when (exception is NpgsqlException or TimeoutException)
        {
            if (!_isBlind)
            {
                LogBlind(logger, exception.Message);
            }
            _isBlind = true;
        }
    }

    [LoggerMessage(1601, LogLevel.Information, "Maintenance is {Mode} for this process from now on")]
    private static partial void LogSwitched(ILogger logger, MaintenanceMode mode);

    [LoggerMessage(
        1602,
        LogLevel.Warning,
        "The maintenance switch cannot be read ({Reason}); what was seen last holds until it can"
    )]
    private static partial void LogBlind(ILogger logger, string reason);
}
