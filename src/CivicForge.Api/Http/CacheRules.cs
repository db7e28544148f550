using CivicForge.Api.Http.Requests;

namespace CivicForge.Api.Http;

/// <summary>Who may keep an answer of the API. What is public says so itself; everything else depends on who asks, so
/// that a cache between – or a browser that two people use – asks again, and hands nobody what another one was shown.
/// Tokens, one's own account, writes and refusals are kept by nobody: a refusal today is not one tomorrow.</summary>
internal static class CacheRules
{
    private static readonly string[] Secret =
    [
        "/api/v1/auth",
        "/api/v1/me",
        "/api/v1/notifications",
        "/api/v1/operator",
    ];

    public static void UseCacheRules(this WebApplication app) =>
        app.Use(
            static (context, next) =>
            {
                if (context.Request.Path.StartsWithSegments("/api"))
                {
                    context.Response.OnStarting(
                        static state =>
                        {
                            Apply((HttpContext)state);
                            return Task.CompletedTask;
                        },
                        context
                    );
                }

                return next(context);
            }
        );

    private static void Apply(HttpContext context)
    {
        var headers = context.Response.Headers;
        var isRead = HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method);
        if (context.Response.StatusCode >= 400 || Secret.Any(path => context.Request.Path.StartsWithSegments(path)))
        {
            headers.CacheControl = "no-store";
        }
        else if (headers.CacheControl.Count == 0)
        {
            headers.CacheControl = isRead ? "private, no-cache" : "no-store";
        }
        if (
            headers.CacheControl.ToString().StartsWith("public", StringComparison.Ordinal)
            || headers.Vary.ToString().Contains(RequestHeaders.QuestKey, StringComparison.Ordinal)
        )
        {
            return;
        }
        var others = headers.Vary.ToString().Replace("Authorization", "", StringComparison.Ordinal).Trim(' ', ',');
        headers.Vary = $"{others}{(others.Length == 0 ? "" : ", ")}Authorization, {RequestHeaders.QuestKey}";
    }
}
