using CivicForge.Api.Http.Problems;

namespace CivicForge.Api.Maintenance;

/// <summary>Marks endpoints that are answered whatever the switch says.</summary>
internal sealed record GoesOn;

/// <summary>Refuses what the switch stops, by its endpoint: before the caller is looked up and before a body is read.
/// A request that has passed is carried out to its end, so an acknowledged write is never half done.</summary>
internal static class MaintenanceGate
{
    /// <summary>Operators are often done earlier than they said.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);

    /// <summary>When nobody said until when.</summary>
    private static readonly TimeSpan AskAgain = TimeSpan.FromSeconds(30);

    public static TEndpoint GoesOnInMaintenance<TEndpoint>(this TEndpoint endpoint)
        where TEndpoint : IEndpointConventionBuilder => endpoint.WithMetadata(new GoesOn());

    /// <summary>Stands behind routing and CORS, so that a refusal can be read.</summary>
    public static void UseMaintenance(this WebApplication app)
    {
        var watch = app.Services.GetRequiredService<MaintenanceWatch>();
        app.Use(
            (context, next) =>
                watch.Current is { Notice: { } notice } state && IsStopped(context, state.Mode)
                    ? ProblemDocument.WriteAsync(context, Refusal(notice, state.Remaining))
                    : next(context)
        );
    }

    /// <summary>503 <c>maintenance</c>.</summary>
    public static RuleViolation Refusal(MaintenanceNotice notice, TimeSpan? remaining) =>
        new(
            ErrorCodes.Maintenance,
            notice.Reason + (notice.Reason[^1] is '.' or '!' or '?' ? "" : "."),
            ("mode", notice.Mode),
            ("reason", notice.Reason),
            ("until", notice.Until)
        )
        {
            RetryAfter = remaining is { } left ? TimeSpan.FromTicks(Math.Min(left.Ticks, LongestWait.Ticks)) : AskAgain,
        };

    private static bool IsStopped(HttpContext context, MaintenanceMode mode) =>
        (mode == MaintenanceMode.On || !IsRead(context.Request.Method))
        && context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal)
        && context.GetEndpoint() is { } endpoint
        && endpoint.Metadata.GetMetadata<GoesOn>() is null;

    private static bool IsRead(string method) =>
        HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);
}
