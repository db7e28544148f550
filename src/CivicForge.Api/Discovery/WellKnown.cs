using CivicForge.Api.Access;
using CivicForge.Api.Attestations;
using CivicForge.Chain;
using CivicForge.Chain.Protocol;
using CivicForge.Hosting;

namespace CivicForge.Api.Discovery;

/// <summary><c>/.well-known/civicforge.json</c>: what a verifier or a wallet needs to know about this deployment
/// (wire.md).</summary>
public sealed record WellKnown(
    string Service,
    string Version,
    WellKnownDomain Domain,
    WellKnownContracts Contracts,
    WellKnownChain Chain,
    Address ReceiptKey,
    WellKnownPolicy Policy
)
{
    public const string Path = "/.well-known/civicforge.json";

    internal static WellKnown Create(
        ChainOptions chain,
        AuthOptions auth,
        AttestationOptions attestation,
        ReceiptSigner receipts
    ) =>
        new(
            "CivicForge",
            ServiceVersion,
            new WellKnownDomain(CivicDomain.Name, CivicDomain.Version, chain.Id, chain.Registry),
            new WellKnownContracts(chain.Registry, chain.Distributor, chain.Reputation),
            new WellKnownChain(chain.Id, chain.Name, RpcHint(chain, auth), chain.Explorer),
            receipts.Address,
            new WellKnownPolicy(attestation.AnchorWithinSeconds, chain.Finality)
        );

    /// <summary>One that is a path is on the service's own origin, where a proxy passes it on.</summary>
    private static string? RpcHint(ChainOptions chain, AuthOptions auth) =>
        chain.RpcHint is ['/', ..] ? AuthOptions.Text(auth.Origins[0]) + chain.RpcHint : chain.RpcHint;

    /// <summary>The product's version, without build metadata.</summary>
    public static string ServiceVersion { get; } = typeof(WellKnown).Assembly.GetName().Version!.ToString(3);
}

public sealed record WellKnownDomain(string Name, string Version, long ChainId, Address VerifyingContract);

public sealed record WellKnownContracts(Address Registry, Address Distributor, Address Reputation);

public sealed record WellKnownChain(long Id, string Name, string? RpcHint, string? Explorer);

/// <param name="AnchorWithin">Seconds from completion to the promised anchor.</param>
/// <param name="Finality"><c>finalized</c>, or a depth in blocks.</param>
public sealed record WellKnownPolicy(int AnchorWithin, string Finality);
