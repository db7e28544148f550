using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CivicForge.Chain.Rpc;

/// <summary>JSON-RPC 2.0 over HTTP to one node: every failure becomes a typed <see cref="RpcException"/>.</summary>
public sealed class RpcTransport(HttpClient http, Uri url, TimeSpan timeout)
{
    /// <summary>An answer larger than this is refused: 256 MiB.</summary>
    private const long MaxAnswer = 256L << 20;

    private long _id;

    public Uri Url => url;

    /// <summary>The <c>result</c> member; null results are an element of kind Null.</summary>
    /// <exception cref="RpcException">No result came; see <see cref="RpcException.Failure"/>.</exception>
    public async Task<JsonElement> SendAsync(string method, JsonArray parameters, CancellationToken cancellationToken)
    {
        var id = Interlocked.Increment(ref _id);
        var body = new JsonObject { ["jsonrpc"] = "2.0", ["id"] = id, ["method"] = method, ["params"] = parameters }.ToJsonString();
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(timeout);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, deadline.Token).ConfigureAwait(false);
            if (response.StatusCode == HttpStatusCode.TooManyRequests)
                throw new RpcException(RpcFailure.RateLimited, method, "the node limits our rate (HTTP 429).", retryAfter: RetryAfter(response.Headers.RetryAfter));
            await using var stream = await response.Content.ReadAsStreamAsync(deadline.Token).ConfigureAwait(false);
            if (response.Content.Headers.ContentLength > MaxAnswer) throw new RpcException(RpcFailure.Garbage, method, "the answer is larger than 256 MiB.");
            using var answer = await ParseAsync(method, response, stream, deadline.Token).ConfigureAwait(false);
            return Result(method, answer.RootElement);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new RpcException(RpcFailure.Timeout, method, $"no answer from {url.Host}:{url.Port} within {timeout.TotalSeconds:0.#} s.", inner: e);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw new RpcException(RpcFailure.Unreachable, method, $"the node at {url.Host}:{url.Port} can not be reached ({e.Message}).", inner: e);
        }
    }

    private static async Task<JsonDocument> ParseAsync(string method, HttpResponseMessage response, Stream stream, CancellationToken cancellationToken)
    {
        try
        {
            return await JsonDocument.ParseAsync(stream, default, cancellationToken).ConfigureAwait(false);
        }
        catch (JsonException e)
        {
            var failure = response.IsSuccessStatusCode ? RpcFailure.Garbage : RpcFailure.Unreachable;
            throw new RpcException(failure, method, $"the answer is no JSON (HTTP {(int)response.StatusCode}).", inner: e);
        }
    }

    private static JsonElement Result(string method, JsonElement answer)
    {
        if (answer.ValueKind != JsonValueKind.Object) throw new RpcException(RpcFailure.Garbage, method, "the answer is no JSON-RPC object.");
        if (answer.TryGetProperty("error", out var error) && error.ValueKind == JsonValueKind.Object) throw Refusal(method, error);
        return answer.TryGetProperty("result", out var result) ? result.Clone() : throw new RpcException(RpcFailure.Garbage, method, "the answer has neither result nor error.");
    }

    private static RpcException Refusal(string method, JsonElement error)
    {
        int? code = error.TryGetProperty("code", out var number) && number.TryGetInt32(out var value) ? value : null;
        var message = error.TryGetProperty("message", out var text) && text.ValueKind == JsonValueKind.String ? text.GetString()! : "an error without a message";
        byte[]? data = error.TryGetProperty("data", out var hex) && hex.ValueKind == JsonValueKind.String && Hex.TryDecode(hex.GetString(), out var bytes) ? bytes : null;
        return new RpcException(Classify(code, message, data), method, message, code, data);
    }

    private static RpcFailure Classify(int? code, string message, byte[]? data)
    {
        if (code == 3 || data is not null || Says(message, "revert")) return RpcFailure.Reverted;
        if (code == -32005 || Says(message, "rate limit")) return RpcFailure.RateLimited;
        if (code == -32001 || Says(message, "BlockOutOfRange") || Says(message, "header not found") || Says(message, "unknown block") || Says(message, "missing trie node")
            || Says(message, "block not found") || Says(message, "pruned") || Says(message, "resource not found"))
            return RpcFailure.NotAvailable;
        return RpcFailure.Refused;
    }

    private static bool Says(string message, string words) => message.Contains(words, StringComparison.OrdinalIgnoreCase);

    /// <summary>Only the relative form: an absolute date would trust the node's clock.</summary>
    private static TimeSpan? RetryAfter(RetryConditionHeaderValue? header) => header?.Delta;
}
