using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CivicForge.Hosting.Health;

/// <summary><c>/health/live</c>: the process runs. <c>/health/ready</c>: whether it can do its work.</summary>
public static class HealthEndpoints
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <param name="look">Finds out how this process is.</param>
    public static void MapHealth(this WebApplication app, Func<CancellationToken, Task<ReadinessReport>> look)
    {
        app.Services.GetService<HealthGauge>()?.Watch(look);
        app.MapGet("/health/live", () => Results.Ok(new { status = "live" })).ExcludeFromDescription();
        app.MapGet(
                "/health/ready",
                async (CancellationToken cancellationToken) =>
                {
                    var report = await look(cancellationToken);
                    return Results.Json(
                        report,
                        Json,
                        statusCode: report.Status == ReadinessReport.Unready
                            ? StatusCodes.Status503ServiceUnavailable
                            : StatusCodes.Status200OK
                    );
                }
            )
            .ExcludeFromDescription();
    }
}
