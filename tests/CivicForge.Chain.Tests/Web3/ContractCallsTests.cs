using CivicForge.Chain.Crypto;
using CivicForge.Chain.Rpc;
using CivicForge.Chain.Tests.Rpc;
using CivicForge.Chain.Web3.Contracts;
using CivicForge.Chain.Web3.Contracts.AttestationRegistry;
using CivicForge.Chain.Web3.Contracts.RewardDistributor;
using CivicForge.Chain.Web3.Rpc;

namespace CivicForge.Chain.Tests.Web3;

/// <summary>Nethereum over our transport: the same failures, deadlines and strictness as our own client.</summary>
public sealed class ContractCallsTests(LocalChain chain)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_contract_is_asked_at_any_kind_of_block()
    {
        var (client, deployment) = (await chain.ClientAsync(), await chain.DeploymentAsync());
        var head = (await client.GetBlockAsync(BlockId.Latest, Token))!;
        foreach (
            var block in new[] { BlockId.Latest, BlockId.Pending, BlockId.Number(head.Number), BlockId.Hash(head.Hash) }
        )
        {
            var answer = await new ContractCalls(client).QueryAsync<RegistryFunction, RegistryOutput>(
                deployment.Distributor,
                new(),
                block,
                Token
            );
            Address.Parse(answer.Value).ShouldBe(deployment.Registry);
        }
    }

    [Fact]
    public async Task A_block_by_its_hash_is_that_block_or_a_failure()
    {
        var (client, deployment) = (await chain.ClientAsync(), await chain.DeploymentAsync());
        var failure = await Should.ThrowAsync<RpcException>(() =>
            new ContractCalls(client).QueryAsync<RegistryFunction, RegistryOutput>(
                deployment.Distributor,
                new(),
                BlockId.Hash(Keccak256.Hash("no block"u8)),
                Token
            )
        );
        failure.IsMissing.ShouldBeTrue(failure.Message);
    }

    [Fact]
    public async Task Where_no_contract_is_there_is_no_answer_rather_than_zero()
    {
        var failure = await Should.ThrowAsync<RpcException>(async () =>
            await new ContractCalls(await chain.ClientAsync()).QueryAsync<MaxXpFunction, MaxXpOutput>(
                LocalChain.Creator.Address,
                new(),
                BlockId.Latest,
                Token
            )
        );
        failure.Failure.ShouldBe(RpcFailure.Garbage);
        failure.Message.ShouldContain($"there is no contract at {LocalChain.Creator.Address}");
    }

    [Fact]
    public async Task A_revert_is_typed_and_names_the_contract_s_error()
    {
        var (client, deployment) = (await chain.ClientAsync(), await chain.DeploymentAsync());
        var call = new CallRequest(deployment.Registry, new AnchorFunction(900, Keccak256.Hash("root"u8), 1).CallData())
        {
            From = LocalChain.Anchorer.Address,
        };
        foreach (
            var ask in new Func<Task>[]
            {
                () => new ContractCalls(client).CallAsync(call, BlockId.Latest, Token),
                () => new ContractCalls(client).EstimateGasAsync(call, Token),
            }
        )
        {
            var refusal = await Should.ThrowAsync<RpcException>(ask);
            refusal.Failure.ShouldBe(RpcFailure.Reverted);
            ContractErrors.Decode(refusal.RevertData!).ShouldBeOfType<UnexpectedBatchError>().Given.ShouldBe(900UL);
        }
    }

    [Fact]
    public async Task Estimate_and_call_are_those_of_our_own_client()
    {
        var client = await chain.ClientAsync();
        var call = new CallRequest(LocalChain.Creator.Address, [1, 2, 3])
        {
            From = LocalChain.Performer.Address,
            Gas = 100_000,
            MaxFeePerGas = 50_000_000_000,
            MaxPriorityFeePerGas = 1_000_000_000,
        };
        (await new ContractCalls(client).EstimateGasAsync(call, Token)).ShouldBe(
            await client.EstimateGasAsync(call, Token)
        );
        (await new ContractCalls(client).CallAsync(call, BlockId.Latest, Token)).ShouldBe(
            await client.CallAsync(call, BlockId.Latest, Token)
        );
    }

    [Theory]
    [InlineData("\"0x:;\"")]
    [InlineData("\"0x\"")]
    [InlineData("\"5208\"")]
    [InlineData("\"0x1ffffffffffffffff\"")]
    [InlineData("null")]
    [InlineData("21000")]
    [InlineData("{}")]
    public async Task What_is_no_quantity_is_refused(string result)
    {
        await using var node = Answering(result);
        var failure = await Should.ThrowAsync<RpcException>(() =>
            new ContractCalls(new EthClient(node.Url)).EstimateGasAsync(new CallRequest(Address.Zero, []), Token)
        );
        failure.Failure.ShouldBe(RpcFailure.Garbage);
        failure.Method.ShouldBe("eth_estimateGas");
    }

    [Theory]
    [InlineData("0x")]
    [InlineData("0x05dc")]
    [InlineData("0x000000000000000000000000000000000000000000000000000000000005dc")]
    [InlineData("0x00000000000000000000000000000000000000000000000000000000000005dc00")]
    [InlineData("0x00000000000000000000000000000000000000000000000000000001000005dc")]
    [InlineData("0xffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff")]
    [InlineData("0x:;")]
    public async Task An_answer_that_is_short_or_long_or_dirty_is_refused(string data)
    {
        await using var node = Answering($"\"{data}\"");
        var failure = await Should.ThrowAsync<RpcException>(() =>
            new ContractCalls(new EthClient(node.Url)).QueryAsync<MaxXpFunction, MaxXpOutput>(
                Address.Zero,
                new(),
                BlockId.Latest,
                Token
            )
        );
        failure.Failure.ShouldBe(RpcFailure.Garbage);
    }

    [Fact]
    public async Task A_silent_node_is_a_timeout_within_the_deadline_and_a_token_ends_the_call_at_once()
    {
        await using var silent = new BrokenNode(null);
        var brief = new ContractCalls(new EthClient(silent.Url, TimeSpan.FromMilliseconds(100)));
        (
            await Should.ThrowAsync<RpcException>(() =>
                brief.EstimateGasAsync(new CallRequest(Address.Zero, []), Token)
            )
        ).Failure.ShouldBe(RpcFailure.Timeout);
        using var cancelled = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        await Should.ThrowAsync<OperationCanceledException>(() =>
            new ContractCalls(new EthClient(silent.Url)).EstimateGasAsync(
                new CallRequest(Address.Zero, []),
                cancelled.Token
            )
        );
    }

    private static BrokenNode Answering(string result) =>
        new(BrokenNode.Http(200, $"{{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{result}}}"));
}
