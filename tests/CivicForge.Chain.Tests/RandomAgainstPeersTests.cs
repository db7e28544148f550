using System.Diagnostics;
using System.Text.Json;
using CivicForge.Chain.Merkle;
using CivicForge.Chain.Tests.TypedData;

namespace CivicForge.Chain.Tests;

/// <summary>Typed data and trees that nobody chose: made by ethers, viem and OpenZeppelin in this very run, with
/// another seed each time.</summary>
public sealed class RandomAgainstPeersTests
{
    [Fact]
    public async Task Random_typed_data_and_trees_hash_as_in_ethers_viem_and_OpenZeppelin()
    {
        var folder = Path.Combine(CivicForge.Sandbox.Repository.Root, "tests", "vectors");
        if (!Directory.Exists(Path.Combine(folder, "node_modules")))
        {
            await RunAsync(folder, "npm", "ci", "--ignore-scripts");
        }
        var seed = Guid.NewGuid().ToString("N");
        var made = JsonDocument.Parse(await RunAsync(folder, "node", "make/random.mjs", seed)).RootElement;

        foreach (var row in made.GetProperty("accepted").EnumerateArray())
        {
            Eip712Tests.Check(row, $"{row.Text("name")}; repeat it with: node make/random.mjs {seed}");
        }
        foreach (var row in made.GetProperty("trees").EnumerateArray())
        {
            var tree = StandardMerkleTree.Build([
                .. row.GetProperty("leaves").EnumerateArray().Select(l => Hash32.Parse(l.GetString()!)),
            ]);
            tree.Root.ShouldBe(row.Hash("root"), seed);
            tree.Proof(row.GetProperty("leafIndex").GetInt32())
                .ShouldBe(row.GetProperty("proof").EnumerateArray().Select(p => Hash32.Parse(p.GetString()!)), seed);
        }
    }

    private static async Task<string> RunAsync(string folder, string program, params string[] arguments)
    {
        using var process =
            Process.Start(
                new ProcessStartInfo(program, arguments)
                {
                    WorkingDirectory = folder,
                    RedirectStandardOutput = true,
                    RedirectStandardError = true,
                }
            ) ?? throw new InvalidOperationException($"{program} did not start. Install Node 20 or newer.");
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0, $"{program} {string.Join(' ', arguments)} in {folder}: {await errors}");
        return output;
    }
}
