using System.Net;
using CivicForge.Chain.Rpc;
using CivicForge.Verifier.Reading;

namespace CivicForge.Verifier.Tests.Chain;

public sealed class SilentNodeTests : IAsyncLifetime
{
    private RegistryChain _chain = null!;

    public async ValueTask InitializeAsync()
    {
        _chain = await RegistryChain.StartAsync();
        await _chain.AnchorAsync(1, ProofReader.Read(Vectors.Bytes("valid.json")).Path.Root);
        await _chain.MineAsync();
    }

    public ValueTask DisposeAsync() => _chain.DisposeAsync();

    [Theory]
    [InlineData("eth_chainId", StepNames.Anchor, StepNames.ContractCode, StepNames.Time, StepNames.Revocation)]
    [InlineData("eth_getBlockByNumber", StepNames.Anchor, StepNames.ContractCode, StepNames.Time, StepNames.Revocation)]
    [InlineData("eth_call", StepNames.Anchor, StepNames.Revocation)]
    [InlineData("eth_getCode", StepNames.ContractCode)]
    [InlineData("eth_getLogs", StepNames.Time)]
    [InlineData("eth_getBlockByHash", StepNames.Time)]
    public async Task A_method_that_the_node_refuses_leaves_only_its_steps_open(string method, params string[] open)
    {
        foreach (
            var answer in new[]
            {
                Answer.ServerError,
                Answer.Garbage,
                Answer.WrongShape,
                Answer.RpcError,
                Answer.RateLimit,
            }
        )
        {
            using var http = new HttpClient(new FaultyNode(method, answer));

            var report = await new ProofVerifier(Vectors.Trusted, new EthClient(http, _chain.Url)).VerifyAsync(
                Vectors.Bytes("valid.json"),
                TestContext.Current.CancellationToken
            );

            report.Verdict.ShouldBe(Verdict.Inconclusive, $"{method} {answer}");
            var inconclusive = report
                .Steps.Where(step => step.Result == StepResult.Inconclusive)
                .Select(step => step.Name)
                .ToArray();
            // A connection that broke is not tried again for the steps that follow.
            (answer == Answer.ServerError ? inconclusive.Intersect(open) : inconclusive).ShouldBe(
                open,
                $"{method} {answer}"
            );
        }
    }

    [Fact]
    public async Task A_node_that_is_gone_leaves_the_steps_on_chain_open()
    {
        var gone = new EthClient(new Uri("http://127.0.0.1:1"));

        var report = await new ProofVerifier(Vectors.Trusted, gone).VerifyAsync(
            Vectors.Bytes("valid.json"),
            TestContext.Current.CancellationToken
        );

        report.Verdict.ShouldBe(Verdict.Inconclusive);
        report
            .Steps.Where(step => step.Result == StepResult.Inconclusive)
            .Select(step => step.Name)
            .ShouldBe(StepNames.OnChain);
    }

    [Fact]
    public async Task A_node_that_never_answers_costs_one_deadline_not_one_for_each_step()
    {
        using var http = new HttpClient(new FaultyNode("eth_call", Answer.Never));
        var client = new EthClient(http, _chain.Url, TimeSpan.FromMilliseconds(300));

        var report = await new ProofVerifier(Vectors.Trusted, client).VerifyAsync(
            Vectors.Bytes("valid.json"),
            TestContext.Current.CancellationToken
        );

        foreach (var step in StepNames.OnChain)
        {
            report[step].Result.ShouldBe(StepResult.Inconclusive);
        }
    }

    [Fact]
    public async Task A_node_of_another_chain_leaves_the_steps_on_chain_open_and_says_so()
    {
        await using var other = await RegistryChain.StartAsync(chainId: 1);

        var report = await new ProofVerifier(Vectors.Trusted, other.Client).VerifyAsync(
            Vectors.Bytes("valid.json"),
            TestContext.Current.CancellationToken
        );

        report[StepNames.Anchor].Result.ShouldBe(StepResult.Inconclusive);
        report[StepNames.Anchor].Reason.ShouldContain("chain 1");
        report.Verdict.ShouldBe(Verdict.Inconclusive);
    }

    [Fact]
    public async Task A_file_that_is_invalid_in_itself_stays_invalid_when_the_node_is_silent()
    {
        var report = await new ProofVerifier(Vectors.Trusted, new EthClient(new Uri("http://127.0.0.1:1"))).VerifyAsync(
            Vectors.Bytes("merkle-root.json"),
            TestContext.Current.CancellationToken
        );

        report.Verdict.ShouldBe(Verdict.Invalid);
    }

    private enum Answer
    {
        ServerError,
        Garbage,
        WrongShape,
        RpcError,
        RateLimit,
        Never,
    }

    /// <summary>Passes every request on to the real node, but answers one method as a node in trouble does.</summary>
    private sealed class FaultyNode(string method, Answer answer) : DelegatingHandler(new SocketsHttpHandler())
    {
        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        )
        {
            if (
                !(await request.Content!.ReadAsStringAsync(cancellationToken)).Contains(
                    $"\"{method}\"",
                    StringComparison.Ordinal
                )
            )
            {
                return await base.SendAsync(request, cancellationToken);
            }
            if (answer == Answer.Never)
            {
                await Task.Delay(Timeout.Infinite, cancellationToken);
            }
            var body = answer switch
            {
                Answer.WrongShape => """{"jsonrpc":"2.0","id":1,"result":{"surprise":true}}""",
                Answer.RpcError => """{"jsonrpc":"2.0","id":1,"error":{"code":-32603,"message":"internal error"}}""",
                _ => "<html>Bad Gateway</html>",
            };
            var status = answer switch
            {
                Answer.ServerError => HttpStatusCode.BadGateway,
                Answer.RateLimit => HttpStatusCode.TooManyRequests,
                _ => HttpStatusCode.OK,
            };
            return new HttpResponseMessage(status) { Content = new StringContent(body) };
        }
    }
}
