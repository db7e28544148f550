using CivicForge.Sandbox.Processes;

namespace CivicForge.Sandbox.Testing;

/// <summary>A part whose runner is a script of a package.json.</summary>
internal abstract class NpmPart(string name, string folder) : TestPart(name, folder)
{
    /// <summary>Again only when the lock file changed.</summary>
    protected async Task InstallAsync(string reports, CancellationToken cancellationToken)
    {
        var wanted = await File.ReadAllTextAsync(Path.Combine(Folder, "package-lock.json"), cancellationToken);
        var stamp = Path.Combine(Folder, "node_modules", ".installed-lock");
        if (File.Exists(stamp) && await File.ReadAllTextAsync(stamp, cancellationToken) == wanted)
        {
            return;
        }

        var (exitCode, tail) = await CommandAsync(
            reports,
            new("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"),
            cancellationToken
        );
        if (exitCode != 0)
        {
            throw new SandboxException($"npm could not install the packages of web.\n{tail}");
        }

        await File.WriteAllTextAsync(stamp, wanted, cancellationToken);
    }

    protected Task<(int ExitCode, string Tail)> ScriptAsync(
        string reports,
        CancellationToken cancellationToken,
        string script,
        params string[] arguments
    ) =>
        CommandAsync(
            reports,
            new ChildProcessOptions("npm", ["run", script, .. arguments])
            {
                Environment = new Dictionary<string, string?>
                {
                    ["CI"] = "true",
                    ["NO_COLOR"] = "1",
                    ["FORCE_COLOR"] = null,
                },
            },
            cancellationToken
        );

    /// <summary>Where the runner's own configuration puts its JSON report; an old one is deleted.</summary>
    protected string FreshReport(string file)
    {
        var report = Path.Combine(Folder, "test-results", file);
        if (File.Exists(report))
        {
            File.Delete(report);
        }

        return report;
    }

    protected static async Task<TestReport> ReadAsync(
        string file,
        Func<string, TestReport> read,
        CancellationToken cancellationToken
    ) => File.Exists(file) ? read(await File.ReadAllTextAsync(file, cancellationToken)) : new(0, [], []);
}
