namespace CivicForge.Sandbox.Testing;

/// <summary>The web app without a browser: types, style and Vitest.</summary>
internal sealed class WebPart() : NpmPart("web", "web")
{
    /// <summary>Shown only: the threshold in vitest.config.ts keeps the floor.</summary>
    public override IEnumerable<LineCoverage> Coverage(string reports) =>
        [CoverageFiles.Summary(Name, Path.Combine(Folder, "coverage", "coverage-summary.json"))];

    public override async Task<TestReport> RunAsync(string reports, bool coverage, CancellationToken cancellationToken)
    {
        await InstallAsync(reports, cancellationToken);
        var check = await ScriptAsync(reports, cancellationToken, "check");
        var checks =
            check.ExitCode == 0 ? new TestReport(1, [], []) : TestReport.Broken("web: npm run check", check.Tail);

        var vitest = FreshReport("vitest.json");
        var units = await ScriptAsync(reports, cancellationToken, coverage ? "coverage" : "test");
        return checks.Plus(
            (await ReadAsync(vitest, VitestReport.Read, cancellationToken)).Checked(
                "web: npm test",
                units.ExitCode,
                units.Tail
            )
        );
    }
}
