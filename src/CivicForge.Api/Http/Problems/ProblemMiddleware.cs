using CivicForge.Hosting.Logs;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CivicForge.Api.Http.Problems;

/// <summary>The edge where failures become problem documents. A rule violation is the caller's news; a database that
/// cannot be reached is 503; anything else is ours: 500 with a trace id, logged with the exception, and nothing of it
/// in the answer.</summary>
internal sealed partial class ProblemMiddleware(RequestDelegate next, ILogger<ProblemMiddleware> logger)
{
    private const string Kestrel = "Microsoft.AspNetCore.Server.Kestrel.Core";

    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
            if (context.Response is { HasStarted: false, StatusCode: >= 400, ContentType: null } response)
            {
                await AnswerBareStatusAsync(context, response.StatusCode);
            }
        }
        catch (RuleViolation violation) when (!context.Response.HasStarted)
        {
            await ProblemDocument.WriteAsync(context, violation);
        }
        catch (BadHttpRequestException bad) when (!context.Response.HasStarted)
        {
            var code = bad.StatusCode switch
            {
                413 => ErrorCodes.BodyTooLarge,
                408 => ErrorCodes.TooSlow,
                _ => ErrorCodes.InvalidQuery,
            };
            await ProblemDocument.WriteAsync(context, code, bad.Message, []);
        }
        catch (IOException framing)
            when (!context.Response.HasStarted && framing is { Source: Kestrel, InnerException: OverflowException })
        {
            // The one fault of a body's framing that the server does not call a bad request: a chunk of more bytes than
            // can be counted.
            await ProblemDocument.WriteAsync(context, ErrorCodes.InvalidQuery, framing.Message, []);
        }
        catch (Exception exception)
            when (exception is OperationCanceledException or IOException
                && context.RequestAborted.IsCancellationRequested
            )
        {
            // The client went away: nobody's fault, and no line of its own in the log.
            if (!context.Response.HasStarted)
            {
                context.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
            }
        }
        catch (Exception exception) when (!context.Response.HasStarted && IsDatabaseDown(exception))
        {
            LogUnavailable(
                logger,
                context.Request.Method,
                BoundedJson.Cut(context.Request.Path.Value ?? "", 200),
                exception
            );
            await ProblemDocument.WriteAsync(
                context,
                ErrorCodes.Unavailable,
                "The database does not answer.",
                [],
                TimeSpan.FromSeconds(2)
            );
        }
        catch (Exception exception) when (!context.Response.HasStarted)
        {
            LogFailure(
                logger,
                context.Request.Method,
                BoundedJson.Cut(context.Request.Path.Value ?? "", 200),
                exception
            );
            await ProblemDocument.WriteAsync(context, ErrorCodes.Internal, "The request failed and was logged.", []);
        }
    }

    private static Task AnswerBareStatusAsync(HttpContext context, int status) =>
        status switch
        {
            401 => ProblemDocument.WriteAsync(
                context,
                ErrorCodes.Unauthenticated,
                "The request has no valid access token.",
                []
            ),
            403 => ProblemDocument.WriteAsync(
                context,
                ErrorCodes.Forbidden,
                "The account lacks the role for this.",
                []
            ),
            404 => ProblemDocument.WriteAsync(
                context,
                ErrorCodes.NotFound,
                $"There is nothing at {context.Request.Path}.",
                []
            ),
            405 => ProblemDocument.WriteAsync(
                context,
                ErrorCodes.MethodNotAllowed,
                $"{context.Request.Path} does not answer {context.Request.Method}.",
                []
            ),
            413 => ProblemDocument.WriteAsync(
                context,
                ErrorCodes.BodyTooLarge,
                "The body is larger than this operation takes.",
                []
            ),
            415 => ProblemDocument.WriteAsync(
                context,
                ErrorCodes.UnsupportedMediaType,
                $"{context.Request.ContentType ?? "No media type"} was sent.",
                []
            ),
            _ => Task.CompletedTask,
        };

    private static bool IsDatabaseDown(Exception exception) =>
        exception switch
        {
            PostgresException postgres => postgres.IsTransient
                || postgres.SqlState.StartsWith("57P", StringComparison.Ordinal),
            NpgsqlException => true,
            DbUpdateException or InvalidOperationException => exception.InnerException is { } inner
                && IsDatabaseDown(inner),
            _ => false,
        };

    [LoggerMessage(1, LogLevel.Error, "{Method} {Path} failed")]
    private static partial void LogFailure(ILogger logger, string method, string path, Exception exception);

    [LoggerMessage(2, LogLevel.Error, "{Method} {Path} found the database unavailable")]
    private static partial void LogUnavailable(ILogger logger, string method, string path, Exception exception);
}
