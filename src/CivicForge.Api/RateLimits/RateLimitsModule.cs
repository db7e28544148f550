using System.Globalization;
using System.Net;
using System.Net.Sockets;
using CivicForge.Api.Problems;
using CivicForge.Chain;

namespace CivicForge.Api.RateLimits;

/// <summary>Every request counts for its IP before anything else is done; it counts for the member when <see cref="CountMember"/> is called,
/// after authentication and validation. Answers carry <c>RateLimit-*</c> of the tighter of both.</summary>
internal static class RateLimitsModule
{
    public static void AddRateLimits(this IServiceCollection services)
    {
        services.AddSingleton<RateLimitOptions>();
        services.AddSingleton<RateLimiter>();
    }

    /// <summary>Counts requests of these endpoints for their IP.</summary>
    public static TBuilder Limited<TBuilder>(this TBuilder builder, RateClass rateClass)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new RateMetadata(rateClass));

    public static void UseRateLimits(this WebApplication app) => app.Use(static (context, next) =>
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<RateMetadata>() is { } metadata) Count(context, metadata.Class, IpKey(context.Connection.RemoteIpAddress));
        return next(context);
    });

    /// <summary>Counts an authenticated, valid request for its member.</summary>
    /// <exception cref="RuleViolation">429 <c>rate-limited</c>.</exception>
    public static void CountMember(this HttpContext context, Address member)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<RateMetadata>() is { } metadata) Count(context, metadata.Class, member.ToString());
    }

    private static void Count(HttpContext context, RateClass rateClass, string key)
    {
        var decision = context.RequestServices.GetRequiredService<RateLimiter>().Count(rateClass, key);
        var headers = context.Response.Headers;
        if (!int.TryParse(headers["RateLimit-Remaining"], NumberStyles.None, CultureInfo.InvariantCulture, out var known) || decision.Remaining <= known)
        {
            headers["RateLimit-Limit"] = decision.Limit.ToString(CultureInfo.InvariantCulture);
            headers["RateLimit-Remaining"] = decision.Remaining.ToString(CultureInfo.InvariantCulture);
            headers["RateLimit-Reset"] = ((int)Math.Ceiling(decision.Reset.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        }

        if (decision.Allowed) return;
        throw new RuleViolation(ErrorCodes.RateLimited, $"More than {decision.Limit} requests of this kind in a minute.", ("limit", decision.Limit)) { RetryAfter = decision.Reset };
    }

    /// <summary>An IPv6 client owns a /64, so that is what counts.</summary>
    private static string IpKey(IPAddress? address)
    {
        if (address is null) return "unknown";
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        if (address.AddressFamily != AddressFamily.InterNetworkV6) return address.ToString();
        return Convert.ToHexStringLower(address.GetAddressBytes().AsSpan(0, 8));
    }

    private sealed record RateMetadata(RateClass Class);
}
