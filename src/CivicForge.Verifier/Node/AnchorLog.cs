using System.Text.Json;
using CivicForge.Chain;

namespace CivicForge.Verifier.Node;

/// <summary>The members of a log that the verification uses.</summary>
internal sealed record AnchorLog(Address Address, IReadOnlyList<Hash32> Topics, Hash32 BlockHash, bool Removed)
{
    /// <exception cref="FormatException">A member is missing or of another shape.</exception>
    internal static AnchorLog Read(JsonElement json) =>
        new(
            Address.Parse(Text(json, "address")),
            json.TryGetProperty("topics", out var topics) && topics.ValueKind == JsonValueKind.Array
                ? [.. topics.EnumerateArray().Select(topic => Hash32.Parse(topic.GetString() ?? ""))]
                : throw new FormatException("The member topics is missing."),
            Hash32.Parse(Text(json, "blockHash")),
            json.TryGetProperty("removed", out var removed) && removed.ValueKind == JsonValueKind.True
        );

    private static string Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : throw new FormatException($"The member {name} is missing.");
}
