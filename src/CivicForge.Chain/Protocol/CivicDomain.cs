using CivicForge.Chain.TypedData;

namespace CivicForge.Chain.Protocol;

/// <summary>The EIP-712 domain of protocol v1.</summary>
public static class CivicDomain
{
    public const string Name = "CivicForge";
    public const string Version = "1";

    /// <param name="registry">The AttestationRegistry: it is the verifying contract of every signature.</param>
    public static TypedDataDomain Create(ulong chainId, Address registry) => new(Name, Version, chainId, registry);
}
