// Generated from contracts/abi by contracts/script/messages.mjs. Run that instead of editing this.
#nullable enable
using Nethereum.ABI.FunctionEncoding.Attributes;

namespace CivicForge.Chain.Web3.Contracts.RewardDistributor;

/// <summary><c>RewardClaimed(bytes16,address,address,uint64,uint32,uint32)</c></summary>
[Event("RewardClaimed")]
public sealed class RewardClaimedEvent : IEventDTO
{
    [Parameter("bytes16", "questId", 1, true)]
    public byte[] QuestId { get; set; } = [];

    [Parameter("address", "performer", 2, true)]
    public string Performer { get; set; } = "";

    [Parameter("address", "creator", 3, true)]
    public string Creator { get; set; } = "";

    [Parameter("uint64", "batchId", 4)]
    public ulong BatchId { get; set; }

    [Parameter("uint32", "xp", 5)]
    public uint Xp { get; set; }

    [Parameter("uint32", "reputation", 6)]
    public uint Reputation { get; set; }
}

/// <summary><c>BatchWithheld(uint64,bool)</c></summary>
[Event("BatchWithheld")]
public sealed class BatchWithheldEvent : IEventDTO
{
    [Parameter("uint64", "batchId", 1, true)]
    public ulong BatchId { get; set; }

    [Parameter("bool", "withheld", 2)]
    public bool Withheld { get; set; }
}
