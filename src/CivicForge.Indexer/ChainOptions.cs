using CivicForge.Chain;
using CivicForge.Chain.Rpc;
using CivicForge.Indexer.Events;
using CivicForge.Indexer.Reading;

namespace CivicForge.Indexer;

/// <summary>Section <c>Chain</c>: which chain is followed. The same keys as the Api's.</summary>
internal sealed class ChainOptions
{
    public string? RpcUrl { get; set; }

    /// <summary>Another provider for the second pass over finalized ranges; without it the same node is asked
    /// again.</summary>
    public string? SecondRpcUrl { get; set; }
    public long Id { get; set; }
    public string? GenesisHash { get; set; }
    public string? RegistryAddress { get; set; }
    public string? DistributorAddress { get; set; }
    public string? ReputationAddress { get; set; }
    public long StartBlock { get; set; }
    public string Finality { get; set; } = "finalized";

    internal FollowedContracts Contracts => new(Address.Parse(RegistryAddress!), Address.Parse(DistributorAddress!));

    internal FinalityPolicy FinalityPolicy => FinalityPolicy.Parse(Finality);

    /// <summary>What is wrong with the configuration, in words that say what to set; empty when nothing is.</summary>
    internal IEnumerable<string> Faults()
    {
        if (!NodeUrl.TryParse(RpcUrl, out _))
        {
            yield return "Chain:RpcUrl is not an http or https URL of a node's JSON-RPC.";
        }
        if (SecondRpcUrl is { Length: > 0 } && !NodeUrl.TryParse(SecondRpcUrl, out _))
        {
            yield return "Chain:SecondRpcUrl is not an http or https URL.";
        }
        if (Id <= 0)
        {
            yield return "Chain:Id is missing: the chain's number, for example 31337.";
        }
        if (GenesisHash is { Length: > 0 } && !Hash32.TryParse(GenesisHash, out _))
        {
            yield return "Chain:GenesisHash is not a block hash.";
        }
        if (!Address.TryParse(RegistryAddress, out _))
        {
            yield return "Chain:RegistryAddress is not an address.";
        }
        if (!Address.TryParse(DistributorAddress, out _))
        {
            yield return "Chain:DistributorAddress is not an address.";
        }
        if (!string.IsNullOrEmpty(ReputationAddress) && !Address.TryParse(ReputationAddress, out _))
        {
            yield return "Chain:ReputationAddress is not an address.";
        }
        if (StartBlock < 0)
        {
            yield return "Chain:StartBlock is negative.";
        }
        if (!FinalityPolicy.TryParse(Finality, out _))
        {
            yield return "Chain:Finality is neither 'finalized' nor a number of blocks.";
        }
    }
}
