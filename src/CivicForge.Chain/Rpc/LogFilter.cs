using System.Text.Json.Nodes;

namespace CivicForge.Chain.Rpc;

/// <summary>Which logs to read: of one block by hash, or of a range of numbers, both ends included. Topic positions are
/// null for any value.</summary>
public sealed record LogFilter
{
    public Hash32? BlockHash { get; init; }
    public ulong? FromBlock { get; init; }
    public ulong? ToBlock { get; init; }
    public IReadOnlyList<Address> Addresses { get; init; } = [];
    public IReadOnlyList<IReadOnlyList<Hash32>?> Topics { get; init; } = [];

    internal JsonObject ToJson()
    {
        var json = new JsonObject();
        if (BlockHash is { } hash)
        {
            json["blockHash"] = hash.ToString();
        }
        if (FromBlock is { } from)
        {
            json["fromBlock"] = Quantity.Encode(from);
        }
        if (ToBlock is { } to)
        {
            json["toBlock"] = Quantity.Encode(to);
        }
        if (Addresses.Count > 0)
        {
            json["address"] = new JsonArray([.. Addresses.Select(a => JsonValue.Create(a.ToString()))]);
        }
        if (Topics.Count > 0)
        {
            json["topics"] = new JsonArray([
                .. Topics.Select(t =>
                    t is null ? null : (JsonNode)new JsonArray([.. t.Select(h => JsonValue.Create(h.ToString()))])
                ),
            ]);
        }
        return json;
    }
}
