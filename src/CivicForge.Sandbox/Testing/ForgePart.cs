namespace CivicForge.Sandbox.Testing;

/// <summary>The Solidity tests, and the promise that the committed artifacts are what the sources give.</summary>
internal sealed class ForgePart() : TestPart("contracts", "contracts")
{
    public override async Task<TestReport> RunAsync(string reports, CancellationToken cancellationToken)
    {
        var json = "";
        var (exitCode, tail) = await RunAsync(
            reports,
            new(Repository.FoundryTool("forge"), "test", "--json")
            {
                OnLine = line => json = line.StartsWith('{') ? line : json,
                Environment = new Dictionary<string, string?> { ["NO_COLOR"] = "1" },
            },
            cancellationToken);
        var report = (json.Length > 0 ? ForgeReport.Read(json) : new(0, [], [])).Checked(Name, exitCode, json.Length > 0 ? "" : tail);
        return report.Plus(await CheckArtifactsAsync(reports, cancellationToken));
    }

    private async Task<TestReport> CheckArtifactsAsync(string reports, CancellationToken cancellationToken)
    {
        var (exitCode, tail) = await RunAsync(reports, new("node", "script/artifacts.mjs", "--check"), cancellationToken);
        return exitCode == 0
            ? new(1, [], [])
            : TestReport.Broken("contracts/abi is what contracts/src gives", $"node script/artifacts.mjs --check ended with {exitCode}.\n{tail}");
    }
}
