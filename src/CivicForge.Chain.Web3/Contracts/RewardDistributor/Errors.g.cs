// Generated from contracts/abi by contracts/script/messages.mjs. Run that instead of editing this.
#nullable enable
using Nethereum.ABI.FunctionEncoding.Attributes;

namespace CivicForge.Chain.Web3.Contracts.RewardDistributor;

/// <summary><c>AlreadyClaimed(address,bytes16)</c></summary>
[Error("AlreadyClaimed")]
public sealed class AlreadyClaimedError : IErrorDTO
{
    [Parameter("address", "creator", 1)]
    public string Creator { get; set; } = "";

    [Parameter("bytes16", "questId", 2)]
    public byte[] QuestId { get; set; } = [];
}

/// <summary><c>BatchNotPayable(uint64,bytes16)</c></summary>
[Error("BatchNotPayable")]
public sealed class BatchNotPayableError : IErrorDTO
{
    [Parameter("uint64", "batchId", 1)]
    public ulong BatchId { get; set; }

    [Parameter("bytes16", "questId", 2)]
    public byte[] QuestId { get; set; } = [];
}

/// <summary><c>InvalidRegistry(address)</c></summary>
[Error("InvalidRegistry")]
public sealed class InvalidRegistryError : IErrorDTO
{
    [Parameter("address", "account", 1)]
    public string Account { get; set; } = "";
}

/// <summary><c>NotAnchored(bytes16,uint64)</c></summary>
[Error("NotAnchored")]
public sealed class NotAnchoredError : IErrorDTO
{
    [Parameter("bytes16", "questId", 1)]
    public byte[] QuestId { get; set; } = [];

    [Parameter("uint64", "batchId", 2)]
    public ulong BatchId { get; set; }
}

/// <summary><c>NotSigned(bytes16)</c></summary>
[Error("NotSigned")]
public sealed class NotSignedError : IErrorDTO
{
    [Parameter("bytes16", "questId", 1)]
    public byte[] QuestId { get; set; } = [];
}

/// <summary><c>RewardTooHigh(bytes16,uint32,uint32)</c></summary>
[Error("RewardTooHigh")]
public sealed class RewardTooHighError : IErrorDTO
{
    [Parameter("bytes16", "questId", 1)]
    public byte[] QuestId { get; set; } = [];

    [Parameter("uint32", "xp", 2)]
    public uint Xp { get; set; }

    [Parameter("uint32", "reputation", 3)]
    public uint Reputation { get; set; }
}

/// <summary><c>SelfAttested(bytes16,address)</c></summary>
[Error("SelfAttested")]
public sealed class SelfAttestedError : IErrorDTO
{
    [Parameter("bytes16", "questId", 1)]
    public byte[] QuestId { get; set; } = [];

    [Parameter("address", "account", 2)]
    public string Account { get; set; } = "";
}
