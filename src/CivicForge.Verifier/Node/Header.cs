using System.Text.Json;
using CivicForge.Chain;
using CivicForge.Chain.Rpc;

namespace CivicForge.Verifier.Node;

/// <summary>The members of a block header that the verification uses. What else a node leaves out or adds does not
/// matter.</summary>
internal sealed record Header(ulong Number, Hash32 Hash, ulong Timestamp)
{
    internal BlockReference Reference => new(Number, Hash);

    /// <exception cref="FormatException">A member is missing or of another shape.</exception>
    internal static Header? Read(JsonElement json) =>
        json.ValueKind switch
        {
            JsonValueKind.Null => null,
            JsonValueKind.Object => new Header(
                Quantity.DecodeUInt64(Text(json, "number")),
                Hash32.Parse(Text(json, "hash")),
                Quantity.DecodeUInt64(Text(json, "timestamp"))
            ),
            _ => throw new FormatException("A block is an object."),
        };

    private static string Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : throw new FormatException($"The member {name} is missing.");
}
