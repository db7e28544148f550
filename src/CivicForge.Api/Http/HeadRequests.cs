namespace CivicForge.Api.Http;

/// <summary>Answers HEAD wherever GET is answered, with the same status and headers. The request goes on as a GET; the
/// server itself leaves the body out.</summary>
internal static class HeadRequests
{
    public static void UseHeadRequests(this WebApplication app) =>
        app.Use(
            static async (context, next) =>
            {
                if (!HttpMethods.IsHead(context.Request.Method))
                {
                    await next(context);
                    return;
                }

                context.Items[typeof(HeadRequests)] = true;
                context.Request.Method = HttpMethods.Get;
                try
                {
                    await next(context);
                }
                finally
                {
                    context.Request.Method = HttpMethods.Head; // for the log
                }
            }
        );

    /// <summary>Whether only the headers are wanted; for answers that would never end.</summary>
    public static bool WantsHeadersOnly(this HttpContext context) => context.Items.ContainsKey(typeof(HeadRequests));
}
