// Generated from contracts/abi by contracts/script/messages.mjs. Run that instead of editing this.
#nullable enable
using Nethereum.ABI.FunctionEncoding.Attributes;
using Nethereum.Contracts;

namespace CivicForge.Chain.Web3.Contracts.RewardDistributor;

/// <summary><c>claim(uint64,(bytes16,address,address,bytes32,uint32,uint32,uint64,bytes32),bytes32[],(bytes32,bool,uint64,uint64,bytes,bytes))</c></summary>
[Function("claim")]
public sealed class ClaimFunction : FunctionMessage
{
    public ClaimFunction()
    {
    }

    public ClaimFunction(ulong batchId, CompletedQuestTuple completed, IEnumerable<Hash32> proof, SignedTermsTuple terms)
    {
        BatchId = batchId;
        Completed = completed;
        Proof = [.. proof.Select(h => h.ToArray())];
        Terms = terms;
    }

    [Parameter("uint64", "batchId", 1)]
    public ulong BatchId { get; set; }

    [Parameter("tuple", "completed", 2)]
    public CompletedQuestTuple Completed { get; set; } = new();

    [Parameter("bytes32[]", "proof", 3)]
    public List<byte[]> Proof { get; set; } = [];

    [Parameter("tuple", "terms", 4)]
    public SignedTermsTuple Terms { get; set; } = new();

    /// <summary>Selector and arguments.</summary>
    public byte[] CallData() => this.GetCallData();
}

/// <summary><c>claimMany((uint64,(bytes16,address,address,bytes32,uint32,uint32,uint64,bytes32),bytes32[],(bytes32,bool,uint64,uint64,bytes,bytes))[])</c></summary>
[Function("claimMany")]
public sealed class ClaimManyFunction : FunctionMessage
{
    public ClaimManyFunction()
    {
    }

    public ClaimManyFunction(IEnumerable<ClaimTuple> claims)
    {
        Claims = [.. claims];
    }

    [Parameter("tuple[]", "claims", 1)]
    public List<ClaimTuple> Claims { get; set; } = [];

    /// <summary>Selector and arguments.</summary>
    public byte[] CallData() => this.GetCallData();
}

/// <summary><c>withhold(uint64,bool)</c></summary>
[Function("withhold")]
public sealed class WithholdFunction : FunctionMessage
{
    public WithholdFunction()
    {
    }

    public WithholdFunction(ulong batchId, bool withheld)
    {
        BatchId = batchId;
        Withheld = withheld;
    }

    [Parameter("uint64", "batchId", 1)]
    public ulong BatchId { get; set; }

    [Parameter("bool", "withheld", 2)]
    public bool Withheld { get; set; }

    /// <summary>Selector and arguments.</summary>
    public byte[] CallData() => this.GetCallData();
}

/// <summary><c>registry()</c></summary>
[Function("registry", "address")]
public sealed class RegistryFunction : FunctionMessage
{
    /// <summary>Selector and arguments.</summary>
    public byte[] CallData() => this.GetCallData();
}

/// <summary><c>What registry returns.</c></summary>
[FunctionOutput]
public sealed class RegistryOutput : IFunctionOutputDTO
{
    [Parameter("address", "", 1)]
    public string Value { get; set; } = "";
}

/// <summary><c>maxXp()</c></summary>
[Function("maxXp", "uint32")]
public sealed class MaxXpFunction : FunctionMessage
{
    /// <summary>Selector and arguments.</summary>
    public byte[] CallData() => this.GetCallData();
}

/// <summary><c>What maxXp returns.</c></summary>
[FunctionOutput]
public sealed class MaxXpOutput : IFunctionOutputDTO
{
    [Parameter("uint32", "", 1)]
    public uint Value { get; set; }
}

/// <summary><c>maxReputation()</c></summary>
[Function("maxReputation", "uint32")]
public sealed class MaxReputationFunction : FunctionMessage
{
    /// <summary>Selector and arguments.</summary>
    public byte[] CallData() => this.GetCallData();
}

/// <summary><c>What maxReputation returns.</c></summary>
[FunctionOutput]
public sealed class MaxReputationOutput : IFunctionOutputDTO
{
    [Parameter("uint32", "", 1)]
    public uint Value { get; set; }
}

/// <summary><c>reputation()</c></summary>
[Function("reputation", "address")]
public sealed class ReputationFunction : FunctionMessage
{
    /// <summary>Selector and arguments.</summary>
    public byte[] CallData() => this.GetCallData();
}

/// <summary><c>What reputation returns.</c></summary>
[FunctionOutput]
public sealed class ReputationOutput : IFunctionOutputDTO
{
    [Parameter("address", "", 1)]
    public string Value { get; set; } = "";
}
