using CivicForge.Chain.Contracts;
using CivicForge.Chain.Rpc;
using CivicForge.Hosting;

namespace CivicForge.Api.Signatures;

/// <summary>The node, asked for contract wallets only.</summary>
internal static class SignaturesModule
{
    public static void AddSignatures(this IServiceCollection services)
    {
        services.AddSingleton(provider => new EthClient(
            provider.GetRequiredService<ChainOptions>().RpcUrl,
            TimeSpan.FromSeconds(5)
        ));
        services.AddSingleton(provider => new AttestationRegistryContract(
            provider.GetRequiredService<EthClient>(),
            provider.GetRequiredService<ChainOptions>().Registry
        ));
        services.AddSingleton<SignatureCheck>();
    }
}
