namespace CivicForge.Api.Http;

/// <summary>Public reads answer every origin and need no token; everything else answers <c>Auth:Origins</c>
/// only.</summary>
internal static class Cors
{
    public const string Public = "public";

    private static readonly string[] Exposed =
    [
        "ETag",
        "Location",
        "Retry-After",
        "RateLimit-Limit",
        "RateLimit-Remaining",
        "RateLimit-Reset",
        "X-Correlation-Id",
    ];

    public static void AddCorsPolicies(this IServiceCollection services, IEnumerable<string> origins) =>
        services.AddCors(options =>
        {
            options.AddDefaultPolicy(policy =>
                policy
                    .WithOrigins([.. origins])
                    .AllowAnyHeader()
                    .AllowAnyMethod()
                    .WithExposedHeaders(Exposed)
                    .SetPreflightMaxAge(TimeSpan.FromHours(1))
            );
            options.AddPolicy(
                Public,
                policy =>
                    policy
                        .AllowAnyOrigin()
                        .AllowAnyHeader()
                        .WithMethods("GET", "HEAD")
                        .WithExposedHeaders(Exposed)
                        .SetPreflightMaxAge(TimeSpan.FromHours(1))
            );
        });
}
