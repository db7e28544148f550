using CivicForge.Api.Access;
using CivicForge.Api.Attestations;
using CivicForge.Api.Http;
using CivicForge.Api.Http.Problems;
using CivicForge.Api.Http.RateLimits;
using CivicForge.Api.Http.Requests;
using CivicForge.Api.Maintenance;
using CivicForge.Api.Quests;
using CivicForge.Api.Telemetry;
using CivicForge.Hosting;
using CivicForge.Hosting.Metrics;

namespace CivicForge.Api.Discovery;

/// <summary>What operators, load balancers and verifiers ask: health in every role; metrics on a port of their own;
/// well-known, counters and documentation in role api.</summary>
internal static class DiscoveryModule
{
    public static void AddHealth(this IServiceCollection services)
    {
        services.AddSingleton<CivicMetrics>().AddSingleton<ProblemCounter>();
        services.AddMetricsText();
        services.AddSingleton<Readiness>();
        services.AddHealthChecks();
    }

    public static void AddDiscovery(this IServiceCollection services)
    {
        services.AddSingleton<Statistics>().AddSingleton<ServiceStatus>();
        services.AddOpenApiDocument();
        services.AddSingleton<OpenApiFile>();
    }

    public static void MapDiscovery(this WebApplication app, IEndpointRouteBuilder api)
    {
        var wellKnown = WellKnown.Create(
            app.Services.GetRequiredService<ChainOptions>(),
            app.Services.GetRequiredService<AuthOptions>(),
            app.Services.GetRequiredService<AttestationOptions>(),
            app.Services.GetRequiredService<ReceiptSigner>()
        );
        app.MapGet(WellKnown.Path, () => Results.Json(wellKnown, JsonShape.Options))
            .RequireCors(Cors.Public)
            .GoesOnInMaintenance()
            .WithTags("Operations")
            .WithSummary("This deployment")
            .Produces<WellKnown>();
        api.MapGet(
                "/stats",
                async (Statistics statistics, CancellationToken cancellationToken) =>
                    TypedResults.Ok(await statistics.ReadAsync(cancellationToken))
            )
            .Limited(RateClass.Reads)
            .RequireCors(Cors.Public)
            .WithTags("Operations")
            .WithSummary("Counters and limits");
        api.MapGet(
                "/status",
                async (ServiceStatus status, CancellationToken cancellationToken) =>
                    TypedResults.Ok(await status.ReadAsync(cancellationToken))
            )
            .GoesOnInMaintenance()
            .Limited(RateClass.Reads)
            .RequireCors(Cors.Public)
            .WithTags("Operations")
            .WithSummary("Whether anchors and confirmations come in time");
        api.MapGet("/categories", () => TypedResults.Ok(new Page<string>(Categories.All, null)))
            .Limited(RateClass.Reads)
            .RequireCors(Cors.Public)
            .WithTags("Operations")
            .WithSummary("The categories a quest may have");
        app.MapGet("/openapi/v1.json", (OpenApiFile file) => file.GetAsync())
            .Limited(RateClass.Document)
            .RequireCors(Cors.Public)
            .ExcludeFromDescription();
        var errors = ErrorReference.Html();
        app.MapGet("/docs/errors", () => Results.Text(errors, "text/html; charset=utf-8")).ExcludeFromDescription();
        app.UseSwaggerUI(options =>
        {
            options.RoutePrefix = "docs";
            options.DocumentTitle = "CivicForge API";
            options.SwaggerEndpoint("/openapi/v1.json", "v1");
        });
    }
}
