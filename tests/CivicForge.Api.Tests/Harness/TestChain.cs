using System.Text.Json;
using System.Text.Json.Nodes;
using CivicForge.Chain;
using CivicForge.Chain.Abi;
using CivicForge.Chain.Contracts;
using CivicForge.Chain.Rpc;
using CivicForge.Hosting;
using CivicForge.Sandbox.Ethereum;
using Microsoft.Extensions.Configuration;

namespace CivicForge.Api.Tests.Harness;

/// <summary>A real node with the real contracts on it, and the things that happen to chains.</summary>
internal sealed class TestChain : IAsyncDisposable
{
    private readonly AnvilNode _node;

    private TestChain(AnvilNode node)
    {
        _node = node;
        Client = new EthClient(node.Url);
    }

    internal EthClient Client { get; }
    internal Uri Url => _node.Url;
    internal Address Registry { get; private set; }
    internal Address Distributor { get; private set; }
    internal Address Reputation { get; private set; }

    /// <summary>As every process is configured.</summary>
    internal ChainOptions Options =>
        ChainOptions.Read(
            new ConfigurationBuilder()
                .AddInMemoryCollection(
                    new Dictionary<string, string?>
                    {
                        ["Chain:RpcUrl"] = Url.ToString(),
                        ["Chain:Id"] = "31337",
                        ["Chain:RegistryAddress"] = Registry.ToString(),
                        ["Chain:DistributorAddress"] = Distributor.ToString(),
                        ["Chain:ReputationAddress"] = Reputation.ToString(),
                    }
                )
                .Build()
        );

    internal AttestationRegistryContract RegistryContract => new(Client, Registry);
    internal RewardDistributorContract DistributorContract => new(Client, Distributor);

    internal static Address Account(DevelopmentAccount account) => Address.Parse(account.Address);

    internal static async Task<TestChain> StartAsync(AnvilOptions? options = null)
    {
        var chain = new TestChain(await AnvilNode.StartAsync(options ?? new AnvilOptions()));
        chain.Registry = await chain.DeployAsync(
            ContractArtifact.AttestationRegistry,
            "address,address,address,address",
            Account(DevelopmentAccounts.Deployer),
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
        chain.Reputation = await chain.DistributorContract.ReputationAsync(BlockId.Latest, default);
        return chain;
    }

    internal async Task<JsonElement> RpcAsync(string method, params JsonNode?[] parameters) =>
        await Client.RequestAsync(method, new JsonArray(parameters), default);

    internal Task MineAsync(int blocks = 1) => RpcAsync("anvil_mine", Quantity.Encode(blocks));

    /// <summary>Two epochs of one slot behind the head is final: three blocks make everything before them
    /// final.</summary>
    internal Task FinalizeAsync() => MineAsync(3);

    /// <summary>Replaces the newest blocks by empty ones on another fork; the head's number stays, and the node forgets
    /// their transactions.</summary>
    internal async Task ReorgAsync(int depth)
    {
        await SettledAsync();
        await RpcAsync("anvil_reorg", depth, new JsonArray());
    }

    internal Task AutomineAsync(bool on) => RpcAsync("evm_setAutomine", on);

    /// <summary>The base fee of the next block, in wei; the blocks after it follow from how full it is.</summary>
    internal async Task MineAtBaseFeeAsync(long wei)
    {
        await RpcAsync("anvil_setNextBlockBaseFeePerGas", Quantity.Encode(wei));
        await MineAsync();
        // Anvil learns its fee history a moment after the block.
        await Eventually.TrueAsync(
            async () => (await Client.FeeHistoryAsync(1, BlockId.Latest, [50], default)).BaseFeePerGas[0] == wei,
            "the fee history does not show the new base fee"
        );
    }

    internal Task DropAllAsync() => RpcAsync("anvil_dropAllTransactions");

    internal Task DropAsync(Hash32 transaction) => RpcAsync("anvil_dropTransaction", transaction.ToString());

    internal Task SetBalanceAsync(Address account, System.Numerics.BigInteger wei) =>
        RpcAsync("anvil_setBalance", account.ToString(), Quantity.Encode(wei));

    internal async Task<long> NonceAsync(Address account) =>
        (long)await Client.GetTransactionCountAsync(account, BlockId.Latest, default);

    internal async Task<long> BatchCountAsync()
    {
        await SettledAsync();
        return (long)await RegistryContract.BatchCountAsync(BlockId.Latest, default);
    }

    internal async Task<Hash32> RootOfAsync(long batchId)
    {
        await SettledAsync();
        return await RegistryContract.RootOfAsync((ulong)batchId, BlockId.Latest, default);
    }

    /// <summary>Sends from an unlocked account and waits for the receipt.</summary>
    internal async Task<Receipt> SendAsync(DevelopmentAccount from, Address? to, byte[] data, ulong gas = 3_000_000)
    {
        var transaction = new JsonObject
        {
            ["from"] = from.Address,
            ["data"] = Hex.Encode(data),
            ["gas"] = Quantity.Encode(gas),
        };
        if (to is { } recipient)
        {
            transaction["to"] = recipient.ToString();
        }
        var hash = Hash32.Parse((await RpcAsync("eth_sendTransaction", transaction)).GetString()!);
        return await Eventually.NotNullAsync(() => Client.GetReceiptAsync(hash, default), $"{hash} was not mined");
    }

    /// <summary>Deploys a wallet of contracts/test/fixture/Wallets.sol.</summary>
    internal async Task<Address> DeployWalletAsync(string name, string types = "", params object[] arguments)
    {
        await using var stream = typeof(TestChain).Assembly.GetManifestResourceStream("wallets.json")!;
        using var json = await JsonDocument.ParseAsync(stream);
        var code = Hex.Decode(json.RootElement.GetProperty("bytecode").GetProperty(name).GetString()!);
        var receipt = await SendAsync(
            DevelopmentAccounts.Deployer,
            null,
            [.. code, .. types.Length > 0 ? AbiEncoder.Encode(AbiType.ParseList(types), arguments) : []]
        );
        return receipt.ContractAddress!.Value;
    }

    public ValueTask DisposeAsync() => _node.DisposeAsync();

    /// <summary>Waits until the node is at rest. Anvil mines what it has accepted in the background: a look in that
    /// moment sees it unmined, and a reorg leaves a chain with a block missing. It is at rest when nothing is pending,
    /// or when what is pending stays so (mining is halted, or nothing has woken the miner).</summary>
    internal async Task SettledAsync()
    {
        const int UnchangedReads = 20;
        var (before, unchanged) = ("", 0);
        await Eventually.TrueAsync(
            async () =>
            {
                var pending = (await RpcAsync("txpool_status")).GetProperty("pending").GetString()!;
                var now = $"{pending} at {await Client.BlockNumberAsync(default)}";
                unchanged = now == before ? unchanged + 1 : 0;
                before = now;
                return unchanged >= (pending == "0x0" ? 1 : UnchangedReads);
            },
            "the node does not come to rest"
        );
    }

    private async Task<Address> DeployAsync(ContractArtifact artifact, string types, params object[] arguments)
    {
        var receipt = await SendAsync(
            DevelopmentAccounts.Deployer,
            null,
            [.. artifact.Bytecode, .. AbiEncoder.Encode(AbiType.ParseList(types), arguments)],
            gas: 15_000_000
        );
        return receipt.ContractAddress!.Value;
    }
}
