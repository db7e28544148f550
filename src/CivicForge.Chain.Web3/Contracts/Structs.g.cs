// Generated from contracts/abi by contracts/script/messages.mjs. Run that instead of editing this.
#nullable enable
using Nethereum.ABI.FunctionEncoding.Attributes;

namespace CivicForge.Chain.Web3.Contracts;

/// <summary><c>(bytes16,address,address,bytes32,uint32,uint32,uint64,bytes32)</c></summary>
public sealed class CompletedQuestTuple
{
    public CompletedQuestTuple()
    {
    }

    public CompletedQuestTuple(Guid questId, Address creator, Address performer, Hash32 workHash, uint xp, uint reputation, ulong completedAt, Hash32 signaturesHash)
    {
        QuestId = Chain.QuestId.ToBytes16(questId);
        Creator = creator.ToString();
        Performer = performer.ToString();
        WorkHash = workHash.ToArray();
        Xp = xp;
        Reputation = reputation;
        CompletedAt = completedAt;
        SignaturesHash = signaturesHash.ToArray();
    }

    [Parameter("bytes16", "questId", 1)]
    public byte[] QuestId { get; set; } = [];

    [Parameter("address", "creator", 2)]
    public string Creator { get; set; } = "";

    [Parameter("address", "performer", 3)]
    public string Performer { get; set; } = "";

    [Parameter("bytes32", "workHash", 4)]
    public byte[] WorkHash { get; set; } = [];

    [Parameter("uint32", "xp", 5)]
    public uint Xp { get; set; }

    [Parameter("uint32", "reputation", 6)]
    public uint Reputation { get; set; }

    [Parameter("uint64", "completedAt", 7)]
    public ulong CompletedAt { get; set; }

    [Parameter("bytes32", "signaturesHash", 8)]
    public byte[] SignaturesHash { get; set; } = [];
}

/// <summary><c>(bytes32,bool,uint64,uint64,bytes,bytes)</c></summary>
public sealed class SignedTermsTuple
{
    public SignedTermsTuple()
    {
    }

    public SignedTermsTuple(Hash32 titleHash, bool exceptional, ulong creatorDeadline, ulong performerDeadline, byte[] creatorSignature, byte[] performerSignature)
    {
        TitleHash = titleHash.ToArray();
        Exceptional = exceptional;
        CreatorDeadline = creatorDeadline;
        PerformerDeadline = performerDeadline;
        CreatorSignature = creatorSignature;
        PerformerSignature = performerSignature;
    }

    [Parameter("bytes32", "titleHash", 1)]
    public byte[] TitleHash { get; set; } = [];

    [Parameter("bool", "exceptional", 2)]
    public bool Exceptional { get; set; }

    [Parameter("uint64", "creatorDeadline", 3)]
    public ulong CreatorDeadline { get; set; }

    [Parameter("uint64", "performerDeadline", 4)]
    public ulong PerformerDeadline { get; set; }

    [Parameter("bytes", "creatorSignature", 5)]
    public byte[] CreatorSignature { get; set; } = [];

    [Parameter("bytes", "performerSignature", 6)]
    public byte[] PerformerSignature { get; set; } = [];
}

/// <summary><c>(uint64,(bytes16,address,address,bytes32,uint32,uint32,uint64,bytes32),bytes32[],(bytes32,bool,uint64,uint64,bytes,bytes))</c></summary>
public sealed class ClaimTuple
{
    public ClaimTuple()
    {
    }

    public ClaimTuple(ulong batchId, CompletedQuestTuple completed, IEnumerable<Hash32> proof, SignedTermsTuple terms)
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
}
