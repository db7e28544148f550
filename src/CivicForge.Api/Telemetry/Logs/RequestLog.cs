using System.Diagnostics;
using CivicForge.Hosting.Logs;
using Microsoft.IdentityModel.JsonWebTokens;
using Serilog.Context;

namespace CivicForge.Api.Telemetry.Logs;

/// <summary>Gives every request a correlation id – the caller's <c>X-Correlation-Id</c> when it is harmless, else the
/// trace id – puts it on every log line and on the answer, and writes one line a request. Paths are logged, bodies and
/// queries never.</summary>
internal sealed partial class RequestLog(RequestDelegate next, ILogger<RequestLog> logger)
{
    public const string Header = "X-Correlation-Id";

    // The client chooses both; ours are shorter.
    private const int MostOfMethod = 16;
    private const int MostOfPath = 200;

    public async Task InvokeAsync(HttpContext context)
    {
        var id = Choose(context);
        context.TraceIdentifier = id;
        context.Response.Headers[Header] = id;
        using var property = LogContext.PushProperty("CorrelationId", id);
        var started = Stopwatch.GetTimestamp();
        await next(context);
        if (!logger.IsEnabled(LogLevel.Information) || context.Request.Path.StartsWithSegments("/health"))
        {
            return;
        }
        LogRequest(
            logger,
            BoundedJson.Cut(context.Request.Method, MostOfMethod),
            BoundedJson.Cut(context.Request.Path.Value ?? "", MostOfPath),
            context.Response.StatusCode,
            Stopwatch.GetElapsedTime(started).TotalMilliseconds,
            context.User.FindFirst(JwtRegisteredClaimNames.Sub)?.Value
        );
    }

    private static string Choose(HttpContext context)
    {
        var given = context.Request.Headers[Header].ToString();
        if (given.Length is >= 8 and <= 64 && given.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.'))
        {
            return given;
        }
        return Activity.Current?.TraceId.ToString() ?? ActivityTraceId.CreateRandom().ToString();
    }

    [LoggerMessage(20, LogLevel.Information, "{Method} {Path} answered {Status} in {Milliseconds} ms for {Member}")]
    private static partial void LogRequest(
        ILogger logger,
        string method,
        string path,
        int status,
        double milliseconds,
        string? member
    );
}
