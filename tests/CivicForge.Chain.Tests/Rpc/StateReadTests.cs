using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using CivicForge.Chain.Crypto;
using CivicForge.Chain.Rpc;

namespace CivicForge.Chain.Tests.Rpc;

/// <summary>State at one block, of nodes that take it by hash and of nodes that do not.</summary>
public sealed class StateReadTests
{
    private static readonly Hash32 Ours = Keccak256.Hash([1]);
    private static readonly Hash32 Other = Keccak256.Hash([2]);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_node_that_takes_blocks_by_hash_is_asked_once()
    {
        var node = new ScriptedNode();
        (await node.Client.GetBalanceAsync(default, BlockId.Hash(Ours), Token)).ShouldBe(7);
        node.Asked.ShouldBe([$"eth_getBalance {{\"blockHash\":\"{Ours}\"}}"]);
    }

    [Fact]
    public async Task A_node_that_takes_none_is_asked_by_number_between_two_looks_at_the_hash()
    {
        var node = new ScriptedNode { TakesHashes = false };
        (await node.Client.GetBalanceAsync(default, BlockId.Hash(Ours), Token)).ShouldBe(7);
        node.Asked.Clear();
        (await node.Client.GetBalanceAsync(default, BlockId.Hash(Ours), Token)).ShouldBe(7);
        node.Asked.ShouldBe([
            "eth_getBlockByHash",
            "eth_getBlockByNumber",
            "eth_getBalance \"0x9\"",
            "eth_getBlockByNumber",
        ]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_block_that_was_replaced_meanwhile_gives_no_answer(int look)
    {
        var node = new ScriptedNode { TakesHashes = false, OtherFromLook = look };
        var failure = await Should.ThrowAsync<RpcException>(() =>
            node.Client.GetBalanceAsync(default, BlockId.Hash(Ours), Token)
        );
        failure.Failure.ShouldBe(RpcFailure.NotAvailable);
        failure.Message.ShouldContain("takes no blocks by hash");
    }

    [Fact]
    public async Task A_node_that_refuses_the_call_itself_is_not_asked_by_number()
    {
        var node = new ScriptedNode { TakesHashes = false, TakesNumbers = false };
        var failure = await Should.ThrowAsync<RpcException>(() =>
            node.Client.GetBalanceAsync(default, BlockId.Hash(Ours), Token)
        );
        failure.Failure.ShouldBe(RpcFailure.UnsupportedParameter);
    }

    private sealed class ScriptedNode : HttpMessageHandler
    {
        private int _looks;

        internal ScriptedNode() => Client = new EthClient(new HttpClient(this), new Uri("http://node.test"));

        internal EthClient Client { get; }
        internal bool TakesHashes { get; init; } = true;
        internal bool TakesNumbers { get; init; } = true;
        internal int OtherFromLook { get; init; } = int.MaxValue;
        internal List<string> Asked { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        )
        {
            var body = JsonNode.Parse(await request.Content!.ReadAsStringAsync(cancellationToken))!;
            var (method, parameters) = (body["method"]!.GetValue<string>(), body["params"]!.AsArray());
            Asked.Add(method == "eth_getBalance" ? $"{method} {parameters[1]!.ToJsonString()}" : method);
            var answer = method switch
            {
                "eth_getBlockByHash" => Block(Ours),
                "eth_getBlockByNumber" => Block(++_looks >= OtherFromLook ? Other : Ours),
                _ when (parameters[1] is JsonObject ? TakesHashes : TakesNumbers) => "\"result\":\"0x7\"",
                _ => "\"error\":{\"code\":-32602,\"message\":\"invalid argument 1: json: cannot unmarshal object\"}",
            };
            return new HttpResponseMessage(HttpStatusCode.OK)
            {
                Content = new StringContent(
                    $"{{\"jsonrpc\":\"2.0\",\"id\":{body["id"]},{answer}}}",
                    Encoding.UTF8,
                    "application/json"
                ),
            };
        }

        private static string Block(Hash32 hash) =>
            $$"""
                "result":{"number":"0x9","hash":"{{hash}}","parentHash":"{{Other}}","timestamp":"0x1",
                "logsBloom":"0x{{new string('0', 512)}}","gasLimit":"0x1","gasUsed":"0x0","transactions":[]}
                """;
    }
}
