// Generated from contracts/abi by contracts/script/messages.mjs. Run that instead of editing this.
#nullable enable
using CivicForge.Chain.Contracts;
using Nethereum.ABI.FunctionEncoding.Attributes;
using Nethereum.Contracts;

namespace CivicForge.Chain.Web3.Contracts.RewardDistributor;

/// <summary><c>constructor(address,uint32,uint32)</c></summary>
public sealed class RewardDistributorDeployment : ContractDeploymentMessage
{
    public RewardDistributorDeployment()
        : base(Hex.Encode(ContractArtifact.RewardDistributor.Bytecode))
    {
    }

    public RewardDistributorDeployment(Address registry, uint maxXp, uint maxReputation)
        : this()
    {
        Registry = registry.ToString();
        MaxXp = maxXp;
        MaxReputation = maxReputation;
    }

    [Parameter("address", "registry_", 1)]
    public string Registry { get; set; } = "";

    [Parameter("uint32", "maxXp_", 2)]
    public uint MaxXp { get; set; }

    [Parameter("uint32", "maxReputation_", 3)]
    public uint MaxReputation { get; set; }

    /// <summary>Creation code and arguments.</summary>
    public byte[] CreationCode() => this.GetDeploymentData();
}
