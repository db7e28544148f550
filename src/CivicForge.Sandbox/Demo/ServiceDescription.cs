using System.Text.Json;
using CivicForge.Chain;
using CivicForge.Chain.Protocol;
using CivicForge.Chain.Rpc;
using CivicForge.Chain.TypedData;

namespace CivicForge.Sandbox.Demo;

/// <summary>What a CivicForge says about itself at <c>/.well-known/civicforge.json</c>.</summary>
internal sealed record ServiceDescription(
    ulong ChainId,
    Address Registry,
    Address Distributor,
    Address Reputation,
    Address ReceiptKey,
    ulong AnchorWithin,
    EthClient Node
)
{
    public const string Path = "/.well-known/civicforge.json";

    public TypedDataDomain Domain => CivicDomain.Create(ChainId, Registry);

    /// <exception cref="CheckFailedException">It names no node, so that a demo cannot look at the chain.</exception>
    public static ServiceDescription Read(JsonElement json)
    {
        var contracts = json.GetProperty("contracts");
        var chain = json.GetProperty("chain");
        return new(
            json.GetProperty("domain").GetProperty("chainId").GetUInt64(),
            Address.Parse(contracts.GetProperty("registry").GetString()!),
            Address.Parse(contracts.GetProperty("distributor").GetString()!),
            Address.Parse(contracts.GetProperty("reputation").GetString()!),
            Address.Parse(json.GetProperty("receiptKey").GetString()!),
            json.GetProperty("policy").GetProperty("anchorWithin").GetUInt64(),
            new EthClient(
                new Uri(
                    chain.GetProperty("rpcHint").GetString()
                        ?? throw new CheckFailedException(
                            "The service names a node (chain.rpcHint): found none; the demo runs against "
                                + "development chains"
                        )
                )
            )
        );
    }
}
