using System.Text.Json.Nodes;

namespace CivicForge.Chain.Rpc;

/// <summary>Which block a call is about: a tag, a number, or a hash (EIP-1898, which pins the read to one
/// fork).</summary>
public readonly record struct BlockId
{
    private BlockId(string? tag, Hash32? hash) => (Tag, BlockHash) = (tag, hash);

    internal string? Tag { get; }
    internal Hash32? BlockHash { get; }

    public static BlockId Latest => new("latest", null);
    public static BlockId Finalized => new("finalized", null);
    public static BlockId Safe => new("safe", null);
    public static BlockId Pending => new("pending", null);
    public static BlockId Earliest => new("earliest", null);

    public static BlockId Number(ulong number) => new(Quantity.Encode(number), null);

    public static BlockId Hash(Hash32 hash) => new(null, hash);

    /// <summary>The parameter of a state call: a tag, a quantity, or <c>{blockHash}</c>.</summary>
    internal JsonNode ToJson() =>
        BlockHash is { } hash ? new JsonObject { ["blockHash"] = hash.ToString() } : JsonValue.Create(Tag ?? "latest");

    public override string ToString() => BlockHash?.ToString() ?? Tag ?? "latest";
}
