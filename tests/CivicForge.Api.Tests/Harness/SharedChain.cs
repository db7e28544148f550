using System.Text.Json;
using CivicForge.Api.Tests.Harness;
using CivicForge.Chain;
using CivicForge.Chain.Abi;
using CivicForge.Sandbox.Ethereum;

[assembly: AssemblyFixture(typeof(SharedChain))]

namespace CivicForge.Api.Tests.Harness;

/// <summary>One chain for all tests of the HTTP API, which only reads it; contract wallets are deployed by the tests that need them.</summary>
public sealed class SharedChain : IAsyncLifetime
{
    internal TestChain Chain { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Chain = await TestChain.StartAsync();

    public ValueTask DisposeAsync() => Chain is null ? ValueTask.CompletedTask : Chain.DisposeAsync();

    /// <summary>Deploys a wallet of contracts/test/fixture/Wallets.sol.</summary>
    internal async Task<Address> DeployWalletAsync(string name, string types = "", params object[] arguments)
    {
        await using var stream = typeof(SharedChain).Assembly.GetManifestResourceStream("wallets.json")!;
        using var json = await JsonDocument.ParseAsync(stream);
        var code = Hex.Decode(json.RootElement.GetProperty("bytecode").GetProperty(name).GetString()!);
        var receipt = await Chain.SendAsync(DevelopmentAccounts.Deployer, null, [.. code, .. types.Length > 0 ? AbiEncoder.Encode(AbiType.ParseList(types), arguments) : []]);
        return receipt.ContractAddress!.Value;
    }

    /// <summary>Puts code where an account is; with 0xef0100 and an address it is an EIP-7702 delegation.</summary>
    internal Task SetCodeAsync(Address account, byte[] code) => Chain.RpcAsync("anvil_setCode", account.ToString(), Hex.Encode(code));
}
