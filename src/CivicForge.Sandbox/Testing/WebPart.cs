using CivicForge.Sandbox.Processes;

namespace CivicForge.Sandbox.Testing;

/// <summary>The web app: types and style, Vitest, and Playwright where the app has end-to-end tests.</summary>
internal sealed class WebPart() : TestPart("web", "web")
{
    public override async Task<TestReport> RunAsync(string reports, CancellationToken cancellationToken)
    {
        await InstallAsync(reports, cancellationToken);
        var check = await ScriptAsync(reports, cancellationToken, "check");
        var checks = check.ExitCode == 0 ? new TestReport(1, [], []) : TestReport.Broken("web: npm run check", check.Tail);

        var vitest = Path.Combine(reports, "vitest.json");
        var units = await ScriptAsync(reports, cancellationToken, "test", "--", "--reporter=json", $"--outputFile.json={vitest}");
        var report = checks.Plus((await ReadAsync(vitest, VitestReport.Read, cancellationToken)).Checked("web: npm test", units.ExitCode, units.Tail));
        return File.Exists(Path.Combine(Folder, "playwright.config.ts")) ? report.Plus(await BrowserAsync(reports, cancellationToken)) : report;
    }

    private async Task<TestReport> BrowserAsync(string reports, CancellationToken cancellationToken)
    {
        var playwright = Path.Combine(reports, "playwright.json");
        var run = await ScriptAsync(reports, cancellationToken, "e2e", "--", "--reporter=json");
        return (await ReadAsync(playwright, PlaywrightReport.Read, cancellationToken)).Checked("web: npm run e2e", run.ExitCode, run.Tail);
    }

    /// <summary>Again only when the lock file changed.</summary>
    private async Task InstallAsync(string reports, CancellationToken cancellationToken)
    {
        var wanted = await File.ReadAllTextAsync(Path.Combine(Folder, "package-lock.json"), cancellationToken);
        var stamp = Path.Combine(Folder, "node_modules", ".installed-lock");
        if (File.Exists(stamp) && await File.ReadAllTextAsync(stamp, cancellationToken) == wanted)
        {
            return;
        }

        var (exitCode, tail) = await RunAsync(reports, new("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"), cancellationToken);
        if (exitCode != 0)
        {
            throw new SandboxException($"npm could not install the packages of web.\n{tail}");
        }

        await File.WriteAllTextAsync(stamp, wanted, cancellationToken);
    }

    private Task<(int ExitCode, string Tail)> ScriptAsync(string reports, CancellationToken cancellationToken, string script, params string[] arguments) => RunAsync(
        reports,
        new ChildProcessOptions("npm", ["run", script, .. arguments])
        {
            Environment = new Dictionary<string, string?>
            {
                ["CI"] = "true", ["NO_COLOR"] = "1", ["FORCE_COLOR"] = null, ["PLAYWRIGHT_JSON_OUTPUT_NAME"] = Path.Combine(reports, "playwright.json"),
            },
        },
        cancellationToken);

    private static async Task<TestReport> ReadAsync(string file, Func<string, TestReport> read, CancellationToken cancellationToken) =>
        File.Exists(file) ? read(await File.ReadAllTextAsync(file, cancellationToken)) : new(0, [], []);
}
