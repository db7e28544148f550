using CivicForge.Chain;
using CivicForge.Indexer.Events;
using CivicForge.Indexer.Reading;

namespace CivicForge.Indexer;

/// <summary>Section <c>Chain</c>: which chain is followed. The same keys as the Api's.</summary>
internal sealed class ChainOptions
{
    public string? RpcUrl { get; set; }
    /// <summary>Another provider for the second pass over finalized ranges; without it the same node is asked again.</summary>
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
        if (!Uri.TryCreate(RpcUrl, UriKind.Absolute, out _)) yield return "Chain:RpcUrl is not a URL of a node's JSON-RPC.";
        if (SecondRpcUrl is not null && !Uri.TryCreate(SecondRpcUrl, UriKind.Absolute, out _)) yield return "Chain:SecondRpcUrl is not a URL.";
        if (Id <= 0) yield return "Chain:Id is missing: the chain's number, for example 31337.";
        if (GenesisHash is not null && !Hash32.TryParse(GenesisHash, out _)) yield return "Chain:GenesisHash is not a block hash.";
        if (!Address.TryParse(RegistryAddress, out _)) yield return "Chain:RegistryAddress is not an address.";
        if (!Address.TryParse(DistributorAddress, out _)) yield return "Chain:DistributorAddress is not an address.";
        if (!string.IsNullOrEmpty(ReputationAddress) && !Address.TryParse(ReputationAddress, out _)) yield return "Chain:ReputationAddress is not an address.";
        if (StartBlock < 0) yield return "Chain:StartBlock is negative.";
        if (Finality != "finalized" && !long.TryParse(Finality, out _)) yield return "Chain:Finality is neither 'finalized' nor a number of blocks.";
    }
}

/// <summary>Section <c>Indexer</c>: how the chain is followed. Every value has a default that suits a local node and a hosted one.</summary>
internal sealed class IndexerOptions
{
    /// <summary>Pause between two looks at a node that has nothing new.</summary>
    public TimeSpan Poll { get; set; } = TimeSpan.FromSeconds(1);
    /// <summary>Longest pause after failures.</summary>
    public TimeSpan LongestBackOff { get; set; } = TimeSpan.FromSeconds(30);
    /// <summary>How long a holder that fell silent keeps the lease.</summary>
    public TimeSpan LeaseTerm { get; set; } = TimeSpan.FromSeconds(15);
    /// <summary>Deadline of one call to the node.</summary>
    public TimeSpan CallTimeout { get; set; } = TimeSpan.FromSeconds(10);
    /// <summary>Most blocks a transaction and a call for logs.</summary>
    public int RangeSize { get; set; } = 2000;
    /// <summary>Ranges that are read ahead of the one being written.</summary>
    public int ReadAhead { get; set; } = 2;
    /// <summary>Calls at once within a range.</summary>
    public int Concurrency { get; set; } = 16;
    /// <summary>Most batches and most claims whose contract state is compared in one look.</summary>
    public int AuditSize { get; set; } = 200;
    /// <summary>Name of this instance in the lease; made up when absent.</summary>
    public string? Holder { get; set; }
}
