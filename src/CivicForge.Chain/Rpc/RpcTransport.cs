using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CivicForge.Chain.Rpc;

/// <summary>JSON-RPC 2.0 over HTTP to one node: every failure becomes a typed <see cref="RpcException"/>. Credentials
/// in the address are sent as Basic authentication. An address that redirects is refused, since a POST would become a
/// GET at another host.</summary>
public sealed class RpcTransport
{
    /// <summary>An answer larger than this is refused: 256 MiB.</summary>
    public const long LargestAnswer = 256L << 20;

    private readonly HttpClient _http;
    private readonly TimeSpan _timeout;
    private readonly long _maxAnswer;
    private readonly AuthenticationHeaderValue? _credentials;
    private long _id;

    public RpcTransport(HttpClient http, Uri url, TimeSpan timeout, long maxAnswer = LargestAnswer)
    {
        (_http, _timeout, _maxAnswer) = (http, timeout, maxAnswer);
        if (url.UserInfo.Length > 0)
        {
            _credentials = new AuthenticationHeaderValue(
                "Basic",
                Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(url.UserInfo)))
            );
        }
        Url = url.UserInfo.Length > 0 ? new UriBuilder(url) { UserName = "", Password = "" }.Uri : url;
    }

    /// <summary>The node's address without credentials.</summary>
    public Uri Url { get; }

    /// <summary>The <c>result</c> member; null results are an element of kind Null.</summary>
    /// <exception cref="RpcException">No result came; see <see cref="RpcException.Failure"/>.</exception>
    public Task<JsonElement> SendAsync(string method, JsonArray parameters, CancellationToken cancellationToken) =>
        PostAsync(
            method,
            Call(Interlocked.Increment(ref _id), method, parameters).ToJsonString(),
            static answer =>
            {
                using var document = answer.Parse();
                return RpcAnswer.Result(answer.Method, answer.Status, answer.RetryAfter, document.RootElement).Clone();
            },
            cancellationToken
        );

    /// <summary>The <c>result</c> member as <paramref name="read"/> finds it, without a document of it.</summary>
    /// <exception cref="RpcException">No result came, or one of another shape.</exception>
    internal Task<T> ReadAsync<T>(
        string method,
        JsonArray parameters,
        RpcResultReader<T> read,
        CancellationToken cancellationToken
    ) =>
        PostAsync(
            method,
            Call(Interlocked.Increment(ref _id), method, parameters).ToJsonString(),
            answer => RpcResults.One(answer, read),
            cancellationToken
        );

    /// <summary>Many calls of one method in one request (a batch of JSON-RPC 2.0): a result or a failure for each, in
    /// their order.</summary>
    /// <exception cref="RpcException">The node did not answer them as a batch. Whether it would one by one is another
    /// question.</exception>
    internal Task<RpcResult<T>[]> ReadManyAsync<T>(
        string method,
        IReadOnlyList<JsonArray> parameters,
        RpcResultReader<T> read,
        CancellationToken cancellationToken
    )
    {
        var first = Interlocked.Add(ref _id, parameters.Count) - parameters.Count + 1;
        var calls = new JsonArray([.. parameters.Select((p, i) => Call(first + i, method, p))]);
        return PostAsync(
            method,
            calls.ToJsonString(),
            answer => RpcResults.Many(answer, first, parameters.Count, read),
            cancellationToken
        );
    }

    private static JsonObject Call(long id, string method, JsonArray parameters) =>
        new()
        {
            ["jsonrpc"] = "2.0",
            ["id"] = id,
            ["method"] = method,
            ["params"] = parameters,
        };

    private async Task<T> PostAsync<T>(
        string method,
        string body,
        Func<RpcBody, T> take,
        CancellationToken cancellationToken
    )
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(_timeout);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, Url)
            {
                Content = new StringContent(body, Encoding.UTF8, "application/json"),
            };
            request.Headers.Authorization = _credentials;
            using var response = await _http
                .SendAsync(request, HttpCompletionOption.ResponseHeadersRead, deadline.Token)
                .ConfigureAwait(false);
            RefuseRedirect(method, response);
            using var answer = await RpcBody
                .ReadAsync(method, response, _maxAnswer, deadline.Token)
                .ConfigureAwait(false);
            return take(answer);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new RpcException(
                RpcFailure.Timeout,
                method,
                $"no answer from {Url.Host}:{Url.Port} within {_timeout.TotalSeconds:0.#} s.",
                inner: e
            );
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw new RpcException(
                RpcFailure.Unreachable,
                method,
                $"the node at {Url.Host}:{Url.Port} cannot be reached ({e.Message}).",
                inner: e
            );
        }
        catch (LimitedStream.TooLongException e)
        {
            throw new RpcException(
                RpcFailure.Garbage,
                method,
                $"the answer is larger than {_maxAnswer >> 20} MiB.",
                inner: e
            );
        }
    }

    private static void RefuseRedirect(string method, HttpResponseMessage response)
    {
        if ((int)response.StatusCode is < 300 or > 399)
        {
            return;
        }
        var target = response.Headers.Location is { } location ? $" to {location}; name that address instead" : "";
        throw new RpcException(
            RpcFailure.Garbage,
            method,
            $"the node's address redirects (HTTP {(int)response.StatusCode}){target}."
        );
    }
}
