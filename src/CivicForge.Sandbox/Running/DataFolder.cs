using CivicForge.Sandbox.Processes;

namespace CivicForge.Sandbox.Running;

/// <summary>
/// The folder of one sandbox, which only its owner can enter: <c>keys/</c>, <c>passwords/</c>, <c>logs/</c>,
/// <c>chain.json</c>, <c>postgres/</c> and <c>sandbox.json</c>, which says how to reach it. One sandbox holds it at a
/// time; the lock ends with the process, however that ends.
/// </summary>
internal sealed class DataFolder : IDisposable
{
    private readonly FileStream _held;

    private DataFolder(string path, FileStream held)
    {
        Path = path;
        _held = held;
    }

    /// <summary>The default folder of <c>./civicforge up</c>.</summary>
    public static string Default => System.IO.Path.Combine(MachineCache.Folder, "sandbox");

    /// <summary>Its absolute path.</summary>
    public string Path { get; }

    public string Keys => PrivateFile.Folder(In("keys"));

    public string Passwords => PrivateFile.Folder(In("passwords"));

    public string Logs => PrivateFile.Folder(In("logs"));

    public string ChainState => In("chain.json");

    /// <summary>Whether a sandbox ran on it before.</summary>
    public bool IsOld => File.Exists(ChainState) || Directory.Exists(In("postgres"));

    public string Log(string process) => System.IO.Path.Combine(Logs, process + ".log");

    /// <summary>Takes a folder, making it if there is none.</summary>
    /// <exception cref="SandboxException">Another sandbox holds it, or it is not a sandbox's folder and not
    /// empty.</exception>
    public static async Task<DataFolder> TakeAsync(string path, bool fresh, CancellationToken cancellationToken)
    {
        path = System.IO.Path.GetFullPath(path);
        var folder = new DataFolder(path, Open(path));
        try
        {
            await ConnectionFile.WaitForFormerProcessesAsync(path, cancellationToken);
            if (fresh)
            {
                folder.Clear();
            }

            return folder;
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    public void Dispose() => _held.Dispose();

    /// <summary>Writes down the registry that this folder's records belong to.</summary>
    /// <exception cref="SandboxException">They belong to another one: the contracts are of another version
    /// now.</exception>
    public void BindTo(string registry)
    {
        var file = In("registry");
        if (!File.Exists(file))
        {
            WholeFile.Write(file, registry);
        }
        else if (File.ReadAllText(file).Trim() is var former && former != registry)
        {
            throw new SandboxException(
                $"The records in {Path} belong to the registry {former}, but the contracts of this version are at "
                    + $"{registry}. Run with --fresh to begin anew, or run the version that made the folder."
            );
        }
    }

    /// <summary>
    /// Where the database's files go: in this folder, unless PostgreSQL runs as another account, because this one is
    /// root; then in the machine's cache, under an id kept here.
    /// </summary>
    public async Task<string> DatabaseAsync(CancellationToken cancellationToken)
    {
        var here = In("postgres");
        if (UnixUser.ForUnprivilegedChild() is not { } user)
        {
            return here;
        }

        CachedClusters.OfThisMachine.Sweep();
        await using var look = await ChildProcess.StartAsync(
            new("/bin/sh", "-c", "cd \"$1\"", "sh", Path) { RunAs = user, WorkingDirectory = "/" },
            cancellationToken
        );
        if (await look.Exited.WaitAsync(cancellationToken) == 0)
        {
            return here;
        }

        var there = CachedClusters.OfThisMachine.Of(Path, Id());
        if (Directory.Exists(here))
        {
            // Of a version whose folders everybody could enter.
            await ChildProcess.RunAsync(new("mv", "-T", here, there), cancellationToken);
        }

        return there;
    }

    private string Id()
    {
        var file = In("id");
        if (!File.Exists(file))
        {
            WholeFile.Write(file, Guid.NewGuid().ToString("n"));
        }

        return File.ReadAllText(file).Trim();
    }

    private string In(string name) => System.IO.Path.Combine(Path, name);

    private void Clear()
    {
        if (File.Exists(In("id")))
        {
            CachedClusters.OfThisMachine.Remove(Id());
        }

        foreach (
            var entry in new DirectoryInfo(Path).EnumerateFileSystemInfos().Where(entry => entry.FullName != _held.Name)
        )
        {
            if (entry is DirectoryInfo directory)
            {
                directory.Delete(recursive: true);
            }
            else
            {
                entry.Delete();
            }
        }
    }

    private static FileStream Open(string path)
    {
        try
        {
            Refuse(path);
            PrivateFile.Folder(path);
            return Lock(path);
        }
        catch (Exception failure) when (failure is UnauthorizedAccessException or IOException)
        {
            throw new SandboxException(
                $"{path} cannot be written: {failure.Message} Give another folder with --data.",
                failure
            );
        }
    }

    private static void Refuse(string path)
    {
        if (
            Directory.Exists(path)
            && Directory.EnumerateFileSystemEntries(path).Any()
            && !File.Exists(System.IO.Path.Combine(path, "lock"))
        )
        {
            throw new SandboxException(
                $"{path} holds other files and is not a sandbox's folder. Give an empty or new one with --data."
            );
        }
    }

    /// <summary>What <see cref="FileStream"/> reports when another process holds the file: EWOULDBLOCK of Linux and of
    /// macOS.</summary>
    private static bool IsInUse(IOException failure) => failure.HResult is 11 or 35;

    private static FileStream Lock(string path)
    {
        try
        {
            return new FileStream(
                System.IO.Path.Combine(path, "lock"),
                FileMode.OpenOrCreate,
                FileAccess.ReadWrite,
                FileShare.None
            );
        }
        catch (IOException failure) when (IsInUse(failure))
        {
            var holder = ConnectionFile.Read(path) is { } connection
                ? $" (process {connection.ProcessId}, {connection.Url})"
                : "";
            throw new SandboxException(
                $"{path} is in use by a running sandbox{holder}. Stop that one, or give this one another folder "
                    + "and port with --data and --port.",
                failure
            );
        }
    }
}
