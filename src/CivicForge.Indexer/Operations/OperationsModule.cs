using CivicForge.Indexer.Following;

namespace CivicForge.Indexer.Operations;

/// <summary>What an operator asks this process, on its own loopback port.</summary>
internal static class OperationsModule
{
    internal sealed record Health(string Status, string Role, string? Detail);

    internal static void MapOperations(this WebApplication app)
    {
        app.MapGet("/health/live", () => Results.Json(new Health("healthy", "indexer", null)));
        app.MapGet("/health/ready", Ready);
        app.MapGet(
            "/metrics",
            (PrometheusText metrics) => Results.Text(metrics.Render(), "text/plain; version=0.0.4; charset=utf-8")
        );
    }

    /// <summary>503 only for what a person must mend: a halt, the wrong chain, no database. A silent node is 200
    /// <c>degraded</c>.</summary>
    private static IResult Ready(FollowerHealth health)
    {
        var (status, detail, _) = health.Read();
        return Results.Json(
            new Health(status, "indexer", detail),
            statusCode: status == "unhealthy" ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK
        );
    }
}
