using CivicForge.Api.Maintenance;
using CivicForge.Api.Watching;
using Quartz;

namespace CivicForge.Api.Jobs;

/// <summary>What role worker does again and again. It MUST be idempotent, find its work in the database by the
/// database's clock, and be right when two workers do it at once: a missed tick is the next tick, and a second worker
/// is no mistake.</summary>
/// <param name="Name">As in health, metrics and log.</param>
/// <param name="Every">From one start to the next; never two at once in one process.</param>
/// <param name="RunAsync">Returns how many rows it changed.</param>
/// <param name="PausesFrom">The mode of maintenance from which on it stands still; null when it never does.</param>
internal sealed record PeriodicWork(
    string Name,
    TimeSpan Every,
    Func<CancellationToken, Task<int>> RunAsync,
    MaintenanceMode? PausesFrom = MaintenanceMode.On
);

internal static class PeriodicWorkModule
{
    /// <summary>Quartz is the clock, with one endless trigger that fires at once; it ticks only where a worker runs
    /// (<see cref="Worker.WorkerModule"/>).</summary>
    public static void AddPeriodicWork<T>(
        this IServiceCollection services,
        string name,
        TimeSpan every,
        Func<T, CancellationToken, Task<int>> run,
        MaintenanceMode? pausesFrom = MaintenanceMode.On
    )
        where T : class
    {
        services.AddSingleton<T>();
        services.AddSingleton(provider => new PeriodicWork(
            name,
            every,
            cancellationToken => run(provider.GetRequiredService<T>(), cancellationToken),
            pausesFrom
        ));
        services.AddQuartz(quartz =>
            quartz.ScheduleJob<PeriodicJob>(
                trigger => trigger.WithSimpleSchedule(schedule => schedule.WithInterval(every).RepeatForever()),
                job => job.WithIdentity(name)
            )
        );
    }
}

/// <summary>The edge of one tick: what it threw becomes a log line and the process's health, and the next tick starts
/// from the database.</summary>
[DisallowConcurrentExecution]
internal sealed partial class PeriodicJob(
    IEnumerable<PeriodicWork> works,
    WorkerStatus status,
    JobStates states,
    Alarms alarms,
    MaintenanceWatch maintenance,
    TimeProvider time,
    ILogger<PeriodicJob> logger
) : IJob
{
    /// <summary>An alarm comes with this failure in a row.</summary>
    private const int AlarmAfter = 3;

    public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) =>
        new(RunAsync(works.Single(work => work.Name == context.JobDetail.Key.Name), cancellationToken));

    internal async Task RunAsync(PeriodicWork work, CancellationToken cancellationToken)
    {
        try
        {
            if (
                await maintenance.LookAsync(cancellationToken) is { Text: { } why } state
                && state.Mode >= work.PausesFrom
            )
            {
                status.Paused(work.Name, work.Every, time.GetUtcNow());
                await states.WriteAsync(work.Name, "waiting", $"Maintenance is {why}", 0, cancellationToken);
                return;
            }
            var changed = await work.RunAsync(cancellationToken);
            var failures = status.Succeeded(work.Name, work.Every, changed, time.GetUtcNow());
            await states.WriteAsync(work.Name, "ok", null, 0, cancellationToken);
            if (failures != 0)
            {
                await alarms.EndAsync(AlarmKind.JobFailing, work.Name, cancellationToken);
            }
            if (changed > 0)
            {
                LogDone(logger, work.Name, changed);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception exception)
        {
            LogFailed(logger, exception, work.Name);
            var failures = status.Failed(work.Name, exception);
            var reason = $"{exception.GetType().Name}: {exception.Message}";
            await states.WriteAsync(work.Name, "failing", reason, failures, cancellationToken);
            if (failures >= AlarmAfter)
            {
                await alarms.RaiseAsync(
                    AlarmKind.JobFailing,
                    work.Name,
                    $"{failures} times in a row: {reason}",
                    cancellationToken
                );
            }
        }
    }

    [LoggerMessage(30, LogLevel.Information, "{Work} changed {Count} rows")]
    private static partial void LogDone(ILogger logger, string work, int count);

    [LoggerMessage(31, LogLevel.Error, "{Work} failed; it runs again at its next tick")]
    private static partial void LogFailed(ILogger logger, Exception exception, string work);
}
