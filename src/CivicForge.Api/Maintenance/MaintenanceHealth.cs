using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace CivicForge.Api.Maintenance;

/// <summary>Says on <c>/health/ready</c> what is switched on. It takes no process out of service: a load balancer has
/// to go on asking for what is still answered.</summary>
internal sealed class MaintenanceHealth(MaintenanceWatch watch) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context,
        CancellationToken cancellationToken = default
    )
    {
        try
        {
            return HealthCheckResult.Healthy((await watch.LookAsync(cancellationToken)).Text);
        }
        catch (Exception exception) when (exception is NpgsqlException or TimeoutException)
        {
            // The check of the database says so; what was seen last holds.
            return HealthCheckResult.Healthy(watch.Current.Text);
        }
    }
}
