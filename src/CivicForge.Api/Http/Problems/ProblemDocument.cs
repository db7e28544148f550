using System.Globalization;
using System.Text.Json;

namespace CivicForge.Api.Http.Problems;

/// <summary>Writes RFC 9457 documents: <c>type, title, status, detail, code, traceId</c> and the facts.</summary>
internal static class ProblemDocument
{
    public const string MediaType = "application/problem+json";

    public static Task WriteAsync(HttpContext context, RuleViolation violation) =>
        WriteAsync(context, violation.Code, violation.Message, violation.Facts, violation.RetryAfter);

    public static async Task WriteAsync(
        HttpContext context,
        ErrorCode code,
        string detail,
        IReadOnlyList<(string Name, object? Value)> facts,
        TimeSpan? retryAfter = null
    )
    {
        context.RequestServices.GetRequiredService<ProblemCounter>().Count(code);
        var response = context.Response;
        response.StatusCode = code.Status;
        response.ContentType = MediaType;
        response.Headers.CacheControl = "no-store";
        if (code.Status == StatusCodes.Status401Unauthorized)
        {
            response.Headers.WWWAuthenticate = "Bearer";
        }
        if (retryAfter is { } wait)
        {
            response.Headers.RetryAfter = Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds))
                .ToString(CultureInfo.InvariantCulture);
        }
        var document = new Dictionary<string, object?>
        {
            ["type"] = $"/docs/errors#{code.Code}",
            ["title"] = code.Title,
            ["status"] = code.Status,
            ["detail"] = $"{detail} {code.Remedy}",
            ["code"] = code.Code,
            ["traceId"] = TraceId(context),
        };
        foreach (var (name, value) in facts)
        {
            document[name] = value;
        }
        await JsonSerializer.SerializeAsync(response.Body, document, JsonShape.Options, context.RequestAborted);
    }

    public static string TraceId(HttpContext context) => context.TraceIdentifier;
}
