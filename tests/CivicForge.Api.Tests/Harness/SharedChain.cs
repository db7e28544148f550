using CivicForge.Api.Tests.Harness;
using CivicForge.Chain;

[assembly: AssemblyFixture(typeof(SharedChain))]

namespace CivicForge.Api.Tests.Harness;

/// <summary>One chain for all tests of the HTTP API, which only reads it; contract wallets are deployed by the tests
/// that need them.</summary>
public sealed class SharedChain : IAsyncLifetime
{
    internal TestChain Chain { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Chain = await TestChain.StartAsync();

    public ValueTask DisposeAsync() => Chain is null ? ValueTask.CompletedTask : Chain.DisposeAsync();

    /// <summary>Deploys a wallet of contracts/test/fixture/Wallets.sol.</summary>
    internal Task<Address> DeployWalletAsync(string name, string types = "", params object[] arguments) =>
        Chain.DeployWalletAsync(name, types, arguments);

    /// <summary>Puts code where an account is; with 0xef0100 and an address it is an EIP-7702 delegation.</summary>
    internal Task SetCodeAsync(Address account, byte[] code) =>
        Chain.RpcAsync("anvil_setCode", account.ToString(), Hex.Encode(code));
}
