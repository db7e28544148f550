using System.Diagnostics;
using CivicForge.Sandbox.Running;

namespace CivicForge.Sandbox.Developing;

/// <summary>Builds what was saved, and restarts the processes that run it, under the supervision that they have anyway:
/// <c>dotnet watch</c> knows one program, and leaves it behind when it is killed itself.</summary>
internal sealed class RestartOnChange(RunningSandbox sandbox, string builds, Action<string> say)
{
    private const string Api = "CivicForge.Api",
        Indexer = "CivicForge.Indexer";

    private readonly DevelopmentBuild _api = new(Api, builds, sandbox.LogFile("build"));
    private readonly DevelopmentBuild _indexer = new(Indexer, builds, sandbox.LogFile("build"));

    /// <summary>Until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var changes = new SourceChanges(Path.Combine(Repository.Root, "src"));
        var left = new HashSet<string>(StringComparer.Ordinal);
        while (true)
        {
            // What did not build or start is built again with the next change, wherever that is.
            left.UnionWith(await changes.NextAsync(cancellationToken));
            var programs = left.SelectMany(Affected).Distinct().ToList();
            if (programs.Count == 0 || await RestartAsync(programs, left, cancellationToken))
            {
                left.Clear();
            }
        }
    }

    /// <summary>Which programs a file is part of; a library is part of both.</summary>
    internal static IReadOnlyList<string> Affected(string file) =>
        file.Split('/')[0] switch
        {
            Api => [Api],
            Indexer => [Indexer],
            "CivicForge.Sandbox" or "CivicForge.Verifier" => [],
            _ => [Api, Indexer],
        };

    /// <returns>Whether everything that had to be built could be, and runs.</returns>
    private async Task<bool> RestartAsync(
        List<string> programs,
        HashSet<string> files,
        CancellationToken cancellationToken
    )
    {
        say($"changed: {Name(files)}; building");
        var watch = Stopwatch.StartNew();
        foreach (var build in new[] { _api, _indexer }.Where(build => programs.Contains(build.Project)))
        {
            var (program, errors) = await build.RunAsync(cancellationToken);
            if (program is null)
            {
                say($"{build.Project} does not build; what ran goes on\n{errors}");
                return false;
            }

            if (!await StartsAsync(build, program, files, cancellationToken))
            {
                return false;
            }
        }

        say($"restarted after {watch.Elapsed.TotalSeconds:F1} s");
        return true;
    }

    /// <summary>A program that does not start is told of, and waits for the next change like the others.</summary>
    private async Task<bool> StartsAsync(
        DevelopmentBuild build,
        string program,
        HashSet<string> files,
        CancellationToken cancellationToken
    )
    {
        try
        {
            if (
                files.Any(file =>
                    file.Contains("/Migrations/", StringComparison.Ordinal)
                    || file.EndsWith(".sql", StringComparison.Ordinal)
                )
            )
            {
                await sandbox.MigrateAsync(build.Project, program, cancellationToken);
            }

            ServiceProcess[] services =
                build == _indexer ? [sandbox.Indexer] : [sandbox.Api, sandbox.Anchorer, sandbox.Worker];
            await Task.WhenAll(services.Select(service => service.RestartAsync(program, cancellationToken)));
            return true;
        }
        catch (SandboxException failure)
        {
            say(failure.Message);
            return false;
        }
        finally
        {
            sandbox.WriteConnection();
        }
    }

    private static string Name(HashSet<string> files) =>
        files.Count switch
        {
            1 when files.Contains("") => "many files",
            <= 3 => string.Join(", ", files),
            _ => $"{files.First()} and {files.Count - 1} more",
        };
}
