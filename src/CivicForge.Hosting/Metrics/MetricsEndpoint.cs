using CivicForge.Hosting.Health;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CivicForge.Hosting.Metrics;

/// <summary><c>/metrics</c>, for monitoring alone: on a port that strangers do not reach.</summary>
public static class MetricsEndpoint
{
    private const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    public static IServiceCollection AddMetricsText(this IServiceCollection services) =>
        services.AddSingleton<PrometheusText>().AddSingleton<HealthGauge>();

    /// <summary>Counts from now on; what happened before is lost.</summary>
    public static void StartMetrics(this WebApplication app) => app.Services.GetRequiredService<PrometheusText>();

    /// <summary>For a process whose port is private as a whole.</summary>
    public static void MapMetrics(this WebApplication app) =>
        app.MapGet("/metrics", AnswerAsync).ExcludeFromDescription();

    public static async Task AnswerAsync(HttpContext context)
    {
        await context.RequestServices.GetRequiredService<HealthGauge>().RefreshAsync(context.RequestAborted);
        var metrics = context.RequestServices.GetRequiredService<PrometheusText>();
        await Results.Text(metrics.Render(), ContentType).ExecuteAsync(context);
    }
}
