namespace CivicForge.Sandbox.Running;

/// <summary>
/// Database files of those data folders that the account of PostgreSQL cannot enter: <c>ROOT/ID</c>, and beside it
/// <c>ROOT/ID.owner</c> with the path of the data folder.
/// </summary>
internal sealed class CachedClusters(string root)
{
    private const string Owner = ".owner";

    /// <summary>Where PostgreSQL makes them.</summary>
    public static CachedClusters OfThisMachine => new(Path.Combine(MachineCache.Folder, "clusters"));

    /// <summary>Where the files of a data folder go; from now on they belong to it.</summary>
    public string Of(string dataFolder, string id)
    {
        Directory.CreateDirectory(root);
        WholeFile.Write(In(id) + Owner, Path.GetFullPath(dataFolder));
        return In(id);
    }

    /// <summary>Removes the files of an id, if there are any.</summary>
    public void Remove(string id)
    {
        if (Directory.Exists(In(id)))
        {
            Directory.Delete(In(id), recursive: true);
        }

        File.Delete(In(id) + Owner);
    }

    /// <summary>
    /// Removes what belongs to temporary folders that are gone. Any other folder may come back with its disk, and keeps
    /// its files.
    /// </summary>
    public void Sweep()
    {
        if (!Directory.Exists(root))
        {
            return;
        }

        foreach (var file in Directory.EnumerateFiles(root, "*" + Owner))
        {
            try
            {
                var owner = File.ReadAllText(file).Trim();
                if (IsTemporary(owner) && !Directory.Exists(owner))
                {
                    Remove(Path.GetFileNameWithoutExtension(file));
                }
            }
            catch (IOException)
            {
                // Another sandbox sweeps too, or a server that is just dying still writes; the next start removes the
                // rest.
            }
        }
    }

    private static bool IsTemporary(string folder) =>
        new[] { Path.GetTempPath(), "/dev/shm/" }.Any(parent =>
            folder.StartsWith(
                Path.TrimEndingDirectorySeparator(parent) + Path.DirectorySeparatorChar,
                StringComparison.Ordinal
            )
        );

    private string In(string id) => Path.Combine(root, id);
}
