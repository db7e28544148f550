using CivicForge.Chain.Rpc;

namespace CivicForge.Chain.Tests.Rpc;

public sealed class BrokenNodeTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(200, "<html>welcome</html>", RpcFailure.Garbage)]
    [InlineData(200, "", RpcFailure.Garbage)]
    [InlineData(200, "[]", RpcFailure.Garbage)]
    [InlineData(200, "null", RpcFailure.Garbage)]
    [InlineData(200, "{\"jsonrpc\":\"2.0\",\"id\":1}", RpcFailure.Garbage)]
    [InlineData(200, "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}", RpcFailure.Garbage)]
    [InlineData(200, "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":\"7a69\"}", RpcFailure.Garbage)]
    [InlineData(200, "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":\"0x\"}", RpcFailure.Garbage)]
    [InlineData(200, "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":\"0x1ffffffffffffffff\"}", RpcFailure.Garbage)]
    [InlineData(200, "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":null}", RpcFailure.Garbage)]
    [InlineData(502, "<html>bad gateway</html>", RpcFailure.Overloaded)]
    [InlineData(503, "", RpcFailure.Overloaded)]
    [InlineData(
        200,
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-32005,\"message\":\"limit exceeded\"}}",
        RpcFailure.RateLimited
    )]
    [InlineData(
        200,
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-32000,\"message\":\"header not found\"}}",
        RpcFailure.MissingState
    )]
    [InlineData(
        200,
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-32000,\"message\":\"nonce too low\"}}",
        RpcFailure.Refused
    )]
    [InlineData(
        200,
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":3,\"message\":\"execution "
            + "reverted\",\"data\":\"0x08c379a0\"}}",
        RpcFailure.Reverted
    )]
    [InlineData(400, "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-32600}}", RpcFailure.Refused)]
    public async Task Every_wrong_answer_is_a_typed_failure(int status, string body, RpcFailure expected)
    {
        await using var node = new BrokenNode(BrokenNode.Http(status, body));
        var failure = await Should.ThrowAsync<RpcException>(() => new EthClient(node.Url).ChainIdAsync(Token));
        failure.Failure.ShouldBe(expected, failure.Message);
        failure.Method.ShouldBe("eth_chainId");
    }

    [Fact]
    public async Task A_limited_rate_says_how_long_to_wait()
    {
        await using var node = new BrokenNode(BrokenNode.Http(429, "slow down", "retry-after: 7\r\n"));
        var failure = await Should.ThrowAsync<RpcException>(() => new EthClient(node.Url).ChainIdAsync(Token));
        failure.Failure.ShouldBe(RpcFailure.RateLimited);
        failure.RetryAfter.ShouldBe(TimeSpan.FromSeconds(7));
        failure.Retryable.ShouldBeTrue();
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task An_address_that_redirects_is_refused_and_names_the_other(int status)
    {
        await using var elsewhere = new BrokenNode(
            BrokenNode.Http(200, "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":\"0x7a69\"}")
        );
        await using var node = new BrokenNode(BrokenNode.Http(status, "", $"location: {elsewhere.Url}\r\n"));
        var failure = await Should.ThrowAsync<RpcException>(() => new EthClient(node.Url).ChainIdAsync(Token));
        failure.Failure.ShouldBe(RpcFailure.Garbage);
        failure.Message.ShouldContain($"HTTP {status}");
        failure.Message.ShouldContain(elsewhere.Url.ToString());
    }

    [Theory]
    [InlineData(401, "Authorization Required", "HTTP 401")]
    [InlineData(403, "{\"error\":\"origin is not allowed\"}", "origin is not allowed (HTTP 403)")]
    [InlineData(
        429,
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-32005,\"message\":\"daily limit\"}}",
        "daily limit (HTTP 429)"
    )]
    [InlineData(500, "{\"message\":\"no upstream\"}", "no upstream (HTTP 500)")]
    public async Task The_status_and_the_words_of_a_refusal_are_said(int status, string body, string said)
    {
        await using var node = new BrokenNode(BrokenNode.Http(status, body));
        (
            await Should.ThrowAsync<RpcException>(() => new EthClient(node.Url).ChainIdAsync(Token))
        ).Message.ShouldContain(said);
    }

    [Fact]
    public async Task Credentials_in_the_address_are_sent_and_never_said()
    {
        using var http = new HttpClient(new SeenRequest());
        var client = new EthClient(http, new Uri("http://us%40er:pa%3Ass@node.example/rpc"));
        var failure = await Should.ThrowAsync<RpcException>(() => client.ChainIdAsync(Token));
        failure.Message.ShouldContain("Basic dXNAZXI6cGE6c3M= to http://node.example/rpc");
        client.Url.ToString().ShouldBe("http://node.example/rpc");
    }

    [Fact]
    public async Task An_answer_without_end_is_given_up_at_the_limit()
    {
        await using var node = new BrokenNode(
            "HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n{\"result\":\"0x" + new string('0', 3 << 20)
        );
        using var http = new HttpClient();
        var failure = await Should.ThrowAsync<RpcException>(() =>
            new EthClient(http, node.Url, maxAnswer: 1 << 20).ChainIdAsync(Token)
        );
        (failure.Failure, failure.Message).ShouldBe(
            (RpcFailure.Garbage, "eth_chainId: the answer is larger than 1 MiB.")
        );
    }

    /// <summary>Answers with what it was sent.</summary>
    private sealed class SeenRequest : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        ) =>
            Task.FromResult(
                new HttpResponseMessage
                {
                    Content = new StringContent(
                        $"{{\"error\":\"{request.Headers.Authorization} to {request.RequestUri}\"}}"
                    ),
                }
            );
    }

    [Fact]
    public async Task A_silent_node_is_given_up_at_the_deadline()
    {
        await using var node = new BrokenNode(answer: null);
        var failure = await Should.ThrowAsync<RpcException>(() =>
            new EthClient(node.Url, TimeSpan.FromMilliseconds(100)).ChainIdAsync(Token)
        );
        failure.Failure.ShouldBe(RpcFailure.Timeout);
        failure.Message.ShouldContain("within 0.1 s");
    }

    [Fact]
    public async Task An_answer_that_breaks_off_leaves_the_outcome_unknown()
    {
        await using var node = new BrokenNode("HTTP/1.1 200 OK\r\ncontent-length: 500\r\n\r\n{\"jsonrpc\":\"2.0\",");
        var failure = await Should.ThrowAsync<RpcException>(() =>
            new EthClient(node.Url).SendRawTransactionAsync([1], Token)
        );
        failure.Failure.ShouldBe(RpcFailure.Unreachable);
    }

    [Fact]
    public async Task A_node_that_is_not_there_is_unreachable()
    {
        Uri url;
        await using (var node = new BrokenNode(""))
        {
            url = node.Url;
        }
        var failure = await Should.ThrowAsync<RpcException>(() => new EthClient(url).ChainIdAsync(Token));
        failure.Failure.ShouldBe(RpcFailure.Unreachable);
        failure.Message.ShouldContain(url.Port.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task A_cancelled_call_is_cancelled_and_no_failure_of_the_node()
    {
        await using var node = new BrokenNode(answer: null);
        using var cancelled = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var call = new EthClient(node.Url).ChainIdAsync(cancelled.Token);
        await cancelled.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => call);
    }
}
