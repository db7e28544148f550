using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CivicForge.Api.Anchoring;

/// <summary>Unhealthy only on the wrong chain; a silent node is degraded: pairs are still sealed, and anchoring catches up.</summary>
internal sealed class AnchorerHealth(AnchorerStatus status) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(
        status.WrongChain is { } wrong ? HealthCheckResult.Unhealthy(wrong)
        : status.Silence is { } silence ? HealthCheckResult.Degraded(silence)
        : HealthCheckResult.Healthy());
}
