using System.Numerics;
using System.Text.Json.Nodes;

namespace CivicForge.Chain.Rpc;

/// <summary>A message for <c>eth_call</c> or <c>eth_estimateGas</c>. A null recipient runs <see cref="Data"/> as
/// creation code.</summary>
public sealed record CallRequest(Address? To, byte[] Data)
{
    public Address? From { get; init; }
    public ulong? Gas { get; init; }
    public BigInteger? MaxFeePerGas { get; init; }
    public BigInteger? MaxPriorityFeePerGas { get; init; }

    internal JsonObject ToJson()
    {
        var json = new JsonObject { ["data"] = Hex.Encode(Data) };
        if (To is { } to)
        {
            json["to"] = to.ToString();
        }
        if (From is { } from)
        {
            json["from"] = from.ToString();
        }
        if (Gas is { } gas)
        {
            json["gas"] = Quantity.Encode(gas);
        }
        if (MaxFeePerGas is { } fee)
        {
            json["maxFeePerGas"] = Quantity.Encode(fee);
        }
        if (MaxPriorityFeePerGas is { } priority)
        {
            json["maxPriorityFeePerGas"] = Quantity.Encode(priority);
        }
        return json;
    }
}
