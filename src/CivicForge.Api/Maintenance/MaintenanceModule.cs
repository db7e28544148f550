using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CivicForge.Api.Maintenance;

/// <summary>The switch for maintenance: <see cref="SetMaintenance"/> turns it, <see cref="MaintenanceGate"/> refuses
/// what it stops, and jobs look at it before they begin.</summary>
internal static class MaintenanceModule
{
    /// <summary>For whoever only looks.</summary>
    public static IServiceCollection AddMaintenanceWatch(this IServiceCollection services)
    {
        services.TryAddSingleton<MaintenanceWatch>();
        return services;
    }

    /// <summary>For every process: its health and metrics.</summary>
    public static void AddMaintenance(this IServiceCollection services)
    {
        services.AddMaintenanceWatch().AddSingleton<MaintenanceGauge>();
        services.AddHealthChecks().AddCheck<MaintenanceHealth>("maintenance");
    }

    /// <summary>For role api, which refuses.</summary>
    public static void AddMaintenanceGate(this IServiceCollection services) =>
        services.AddSingleton<SetMaintenance>().AddHostedService<WatchMaintenance>();
}
