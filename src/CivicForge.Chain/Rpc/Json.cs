using System.Text.Json;

namespace CivicForge.Chain.Rpc;

/// <summary>Reads members of a node's answer; a member of another shape is a <see cref="FormatException"/>.</summary>
internal static class Json
{
    internal static Hash32 Hash(JsonElement json, string name) => Hash32.Parse(Text(json, name));

    /// <summary>Nodes write addresses in lower case or with a checksum; both are fine.</summary>
    internal static Address Address(JsonElement json, string name) => Chain.Address.Parse(Text(json, name));

    internal static byte[] Bytes(JsonElement json, string name) => Hex.Decode(Text(json, name));

    private static string Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : throw new FormatException($"The member {name} is missing.");
}
