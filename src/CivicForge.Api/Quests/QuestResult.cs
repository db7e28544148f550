using System.Reflection;
using System.Security.Cryptography;
using System.Text.Json;
using CivicForge.Api.Http.Problems;
using CivicForge.Api.Quests.Private;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Net.Http.Headers;

namespace CivicForge.Api.Quests;

/// <summary>A quest as an answer. Its ETag is <c>"terms.hash"</c>: the hash is of this representation (for
/// <c>If-None-Match</c>), the first part of what is offered (for <c>If-Match</c> of a claim).</summary>
internal sealed class QuestResult(QuestResponse quest) : IResult, IEndpointMetadataProvider
{
    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(
            new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(QuestResponse), ["application/json"])
        );

    public Task ExecuteAsync(HttpContext httpContext) => WriteAsync(quest, StatusCodes.Status200OK, httpContext);

    internal static async Task WriteAsync(QuestResponse quest, int status, HttpContext httpContext)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(quest, JsonShape.Options);
        var tag = $"\"{TermsTag.Of(quest)}.{Convert.ToHexStringLower(SHA256.HashData(body).AsSpan(0, 8))}\"";
        var (request, response) = (httpContext.Request, httpContext.Response);
        response.Headers.ETag = tag;
        response.Headers.CacheControl = "private, no-cache";
        response.Headers.Append(HeaderNames.Vary, $"Authorization, {QuestKey.Header}");
        if (
            HttpMethods.IsGet(request.Method)
            && request
                .Headers.IfNoneMatch.ToString()
                .Split(',')
                .Select(t => t.Trim())
                .Any(t => t == tag || t == "W/" + tag)
        )
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        response.StatusCode = status;
        response.ContentType = "application/json; charset=utf-8";
        response.ContentLength = body.Length;
        await response.Body.WriteAsync(body, httpContext.RequestAborted);
    }

    /// <summary>Checks <c>If-Match</c> against the locked quest's terms; <c>*</c> and absence match anything. Weak tags
    /// count too, and what a proxy puts behind the hash: a copy that was compressed on its way offers the same
    /// terms.</summary>
    /// <exception cref="RuleViolation">412 <c>quest-changed</c>.</exception>
    public static void CheckIfMatch(HttpRequest request, Quest locked)
    {
        var header = request.Headers.IfMatch.ToString();
        if (header.Length == 0)
        {
            return;
        }
        var terms = $"\"{TermsTag.Of(locked)}.";
        if (
            header
                .Split(',')
                .Select(t => t.Trim())
                .Any(t =>
                    t == "*"
                    || t.StartsWith(terms, StringComparison.Ordinal)
                    || t.StartsWith("W/" + terms, StringComparison.Ordinal)
                )
        )
        {
            return;
        }
        throw new RuleViolation(
            ErrorCodes.QuestChanged,
            "What the quest offers was changed after it was read. Nothing was claimed."
        );
    }
}

/// <summary>A quest that this request has created.</summary>
internal sealed class CreatedQuest(QuestResponse quest) : IResult, IEndpointMetadataProvider
{
    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(
            new ProducesResponseTypeMetadata(StatusCodes.Status201Created, typeof(QuestResponse), ["application/json"])
        );

    public Task ExecuteAsync(HttpContext httpContext) =>
        QuestResult.WriteAsync(quest, StatusCodes.Status201Created, httpContext);
}
