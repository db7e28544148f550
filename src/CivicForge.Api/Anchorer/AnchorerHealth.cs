using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CivicForge.Api.Anchorer;

/// <summary>Unhealthy only on the wrong chain; see <see cref="JobHealthCheck"/> for the rest.</summary>
internal sealed class AnchorerHealth(AnchorerStatus status) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context,
        CancellationToken cancellationToken = default
    ) =>
        Task.FromResult(
            status.WrongChain is { } wrong ? HealthCheckResult.Unhealthy(wrong) : HealthCheckResult.Healthy()
        );
}

/// <summary>Degraded from a job's failure, or while it waits for something, until that very job succeeds: pairs are
/// still accepted, and it catches up.</summary>
internal sealed class JobHealthCheck(AnchorerStatus status, string job) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context,
        CancellationToken cancellationToken = default
    ) =>
        Task.FromResult(
            status.ReasonOf(job) is { } reason ? HealthCheckResult.Degraded(reason) : HealthCheckResult.Healthy()
        );
}
