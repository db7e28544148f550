using System.Text.Json;

namespace CivicForge.Benchmarks.Gas;

/// <summary>P4: gas of whole transactions beside EAS, Verax and Uniswap on one anvil. Gas does not vary, so each call
/// is measured once.</summary>
internal static class GasSuite
{
    internal static async Task<IReadOnlyList<Row>> RunAsync()
    {
        using var node = NodePeer.Start("gas", "gas.mjs");
        var (_, rows) = await node.RunAsync(new { });
        return JsonSerializer.Deserialize<IReadOnlyList<Row>>(rows!, JsonSerializerOptions.Web)!;
    }
}
