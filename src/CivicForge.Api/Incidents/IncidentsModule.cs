namespace CivicForge.Api.Incidents;

/// <summary>What operators tell everybody when something is wrong.</summary>
internal static class IncidentsModule
{
    public static void AddIncidents(this IServiceCollection services) =>
        services.AddSingleton<IncidentList>().AddSingleton<TellIncident>();
}
