using System.Numerics;
using CivicForge.Chain.Crypto;
using CivicForge.Chain.Rpc;
using CivicForge.Chain.Tests.Rpc;
using CivicForge.Chain.Transactions;
using CivicForge.Chain.Web3.Transactions;
using CivicForge.Sandbox.Deploying;
using CivicForge.Sandbox.Ethereum;

[assembly: AssemblyFixture(typeof(LocalChain))]

namespace CivicForge.Chain.Tests.Rpc;

/// <summary>A real node (anvil) with the three contracts, started once, when a test first needs it.</summary>
public sealed class LocalChain : IAsyncLifetime
{
    private readonly Lazy<Task<(AnvilNode Node, EthClient Client, Deployment Deployment)>> _started = new(StartAsync);

    internal static PrivateKey Deployer { get; } = PrivateKey.FromHex(DevelopmentAccounts.Deployer.PrivateKey);
    internal static PrivateKey Anchorer { get; } = PrivateKey.FromHex(DevelopmentAccounts.Anchorer.PrivateKey);
    internal static PrivateKey Creator { get; } = PrivateKey.FromHex(DevelopmentAccounts.Creator.PrivateKey);
    internal static PrivateKey Performer { get; } = PrivateKey.FromHex(DevelopmentAccounts.Performer.PrivateKey);
    internal static PrivateKey Guardian { get; } = PrivateKey.FromHex(DevelopmentAccounts.Operator.PrivateKey);

    internal async Task<EthClient> ClientAsync() => (await _started.Value).Client;

    internal async Task<Deployment> DeploymentAsync() => (await _started.Value).Deployment;

    /// <summary>Signs and sends, and waits for the receipt; the gas limit is fixed so that a call that reverts is mined
    /// too.</summary>
    internal async Task<Receipt> SendAsync(PrivateKey from, Address? to, byte[] data, BigInteger value = default)
    {
        var client = await ClientAsync();
        var signed = await SignAsync(from, to, data, value);
        (await client.SendRawTransactionAsync(signed.Raw, Token)).ShouldBe(signed.Hash);
        for (
            var deadline = TimeProvider.System.GetTimestamp();
            TimeProvider.System.GetElapsedTime(deadline) < TimeSpan.FromSeconds(30);
            await Task.Delay(5, Token)
        )
        {
            if (await client.GetReceiptAsync(signed.Hash, Token) is { } receipt)
            {
                return receipt;
            }
        }
        throw new TimeoutException($"anvil did not mine {signed.Hash} within 30 s.");
    }

    internal async Task<SignedTransaction> SignAsync(
        PrivateKey from,
        Address? to,
        byte[] data,
        BigInteger value = default
    )
    {
        var nonce = await (await ClientAsync()).GetTransactionCountAsync(from.Address, BlockId.Pending, Token);
        return new Eip1559Transaction(
            (ulong)DevelopmentAccounts.ChainId,
            nonce,
            1_000_000_000,
            20_000_000_000,
            3_000_000,
            to,
            value,
            data
        ).Sign(from);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static async Task<(AnvilNode, EthClient, Deployment)> StartAsync()
    {
        var node = await AnvilNode.StartAsync(new AnvilOptions());
        var client = new EthClient(node.Url);
        return (
            node,
            client,
            await Deployment.RunAsync(
                client,
                Deployer,
                new DeploymentPlan(Anchorer.Address, Guardian.Address, Guardian.Address),
                CancellationToken.None
            )
        );
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (_started.IsValueCreated)
        {
            await (await _started.Value).Node.DisposeAsync();
        }
    }
}
