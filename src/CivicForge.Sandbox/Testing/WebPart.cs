namespace CivicForge.Sandbox.Testing;

/// <summary>The web app without a browser: types, style and Vitest.</summary>
internal sealed class WebPart() : NpmPart("web", "web")
{
    public override async Task<TestReport> RunAsync(string reports, CancellationToken cancellationToken)
    {
        await InstallAsync(reports, cancellationToken);
        var check = await ScriptAsync(reports, cancellationToken, "check");
        var checks = check.ExitCode == 0 ? new TestReport(1, [], []) : TestReport.Broken("web: npm run check", check.Tail);

        var vitest = FreshReport("vitest.json");
        var units = await ScriptAsync(reports, cancellationToken, "test");
        return checks.Plus((await ReadAsync(vitest, VitestReport.Read, cancellationToken)).Checked("web: npm test", units.ExitCode, units.Tail));
    }
}
