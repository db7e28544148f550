using System.Text.Json;
using System.Text.Json.Nodes;
using CivicForge.Chain;
using CivicForge.Chain.Abi;
using CivicForge.Chain.Contracts;
using CivicForge.Chain.Rpc;
using CivicForge.Chain.Web3.Contracts.AttestationRegistry;
using CivicForge.Sandbox.Ethereum;

namespace CivicForge.Indexer.Tests.Harness;

/// <summary>A real node with the real contracts on it, and the things that happen to chains.</summary>
internal sealed class TestChain : IAsyncDisposable
{
    /// <summary>Only a test that fails waits this long: a machine that is busy with other things must not decide
    /// one.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly AnvilNode _node;

    private TestChain(AnvilNode node)
    {
        _node = node;
        Client = new EthClient(node.Url, TimeSpan.FromMinutes(1));
    }

    internal EthClient Client { get; }
    internal Uri Url => _node.Url;
    internal Address Registry { get; private set; }
    internal Address Distributor { get; private set; }
    internal Address Reputation { get; private set; }

    /// <summary>Account 4 of the mnemonic is operator and guardian.</summary>
    internal static Address Account(DevelopmentAccount account) => Address.Parse(account.Address);

    internal static async Task<TestChain> StartAsync(AnvilOptions? options = null)
    {
        var chain = new TestChain(await AnvilNode.StartAsync(options ?? new AnvilOptions()));
        var admin = Account(DevelopmentAccounts.Deployer);
        chain.Registry = await chain.DeployAsync(
            ContractArtifact.AttestationRegistry,
            "address,address,address,address",
            admin,
            Account(DevelopmentAccounts.Anchorer),
            Account(DevelopmentAccounts.Operator),
            Account(DevelopmentAccounts.Operator)
        );
        chain.Distributor = await chain.DeployAsync(
            ContractArtifact.RewardDistributor,
            "address,uint32,uint32",
            chain.Registry,
            1500u,
            100u
        );
        chain.Reputation = await new RewardDistributorContract(chain.Client, chain.Distributor).ReputationAsync(
            BlockId.Latest,
            default
        );
        return chain;
    }

    internal async Task<JsonElement> RpcAsync(string method, params JsonNode?[] parameters) =>
        await Client.RequestAsync(method, new JsonArray(parameters), default);

    internal async Task MineAsync(int blocks = 1)
    {
        // In parts, so that a busy machine answers each within the deadline of a call.
        for (; blocks > 0; blocks -= 500)
        {
            await RpcAsync("anvil_mine", Quantity.Encode(Math.Min(blocks, 500)));
        }
    }

    /// <summary>Replaces the newest blocks by empty ones on another fork; the head's number stays.</summary>
    internal Task ReorgAsync(int depth) => RpcAsync("anvil_reorg", depth, new JsonArray());

    /// <summary>Drops the newest blocks.</summary>
    internal Task RollbackAsync(int depth) => RpcAsync("anvil_rollback", depth);

    /// <summary>The next transactions go into one block.</summary>
    internal async Task<T> InOneBlockAsync<T>(Func<Task<T>> send)
    {
        await RpcAsync("evm_setAutomine", false);
        var sent = await send();
        await MineAsync();
        await RpcAsync("evm_setAutomine", true);
        return sent;
    }

    /// <summary>Sends from an unlocked account with the gas given, so that no dry run stands in the way of an odd
    /// transaction.</summary>
    internal async Task<Hash32> SendAsync(DevelopmentAccount from, Address? to, byte[] data, ulong gas = 3_000_000)
    {
        var transaction = new JsonObject
        {
            ["from"] = from.Address,
            ["data"] = Hex.Encode(data),
            ["gas"] = Quantity.Encode(gas),
            ["maxFeePerGas"] = "0x2540be400",
            ["maxPriorityFeePerGas"] = "0x1",
        };
        if (to is { } recipient)
        {
            transaction["to"] = recipient.ToString();
        }
        return Hash32.Parse((await RpcAsync("eth_sendTransaction", transaction)).GetString()!);
    }

    internal async Task<long> AnchorAsync(Hash32 root, uint leaves = 1)
    {
        var batch =
            await new AttestationRegistryContract(Client, Registry).BatchCountAsync(BlockId.Latest, default) + 1;
        await MinedAsync(
            await SendAsync(DevelopmentAccounts.Anchorer, Registry, new AnchorFunction(batch, root, leaves).CallData())
        );
        return (long)batch;
    }

    internal async Task MinedAsync(Hash32 transaction)
    {
        // eth_sendTransaction may return a moment before automine has sealed the block.
        var deadline = TimeProvider.System.GetTimestamp();
        while (await Client.GetReceiptAsync(transaction, default) is not { Succeeded: true })
        {
            if (TimeProvider.System.GetElapsedTime(deadline) > Patience)
            {
                throw new TimeoutException($"{transaction} was not mined within {Patience}, or it reverted.");
            }
        }
    }

    internal async Task<BlockRefs> HeadAsync()
    {
        var block = await Client.GetBlockAsync(BlockId.Latest, default);
        return new BlockRefs((long)block!.Number, block.Hash);
    }

    internal readonly record struct BlockRefs(long Number, Hash32 Hash);

    public ValueTask DisposeAsync() => _node.DisposeAsync();

    private async Task<Address> DeployAsync(ContractArtifact artifact, string types, params object[] arguments)
    {
        var hash = await SendAsync(
            DevelopmentAccounts.Deployer,
            null,
            [.. artifact.Bytecode, .. AbiEncoder.Encode(AbiType.ParseList(types), arguments)],
            gas: 15_000_000
        );
        await MinedAsync(hash);
        return (await Client.GetReceiptAsync(hash, default))!.ContractAddress!.Value;
    }
}
