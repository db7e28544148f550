using System.Security.Cryptography;
using System.Text.Json;
using CivicForge.Api.Http.Problems;

namespace CivicForge.Api.Http;

/// <summary>An answer with an ETag over its bytes, <c>304</c> for who has it already, and how long it may be
/// kept.</summary>
internal sealed class CachedJson(byte[] body, string contentType, string cacheControl) : IResult
{
    /// <summary>For what a reorg can still change.</summary>
    public const string Revalidate = "no-cache";

    /// <summary>For what can never change.</summary>
    public const string Forever = "public, max-age=31536000, immutable";

    /// <summary>For what is final but holds texts that a member may have erased: copies are gone within a
    /// day.</summary>
    public const string Day = "public, max-age=86400, immutable";

    private const int Piece = 32 * 1024;

    public static CachedJson Of<T>(
        T value,
        string cacheControl,
        string contentType = "application/json; charset=utf-8"
    ) => new(JsonSerializer.SerializeToUtf8Bytes(value, JsonShape.Options), contentType, cacheControl);

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.Headers.CacheControl = cacheControl;
        if (IsCurrent(httpContext, Convert.ToHexStringLower(SHA256.HashData(body).AsSpan(0, 16))))
        {
            return;
        }
        response.ContentType = contentType;
        response.ContentLength = body.Length;
        // In pieces, of which the next waits until the client has taken the one before: as a whole it would be copied
        // for every slow reader.
        for (var at = 0; at < body.Length; at += Piece)
        {
            await response.Body.WriteAsync(
                body.AsMemory(at, Math.Min(Piece, body.Length - at)),
                httpContext.RequestAborted
            );
        }
    }

    /// <summary>Sets the ETag; true when the caller has this version, and the answer is 304.</summary>
    public static bool IsCurrent(HttpContext context, string version)
    {
        var tag = $"\"{version}\"";
        context.Response.Headers.ETag = tag;
        if (
            !context
                .Request.Headers.IfNoneMatch.ToString()
                .Split(',')
                .Select(t => t.Trim())
                .Any(t => t == tag || t == "W/" + tag || t == "*")
        )
        {
            return false;
        }
        context.Response.StatusCode = StatusCodes.Status304NotModified;
        return true;
    }
}
