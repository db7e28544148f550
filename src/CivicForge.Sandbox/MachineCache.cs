namespace CivicForge.Sandbox;

/// <summary>
/// Where programs keep files between runs. An ordinary user: <c>$XDG_CACHE_HOME/civicforge</c> or
/// <c>~/.cache/civicforge</c>. Root: <c>/var/cache/civicforge</c>, because the account that PostgreSQL runs as may not
/// enter root's home.
/// </summary>
internal static class MachineCache
{
    /// <summary>The folder; it exists, and others may enter it when this process is root.</summary>
    public static string Folder
    {
        get
        {
            var folder = Environment.IsPrivilegedProcess
                ? "/var/cache/civicforge"
                : Path.Combine(UserCache(), "civicforge");
            Directory.CreateDirectory(folder);
            return folder;
        }
    }

    private static string UserCache() =>
        Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } cache
            ? cache
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
}
