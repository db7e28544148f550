using CivicForge.Api.Database;
using CivicForge.Api.Events;
using CivicForge.Api.Hosting;
using CivicForge.Api.Jobs;
using CivicForge.Api.Maintenance;
using CivicForge.Api.Notifications;
using CivicForge.Api.Quests;
using CivicForge.Api.Rewards;
using CivicForge.Api.Telemetry;
using CivicForge.Api.Watching;
using CivicForge.Hosting;
using CivicForge.Hosting.Database;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Quartz;

namespace CivicForge.Api.Worker;

/// <summary>Role worker: what is due by time and not of the chain, as user <c>civic_worker</c>, without any key. Any
/// number may run at once.</summary>
internal static class WorkerModule
{
    /// <summary>The work itself, without its clock: tests step it.</summary>
    public static void AddWorker(this IServiceCollection services)
    {
        services.AddMaintenanceWatch().AddSingleton<Alarms>().AddSingleton<JobStates>();
        services.AddQuestExpiry();
        services.AddEventProjection();
        services.AddInboxFilling();
        services
            .AddOptions<RetentionOptions>()
            .BindConfiguration(RetentionOptions.Section)
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.AddPeriodicWork<ClearExpired>(
            "clear-expired",
            TimeSpan.FromMinutes(1),
            (clear, cancellationToken) => clear.RunAsync(cancellationToken)
        );
        services.AddPeriodicWork<ClearExpired>(
            "clear-sessions",
            TimeSpan.FromHours(1),
            (clear, cancellationToken) => clear.RunSeldomAsync(cancellationToken)
        );
        services.AddPeriodicWork<CountAlarms>(
            "count-alarms",
            TimeSpan.FromSeconds(15),
            (count, cancellationToken) => count.RunAsync(cancellationToken),
            pausesFrom: null // monitoring goes on
        );
        services.AddOptions<BackupOptions>().BindConfiguration(BackupOptions.Section);
        services.AddSingleton<BackupStatus>();
        services.AddPeriodicWork<WatchBackups>(
            "watch-backups",
            TimeSpan.FromMinutes(1),
            (watch, cancellationToken) => watch.RunAsync(cancellationToken)
        );
        services.AddPeriodicWork<SelfDealing>(
            "self-dealing",
            TimeSpan.FromMinutes(10),
            (watch, cancellationToken) => watch.RunAsync(cancellationToken)
        );
    }

    /// <summary>The role as a process has it: alone, or beside role api with services and a database user of its
    /// own.</summary>
    /// <exception cref="ConfigurationException">Beside role api, the worker's own connection is missing.</exception>
    public static void AddWorkerRole(this IServiceCollection services, IConfiguration configuration, Role roles)
    {
        services.AddSingleton<WorkerStatus>();
        services.AddHealthChecks().AddCheck<WorkerStatus>("worker");
        if (roles == Role.Worker)
        {
            services.AddWorker();
            services.AddQuartzHostedService(options => options.WaitForJobsToComplete = true);
            return;
        }

        var connection = DatabaseConnection.Read(
            configuration,
            "Worker",
            "the database, with user civic_worker, because of --role api,worker; ConnectionStrings:Civic stays that "
                + "of civic_api"
        );
        services.AddHostedService(provider => ActivatorUtilities.CreateInstance<WorkerBeside>(provider, connection));
    }

    /// <summary>Everything the worker needs of its own.</summary>
    internal static IServiceCollection WithConnection(this IServiceCollection services, string connection)
    {
        services.AddDatabase(
            new ConfigurationBuilder()
                .AddInMemoryCollection(new Dictionary<string, string?> { ["ConnectionStrings:Civic"] = connection })
                .Build()
        );
        services.TryAddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        services.TryAddSingleton<CivicMetrics>();
        services.AddWorker();
        return services;
    }
}

/// <summary>The worker in another role's process: only log, clock, settings, metrics and status are shared, so that
/// each keeps its own database user.</summary>
internal sealed class WorkerBeside(
    string connection,
    IConfiguration configuration,
    CivicMetrics metrics,
    ILoggerFactory loggers,
    TimeProvider time,
    WorkerStatus status,
    IHostApplicationLifetime lifetime
) : IHostedService, IAsyncDisposable
{
    private readonly ServiceProvider _services = Build(
        connection,
        configuration,
        metrics,
        loggers,
        time,
        status,
        lifetime
    );

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var service in _services.GetServices<IHostedService>())
        {
            await service.StartAsync(cancellationToken);
        }
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        foreach (var service in _services.GetServices<IHostedService>().Reverse())
        {
            await service.StopAsync(cancellationToken);
        }
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private static ServiceProvider Build(
        string connection,
        IConfiguration configuration,
        CivicMetrics metrics,
        ILoggerFactory loggers,
        TimeProvider time,
        WorkerStatus status,
        IHostApplicationLifetime lifetime
    )
    {
        var services = new ServiceCollection()
            .AddSingleton(loggers)
            .AddSingleton(typeof(ILogger<>), typeof(Logger<>))
            .AddSingleton(time)
            .AddSingleton(status)
            .AddSingleton(lifetime)
            .AddSingleton(configuration)
            .AddSingleton(metrics);
        services.WithConnection(connection);
        services.AddQuartzHostedService(options => options.WaitForJobsToComplete = true);
        return services.BuildServiceProvider();
    }
}
