using System.Text.Json.Nodes;
using CivicForge.Chain;
using CivicForge.Chain.Abi;
using CivicForge.Chain.Contracts;
using CivicForge.Chain.Rpc;
using CivicForge.Chain.Web3.Contracts;
using CivicForge.Chain.Web3.Contracts.AttestationRegistry;
using CivicForge.Sandbox.Ethereum;

namespace CivicForge.Verifier.Tests.Chain;

/// <summary>A real anvil with the real AttestationRegistry at the address that the shared proof files are signed for.
/// Its clock starts shortly after the files' completedAt.</summary>
public sealed class RegistryChain : IAsyncDisposable
{
    /// <summary>completedAt of the shared files.</summary>
    internal const ulong CompletedAt = 1_790_000_000;

    private readonly AnvilNode _node;

    private RegistryChain(AnvilNode node) => (_node, Client) = (node, new EthClient(node.Url));

    internal EthClient Client { get; }

    internal Uri Url => _node.Url;

    internal Address Registry { get; } = Vectors.Trusted[0].Registry;

    internal static async Task<RegistryChain> StartAsync(long chainId = DevelopmentAccounts.ChainId)
    {
        var chain = new RegistryChain(
            await AnvilNode.StartAsync(
                new AnvilOptions { ChainId = chainId, Arguments = ["--timestamp", $"{CompletedAt + 10}"] }
            )
        );
        var accounts = DevelopmentAccounts.All.Select(account => Address.Parse(account.Address)).ToArray();
        byte[] creation =
        [
            .. ContractArtifact.AttestationRegistry.Bytecode,
            .. AbiEncoder.Encode(
                AbiType.ParseList("address,address,address,address"),
                accounts[0],
                accounts[1],
                accounts[4],
                accounts[2]
            ),
        ];
        await chain.SendAsync(accounts[0], null, creation);
        return chain;
    }

    /// <summary>Anchors the root of a proof file as the next batch.</summary>
    internal Task AnchorAsync(ulong batchId, Hash32 root, uint leafCount = 1) =>
        SendAsync(Account(1), Registry, new AnchorFunction(batchId, root, leafCount).CallData());

    /// <summary>Revokes as one of the parties.</summary>
    internal Task RevokeAsync(int account, Proof proof) =>
        SendAsync(
            Account(account),
            Registry,
            new RevokeFunction(proof.Path.BatchId, proof.Completed.ToStruct(), proof.Path.Siblings, 1).CallData()
        );

    /// <summary>Mines blocks; two of them make what is mined final.</summary>
    internal Task MineAsync(int blocks = 3) => RequestAsync("anvil_mine", blocks);

    internal Task SetCodeAsync(Address account, string code) => RequestAsync("anvil_setCode", account.ToString(), code);

    internal Task SetNextBlockTimestampAsync(ulong timestamp) => RequestAsync("evm_setNextBlockTimestamp", timestamp);

    internal async Task<Block> HeadAsync() =>
        (await Client.GetBlockAsync(BlockId.Latest, TestContext.Current.CancellationToken))!;

    public ValueTask DisposeAsync() => _node.DisposeAsync();

    private async Task SendAsync(Address from, Address? to, byte[] data)
    {
        var transaction = new JsonObject
        {
            ["from"] = from.ToString(),
            ["data"] = Hex.Encode(data),
            ["gas"] = "0x1000000",
        };
        if (to is { } recipient)
        {
            transaction["to"] = recipient.ToString();
        }
        var hash = Hash32.Parse(
            (
                await Client.RequestAsync(
                    "eth_sendTransaction",
                    new JsonArray(transaction),
                    TestContext.Current.CancellationToken
                )
            ).GetString()!
        );
        Receipt? receipt;
        while ((receipt = await Client.GetReceiptAsync(hash, TestContext.Current.CancellationToken)) is null)
        {
            await Task.Yield();
        }
        receipt.Succeeded.ShouldBeTrue($"transaction {hash} reverted");
    }

    private Task RequestAsync(string method, params JsonNode[] parameters) =>
        Client.RequestAsync(method, new JsonArray(parameters), TestContext.Current.CancellationToken);

    private static Address Account(int index) => Address.Parse(DevelopmentAccounts.All[index].Address);
}
