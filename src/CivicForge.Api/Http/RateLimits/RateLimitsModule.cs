using System.Globalization;
using CivicForge.Api.Http.Connections;
using CivicForge.Api.Http.Problems;
using CivicForge.Chain;
using CivicForge.Hosting;

namespace CivicForge.Api.Http.RateLimits;

/// <summary>Every request counts for its address before anything else is done; it counts for the member when
/// <see cref="CountMember"/> is called, after authentication and validation. Answers carry <c>RateLimit-*</c> of the
/// tighter of both.</summary>
internal static class RateLimitsModule
{
    /// <summary>How long a request of a flood waits for its refusal.</summary>
    private static readonly TimeSpan FloodAnswer = TimeSpan.FromSeconds(1);

    /// <exception cref="ConfigurationException">A limit is not a number, or is below 1.</exception>
    public static void AddRateLimits(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(new RateLimitOptions(configuration));
        services.AddSingleton<RateLimiter>();
    }

    /// <summary>Puts requests of these endpoints in a class; without one they are
    /// <see cref="RateClass.Other"/>.</summary>
    public static TBuilder Limited<TBuilder>(this TBuilder builder, RateClass rateClass)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new RateMetadata(rateClass));

    /// <summary>Counts what CORS answers by itself; stands before it.</summary>
    public static void UsePreflightLimits(this WebApplication app) =>
        app.Use(
            static (context, next) =>
                HttpMethods.IsOptions(context.Request.Method)
                    ? CountAsync(context, RateClass.Other, next)
                    : next(context)
        );

    /// <summary>Counts every other request; stands behind routing, which knows the class, and behind CORS, so that a
    /// refusal can be read.</summary>
    public static void UseRateLimits(this WebApplication app) =>
        app.Use(
            static (context, next) =>
                HttpMethods.IsOptions(context.Request.Method)
                    ? next(context)
                    : CountAsync(context, Class(context) ?? RateClass.Other, next)
        );

    /// <summary>Counts a valid request for its member; a request of nobody was counted for its address.</summary>
    /// <exception cref="RuleViolation">429 <c>rate-limited</c>.</exception>
    public static void CountMember(this HttpContext context, Address? caller)
    {
        if (caller is not { } member || Class(context) is not { } rateClass)
        {
            return;
        }
        var decision = Limiter(context).Count(rateClass, member);
        Tell(context, decision);
        if (!decision.Allowed)
        {
            throw Refusal(decision);
        }
    }

    private static Task CountAsync(HttpContext context, RateClass rateClass, RequestDelegate next)
    {
        var decision = Limiter(context).Count(rateClass, ClientNetwork.Of(context.Connection.RemoteIpAddress));
        Tell(context, decision);
        // Not thrown: in a flood a refusal has to cost less than an answer.
        if (!decision.Allowed)
        {
            return RefuseAsync(context, decision);
        }
        return rateClass == RateClass.Other ? InTurnAsync(() => next(context)) : next(context);
    }

    /// <summary>A flood is answered slowly: what a connection sent ahead waits behind the answer, and an address has a
    /// few hundred connections at most, so that refusing it takes next to no processor time.</summary>
    private static Task RefuseAsync(HttpContext context, RateDecision decision)
    {
        return decision.IsFlood ? SlowlyAsync() : InTurnAsync(WriteAsync);

        Task WriteAsync() => ProblemDocument.WriteAsync(context, Refusal(decision));

        async Task SlowlyAsync()
        {
            var time = context.RequestServices.GetRequiredService<TimeProvider>();
            await Task.Delay(FloodAnswer, time, context.RequestAborted)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await WriteAsync();
        }
    }

    /// <summary>Behind what others have asked meanwhile. An answer that waits for nothing would else let a connection
    /// have all that it has sent ahead answered in one go: 64 KiB of short requests are some milliseconds, and of fifty
    /// such connections everybody else would wait for each.</summary>
    private static async Task InTurnAsync(Func<Task> answer)
    {
        await Task.Yield();
        await answer();
    }

    private static RateLimiter Limiter(HttpContext context) =>
        context.RequestServices.GetRequiredService<RateLimiter>();

    private static RateClass? Class(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<RateMetadata>()?.Class;

    private static void Tell(HttpContext context, RateDecision decision)
    {
        var headers = context.Response.Headers;
        if (
            int.TryParse(headers["RateLimit-Remaining"], NumberStyles.None, CultureInfo.InvariantCulture, out var known)
            && decision.Remaining > known
        )
        {
            return;
        }
        headers["RateLimit-Limit"] = decision.Limit.ToString(CultureInfo.InvariantCulture);
        headers["RateLimit-Remaining"] = decision.Remaining.ToString(CultureInfo.InvariantCulture);
        headers["RateLimit-Reset"] = ((int)Math.Ceiling(decision.Reset.TotalSeconds)).ToString(
            CultureInfo.InvariantCulture
        );
    }

    private static RuleViolation Refusal(RateDecision decision) =>
        new(
            ErrorCodes.RateLimited,
            $"More than {decision.Limit} requests of this kind in a minute.",
            ("limit", decision.Limit)
        )
        {
            RetryAfter = decision.Reset,
        };

    private sealed record RateMetadata(RateClass Class);
}
