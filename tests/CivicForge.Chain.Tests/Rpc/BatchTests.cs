using System.Globalization;
using CivicForge.Chain.Rpc;

namespace CivicForge.Chain.Tests.Rpc;

/// <summary>Many calls in one request, and what nodes make of that.</summary>
public sealed class BatchTests(LocalChain chain)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_real_node_answers_each_call_of_a_batch()
    {
        var client = await chain.ClientAsync();
        var results = await client.GetBlocksAsync([0, 1, 1_000_000], Token);
        results.ShouldAllBe(r => r.Failure == null);
        results[0].Value.ShouldBeEquivalentTo(await client.GetBlockAsync(BlockId.Number(0), Token));
        results[1].Value.ShouldBeEquivalentTo(await client.GetBlockAsync(BlockId.Number(1), Token));
        results[2].Value.ShouldBeNull("the node has no such block");
    }

    [Fact]
    public async Task Answers_may_come_in_another_order()
    {
        await using var node = new BrokenNode(BrokenNode.Http(200, $"[{Answer(2, Block(7))},{Answer(1, Block(6))}]"));
        var results = await new EthClient(node.Url).GetBlocksAsync([6, 7], Token);
        results.Select(r => r.Value!.Number).ShouldBe([6UL, 7UL]);
    }

    [Fact]
    public async Task One_refused_call_does_not_spoil_the_others()
    {
        const string Refused = """{"jsonrpc":"2.0","id":2,"error":{"code":-32005,"message":"limit exceeded"}}""";
        await using var node = new BrokenNode(BrokenNode.Http(200, $"[{Answer(1, Block(6))},{Refused}]"));
        var results = await new EthClient(node.Url).GetBlocksAsync([6, 7], Token);
        results[0].Value!.Number.ShouldBe(6UL);
        results[1].Failure.ShouldNotBeNull().Failure.ShouldBe(RpcFailure.RateLimited);
    }

    [Theory]
    [InlineData("{\"id\":2,\"result\":{\"number\":\"0x7\"}}")]
    [InlineData("{\"id\":2,\"result\":[1,{\"a\":[2]}]}")]
    [InlineData("{\"id\":2}")]
    [InlineData("{\"id\":9,\"result\":null}")]
    [InlineData("{\"result\":null}")]
    [InlineData("17")]
    public async Task An_entry_without_its_block_is_a_failure_of_its_own(string entry)
    {
        await using var node = new BrokenNode(BrokenNode.Http(200, $"[{entry},{Answer(1, Block(6))}]"));
        var results = await new EthClient(node.Url).GetBlocksAsync([6, 7], Token);
        results[0].Value!.Number.ShouldBe(6UL);
        results[1].Failure.ShouldNotBeNull().Failure.ShouldBe(RpcFailure.Garbage);
    }

    [Theory]
    [InlineData(200, "{\"id\":1,\"error\":{\"code\":-32600,\"message\":\"no batches\"}}", RpcFailure.Refused)]
    [InlineData(200, "{\"id\":1,\"result\":null}", RpcFailure.Garbage)]
    [InlineData(200, "[{\"id\":1,\"result\"", RpcFailure.Garbage)]
    [InlineData(413, "too large", RpcFailure.Garbage)]
    [InlineData(503, "[]", RpcFailure.Overloaded)]
    public async Task A_batch_that_is_refused_as_a_whole_says_why(int status, string body, RpcFailure expected)
    {
        await using var node = new BrokenNode(BrokenNode.Http(status, body));
        var failure = await Should.ThrowAsync<RpcException>(() =>
            new EthClient(node.Url).GetBlocksAsync([6, 7], Token)
        );
        failure.Failure.ShouldBe(expected, failure.Message);
    }

    [Fact]
    public async Task Of_a_member_that_is_there_twice_the_last_one_counts()
    {
        var body = $"{{\"id\":1,\"result\":{Block(6)},\"error\":null,\"result\":{Block(7)}}}";
        await using var node = new BrokenNode(BrokenNode.Http(200, body));
        (await new EthClient(node.Url).GetBlockAsync(BlockId.Latest, Token))!.Number.ShouldBe(7UL);
    }

    [Fact]
    public async Task Escaped_text_upper_case_and_members_of_tomorrow_are_read_all_the_same()
    {
        var block = Block(6)
            .Replace("0x", "\\u0030x", StringComparison.Ordinal)
            .Replace("ab", "AB", StringComparison.Ordinal);
        var body = $"{{\"id\":1,\"result\":{block.Insert(1, "\"new\":{\"a\":[1,{}]},\"baseFeePerGas\":null,")}}}";
        await using var node = new BrokenNode(BrokenNode.Http(200, body));
        var read = (await new EthClient(node.Url).GetBlockAsync(BlockId.Latest, Token)).ShouldNotBeNull();
        read.Hash.ShouldBe(new Hash32(Convert.FromHexString(string.Concat(Enumerable.Repeat("ab", 32)))));
        read.TransactionHashes.ShouldHaveSingleItem();
        read.BaseFeePerGas.ShouldBeNull();
    }

    private static string Answer(int id, string result) =>
        $"{{\"jsonrpc\":\"2.0\",\"id\":{id.ToString(CultureInfo.InvariantCulture)},\"result\":{result}}}";

    private static string Block(int number)
    {
        var hash = "\"0x" + string.Concat(Enumerable.Repeat("ab", 32)) + '"';
        return $"{{\"number\":\"0x{number:x}\",\"hash\":{hash},\"parentHash\":{hash},\"timestamp\":\"0x1\","
            + $"\"logsBloom\":\"0x00\",\"gasLimit\":\"0x1\",\"gasUsed\":\"0x1\","
            + $"\"transactions\":[{{\"hash\":{hash}}}]}}";
    }
}
