namespace CivicForge.Sandbox.Processes;

/// <summary>
/// A folder for files that need not last: in memory (<c>/dev/shm</c>) when a gibibyte is free there, else in the
/// temporary folder. A lock file beside it says that its process lives; folders of processes that were killed are
/// removed when the next one is made.
/// </summary>
public sealed class ThrowawayFolder : IDisposable
{
    private const string Prefix = "civicforge-";
    private const long EnoughMemory = 1L << 30;

    private readonly FileStream _held;
    private bool _isKept;

    private ThrowawayFolder(string path, FileStream held)
    {
        Path = path;
        _held = held;
    }

    /// <summary>Its absolute path.</summary>
    public string Path { get; }

    /// <summary>Makes an empty folder, and removes those left by processes that were killed.</summary>
    public static ThrowawayFolder Create()
    {
        var parent = Parent();
        Sweep(parent);
        while (true)
        {
            var path = System.IO.Path.Combine(parent, Prefix + Guid.NewGuid().ToString("n")[..12]);
            if (TryLock(path + ".lock", FileMode.CreateNew) is { } held)
            {
                Directory.CreateDirectory(path);
                return new ThrowawayFolder(path, held);
            }
        }
    }

    /// <summary>Leaves the folder to be looked at until the next one is made.</summary>
    public void Keep() => _isKept = true;

    /// <summary>Removes the folder.</summary>
    public void Dispose()
    {
        if (_isKept)
        {
            _held.Dispose();
            return;
        }

        Remove(Path);
        _held.Dispose();
        File.Delete(_held.Name);
    }

    private static string Parent() =>
        OperatingSystem.IsLinux()
        && Directory.Exists("/dev/shm")
        && new DriveInfo("/dev/shm").AvailableFreeSpace > EnoughMemory
            ? "/dev/shm"
            : System.IO.Path.GetTempPath();

    private static void Sweep(string parent)
    {
        foreach (var file in Directory.EnumerateFiles(parent, Prefix + "*.lock"))
        {
            if (TryLock(file, FileMode.Open) is { } held)
            {
                Remove(file[..^".lock".Length]);
                File.Delete(file);
                held.Dispose();
            }
        }
    }

    /// <summary>The open file, or null when another process holds it, owns it or has just removed it.</summary>
    private static FileStream? TryLock(string file, FileMode mode)
    {
        try
        {
            return new FileStream(file, mode, FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception held) when (held is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static void Remove(string folder)
    {
        for (var attempt = 1; Directory.Exists(folder); attempt++)
        {
            try
            {
                Directory.Delete(folder, recursive: true);
            }
            catch (Exception busy) when (attempt < 5 && busy is IOException or DirectoryNotFoundException)
            {
                // A server that is just dying may still write a file; the next round removes it.
                Thread.Yield();
            }
        }
    }
}
