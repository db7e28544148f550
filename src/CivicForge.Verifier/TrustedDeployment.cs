using System.Globalization;
using CivicForge.Chain;

namespace CivicForge.Verifier;

/// <summary>A registry that the verifier's user trusts, and why.</summary>
/// <param name="ChainId">The chain's id (EIP-155).</param>
/// <param name="Registry">Address of the AttestationRegistry there.</param>
/// <param name="Source">Who named it, e.g. <c>--registry</c>; shown in step <c>domain</c>.</param>
public sealed record TrustedDeployment(long ChainId, Address Registry, string Source)
{
    /// <summary>The finality that the deployment publishes, for chains without the tag; null when it says
    /// nothing.</summary>
    public Finality? Finality { get; init; }

    /// <summary>Deployments that every copy of the verifier trusts. There is none until CivicForge is deployed to a
    /// public chain; a development chain never belongs here, because anybody can run one.</summary>
    public static IReadOnlyList<TrustedDeployment> BuiltIn { get; } = [];

    /// <summary>Reads <c>CHAIN:ADDRESS</c>, e.g. <c>31337:0x5FbDB2315678afecb367f032d93F642f64180aa3</c>.</summary>
    public static bool TryParse(string text, string source, out TrustedDeployment? deployment)
    {
        deployment = null;
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (
            colon < 1
            || !long.TryParse(text.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out var chainId)
            || !Address.TryParse(text[(colon + 1)..], out var registry)
        )
        {
            return false;
        }
        deployment = new TrustedDeployment(chainId, registry, source);
        return true;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{ChainId}:{Registry}");
}
