using System.Security.Cryptography;
using System.Text.Json;
using CivicForge.Api.Problems;
using Microsoft.Net.Http.Headers;

namespace CivicForge.Api.Quests;

/// <summary>A quest as an answer. Its ETag is <c>"version.hash"</c>: the hash is of this representation (for <c>If-None-Match</c>), the version
/// counts writes on the quest (for <c>If-Match</c>).</summary>
internal sealed class QuestResult(QuestResponse quest, int status = StatusCodes.Status200OK) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(quest, JsonShape.Options);
        var tag = $"\"{quest.Version}.{Convert.ToHexStringLower(SHA256.HashData(body).AsSpan(0, 8))}\"";
        var (request, response) = (httpContext.Request, httpContext.Response);
        response.Headers.ETag = tag;
        response.Headers.CacheControl = "private, no-cache";
        response.Headers.Append(HeaderNames.Vary, "Authorization");
        if (HttpMethods.IsGet(request.Method) && request.Headers.IfNoneMatch.ToString().Split(',').Select(t => t.Trim()).Any(t => t == tag || t == "W/" + tag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        response.StatusCode = status;
        response.ContentType = "application/json; charset=utf-8";
        response.ContentLength = body.Length;
        await response.Body.WriteAsync(body, httpContext.RequestAborted);
    }

    /// <summary>Checks <c>If-Match</c> against the locked quest; <c>*</c> and absence match anything.</summary>
    /// <exception cref="RuleViolation">412 <c>quest-changed</c>.</exception>
    public static void CheckIfMatch(HttpRequest request, Quest locked)
    {
        var header = request.Headers.IfMatch.ToString();
        if (header.Length == 0 || header.Split(',').Select(t => t.Trim()).Any(t => t == "*" || t.StartsWith($"\"{locked.Version}.", StringComparison.Ordinal))) return;
        throw new RuleViolation(ErrorCodes.QuestChanged, "The quest was written to after it was read.", ("version", locked.Version));
    }
}
