// Generated from contracts/abi by contracts/script/messages.mjs. Run that instead of editing this.
#nullable enable
using Nethereum.ABI.FunctionEncoding.Attributes;
using Nethereum.Contracts;

namespace CivicForge.Chain.Web3.Contracts.AttestationRegistry;

/// <summary><c>anchor(uint64,bytes32,uint32)</c></summary>
[Function("anchor")]
public sealed class AnchorFunction : FunctionMessage
{
    public AnchorFunction()
    {
    }

    public AnchorFunction(ulong batchId, Hash32 root, uint leafCount)
    {
        BatchId = batchId;
        Root = root.ToArray();
        LeafCount = leafCount;
    }

    [Parameter("uint64", "batchId", 1)]
    public ulong BatchId { get; set; }

    [Parameter("bytes32", "root", 2)]
    public byte[] Root { get; set; } = [];

    [Parameter("uint32", "leafCount", 3)]
    public uint LeafCount { get; set; }

    /// <summary>Selector and arguments.</summary>
    public byte[] CallData() => this.GetCallData();
}

/// <summary><c>revoke(uint64,(bytes16,address,address,bytes32,uint32,uint32,uint64,bytes32),bytes32[],uint8)</c></summary>
[Function("revoke")]
public sealed class RevokeFunction : FunctionMessage
{
    public RevokeFunction()
    {
    }

    public RevokeFunction(ulong batchId, CompletedQuestTuple completed, IEnumerable<Hash32> proof, byte reason)
    {
        BatchId = batchId;
        Completed = completed;
        Proof = [.. proof.Select(h => h.ToArray())];
        Reason = reason;
    }

    [Parameter("uint64", "batchId", 1)]
    public ulong BatchId { get; set; }

    [Parameter("tuple", "completed", 2)]
    public CompletedQuestTuple Completed { get; set; } = new();

    [Parameter("bytes32[]", "proof", 3)]
    public List<byte[]> Proof { get; set; } = [];

    [Parameter("uint8", "reason", 4)]
    public byte Reason { get; set; }

    /// <summary>Selector and arguments.</summary>
    public byte[] CallData() => this.GetCallData();
}

/// <summary><c>setReceiptKey(address)</c></summary>
[Function("setReceiptKey")]
public sealed class SetReceiptKeyFunction : FunctionMessage
{
    public SetReceiptKeyFunction()
    {
    }

    public SetReceiptKeyFunction(Address key)
    {
        Key = key.ToString();
    }

    [Parameter("address", "key", 1)]
    public string Key { get; set; } = "";

    /// <summary>Selector and arguments.</summary>
    public byte[] CallData() => this.GetCallData();
}

/// <summary><c>pause()</c></summary>
[Function("pause")]
public sealed class PauseFunction : FunctionMessage
{
    /// <summary>Selector and arguments.</summary>
    public byte[] CallData() => this.GetCallData();
}

/// <summary><c>unpause()</c></summary>
[Function("unpause")]
public sealed class UnpauseFunction : FunctionMessage
{
    /// <summary>Selector and arguments.</summary>
    public byte[] CallData() => this.GetCallData();
}

/// <summary><c>grantRole(bytes32,address)</c></summary>
[Function("grantRole")]
public sealed class GrantRoleFunction : FunctionMessage
{
    public GrantRoleFunction()
    {
    }

    public GrantRoleFunction(Hash32 role, Address account)
    {
        Role = role.ToArray();
        Account = account.ToString();
    }

    [Parameter("bytes32", "role", 1)]
    public byte[] Role { get; set; } = [];

    [Parameter("address", "account", 2)]
    public string Account { get; set; } = "";

    /// <summary>Selector and arguments.</summary>
    public byte[] CallData() => this.GetCallData();
}

/// <summary><c>revokeRole(bytes32,address)</c></summary>
[Function("revokeRole")]
public sealed class RevokeRoleFunction : FunctionMessage
{
    public RevokeRoleFunction()
    {
    }

    public RevokeRoleFunction(Hash32 role, Address account)
    {
        Role = role.ToArray();
        Account = account.ToString();
    }

    [Parameter("bytes32", "role", 1)]
    public byte[] Role { get; set; } = [];

    [Parameter("address", "account", 2)]
    public string Account { get; set; } = "";

    /// <summary>Selector and arguments.</summary>
    public byte[] CallData() => this.GetCallData();
}

/// <summary><c>hasRole(bytes32,address)</c></summary>
[Function("hasRole", "bool")]
public sealed class HasRoleFunction : FunctionMessage
{
    public HasRoleFunction()
    {
    }

    public HasRoleFunction(Hash32 role, Address account)
    {
        Role = role.ToArray();
        Account = account.ToString();
    }

    [Parameter("bytes32", "role", 1)]
    public byte[] Role { get; set; } = [];

    [Parameter("address", "account", 2)]
    public string Account { get; set; } = "";

    /// <summary>Selector and arguments.</summary>
    public byte[] CallData() => this.GetCallData();
}

/// <summary><c>What hasRole returns.</c></summary>
[FunctionOutput]
public sealed class HasRoleOutput : IFunctionOutputDTO
{
    [Parameter("bool", "", 1)]
    public bool Value { get; set; }
}

/// <summary><c>receiptKey()</c></summary>
[Function("receiptKey", "address")]
public sealed class ReceiptKeyFunction : FunctionMessage
{
    /// <summary>Selector and arguments.</summary>
    public byte[] CallData() => this.GetCallData();
}

/// <summary><c>What receiptKey returns.</c></summary>
[FunctionOutput]
public sealed class ReceiptKeyOutput : IFunctionOutputDTO
{
    [Parameter("address", "", 1)]
    public string Value { get; set; } = "";
}
