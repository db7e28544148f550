namespace CivicForge.Benchmarks;

/// <summary>A folder on the disk for one measurement.</summary>
internal static class DurableFolder
{
    /// <summary>Makes one that the account of PostgreSQL may enter, so that the database's files lie in it and go with
    /// it.</summary>
    internal static DirectoryInfo Create()
    {
        var folder = Directory.CreateTempSubdirectory("civicforge-bench-");
        if (!OperatingSystem.IsWindows())
        {
            folder.UnixFileMode |=
                UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;
        }
        return folder;
    }
}
