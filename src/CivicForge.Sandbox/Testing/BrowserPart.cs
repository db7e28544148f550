using CivicForge.Sandbox.Processes;

namespace CivicForge.Sandbox.Testing;

/// <summary>The web app in a real browser (Playwright) against a sandbox of its own.</summary>
internal sealed class BrowserPart() : NpmPart("browser", "web")
{
    private const string Packages = "chromium-headless-shell fonts-dejavu-core";

    public override bool IsLast => true;

    public override async Task<TestReport> RunAsync(string reports, bool coverage, CancellationToken cancellationToken)
    {
        await InstallAsync(reports, cancellationToken);
        await EnsureBrowserAsync(reports, cancellationToken);
        var playwright = FreshReport("playwright.json");
        var run = await ScriptAsync(reports, cancellationToken, "e2e");
        return (await ReadAsync(playwright, PlaywrightReport.Read, cancellationToken)).Checked(
            "browser: npm run e2e",
            run.ExitCode,
            run.Tail
        );
    }

    /// <summary>The system's Chromium, else one that Playwright downloaded; as root on a system with apt-get it is
    /// installed.</summary>
    private async Task EnsureBrowserAsync(string reports, CancellationToken cancellationToken)
    {
        if (
            File.Exists("/usr/bin/chromium-headless-shell")
            || File.Exists("/usr/bin/chromium")
            || HasPlaywrightBrowser()
        )
        {
            return;
        }

        if (!Environment.IsPrivilegedProcess || Repository.OnPath("apt-get") is null)
        {
            throw new MissingToolException(
                "A browser is missing. Run: (cd web && npx playwright install chromium), or on Debian: sudo "
                    + $"apt-get install -y --no-install-recommends {Packages}"
            );
        }

        var environment = new Dictionary<string, string?> { ["DEBIAN_FRONTEND"] = "noninteractive" };
        foreach (
            var command in new string[][]
            {
                ["update"],
                ["install", "-y", "--no-install-recommends", .. Packages.Split(' ')],
            }
        )
        {
            var (exitCode, tail) = await CommandAsync(
                reports,
                new ChildProcessOptions("apt-get", ["-q", "-o", "DPkg::Lock::Timeout=120", .. command])
                {
                    Environment = environment,
                },
                cancellationToken
            );
            if (exitCode != 0)
            {
                throw new MissingToolException(
                    $"A browser is missing, and apt-get {command[0]} ended with {exitCode}. Run: apt-get install "
                        + $"-y {Packages}\n{tail}"
                );
            }
        }
    }

    private static bool HasPlaywrightBrowser()
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        var caches = new[]
        {
            Environment.GetEnvironmentVariable("PLAYWRIGHT_BROWSERS_PATH"),
            Path.Combine(home, ".cache", "ms-playwright"),
            Path.Combine(home, "Library", "Caches", "ms-playwright"),
        };
        return caches.Any(cache => Directory.Exists(cache) && Directory.EnumerateDirectories(cache, "chromium*").Any());
    }
}
