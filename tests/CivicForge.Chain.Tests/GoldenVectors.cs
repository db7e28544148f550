using System.Text.Json;

namespace CivicForge.Chain.Tests;

/// <summary>Reads tests/vectors: what viem, ethers, @openzeppelin/merkle-tree and others computed.</summary>
internal static class GoldenVectors
{
    internal static JsonElement Load(string name) =>
        JsonDocument
            .Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "vectors", name + ".json")))
            .RootElement;

    internal static IEnumerable<JsonElement> Rows(string name, string member) =>
        Load(name).GetProperty(member).EnumerateArray();

    /// <summary>Theory rows: the position of each row and its name, so that a failure says which it was.</summary>
    internal static IEnumerable<TheoryDataRow<int, string>> Cases(string name, string member, string label = "name") =>
        Rows(name, member).Select((row, i) => new TheoryDataRow<int, string>(i, row.Text(label)));

    internal static JsonElement Row(string name, string member, int index) => Load(name).GetProperty(member)[index];

    internal static string Text(this JsonElement row, string member) => row.GetProperty(member).ToString();

    internal static byte[] Bytes(this JsonElement row, string member) =>
        Hex.Decode(row.GetProperty(member).GetString()!);

    internal static Hash32 Hash(this JsonElement row, string member) =>
        Hash32.Parse(row.GetProperty(member).GetString()!);

    internal static Address Address(this JsonElement row, string member) =>
        Chain.Address.Parse(row.GetProperty(member).GetString()!);
}
