using CivicForge.Sandbox.Processes;

namespace CivicForge.Sandbox.Testing;

/// <summary>The Solidity tests, and what else the repository promises about the contracts: form, gas, artifacts and
/// coverage.</summary>
internal sealed class ForgePart() : TestPart("contracts", "contracts")
{
    private static readonly Dictionary<string, string?> Plain = new()
    {
        ["NO_COLOR"] = "1",
        ["FORGE_SNAPSHOT_CHECK"] = "true",
    };

    private static IEnumerable<(string Promise, ChildProcessOptions Command)> Promises =>
        [
            ("contracts/ is formatted", Forge("fmt", "--check")),
            ("contracts/src passes forge lint", Forge("lint")),
            // The whole gas of a test moves a little with the files compiled beside it; the calls of P4 are compared
            // exactly.
            (
                "gas is what .gas-snapshot and snapshots/ say",
                Forge(
                    "snapshot",
                    "--check",
                    "--tolerance",
                    "1",
                    "--no-match-test",
                    "testFuzz|invariant",
                    "--no-match-contract",
                    "Vector"
                )
            ),
            ("contracts/abi is what contracts/src gives", new("node", "script/artifacts.mjs", "--check")),
            ("95 % of the lines of contracts/src run", new("node", "script/coverage.mjs")),
        ];

    /// <summary>Shown only: the promise above keeps the floor, in every run.</summary>
    public override IEnumerable<LineCoverage> Coverage(string reports) =>
        [CoverageFiles.Lcov(Name, Path.Combine(Folder, "cache", "lcov.info"))];

    public override async Task<TestReport> RunAsync(string reports, bool coverage, CancellationToken cancellationToken)
    {
        var json = "";
        var (exitCode, tail) = await CommandAsync(
            reports,
            Forge("test", "--json") with
            {
                OnLine = line => json = line.StartsWith('{') ? line : json,
            },
            cancellationToken
        );
        var report = (json.Length > 0 ? ForgeReport.Read(json) : new(0, [], [])).Checked(
            Name,
            exitCode,
            json.Length > 0 ? "" : tail
        );
        foreach (var (promise, command) in Promises)
        {
            (exitCode, tail) = await CommandAsync(reports, command, cancellationToken);
            report = report.Plus(
                exitCode == 0
                    ? new(1, [], [])
                    : TestReport.Broken(
                        promise,
                        $"{command.Name} {string.Join(' ', command.Arguments)} ended with {exitCode}.\n{tail}"
                    )
            );
        }

        return report;
    }

    private static ChildProcessOptions Forge(params string[] arguments) =>
        new(Repository.FoundryTool("forge"), arguments) { Environment = Plain };
}
