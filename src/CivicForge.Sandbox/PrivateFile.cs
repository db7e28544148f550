namespace CivicForge.Sandbox;

/// <summary>Files and folders that only their owner can enter, also when they were there before with other
/// modes.</summary>
internal static class PrivateFile
{
    private const UnixFileMode OwnFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnFolder = OwnFile | UnixFileMode.UserExecute;

    /// <summary>A file with a secret: made when it is not there.</summary>
    public static void Ensure(string file, Func<string> make)
    {
        if (File.Exists(file))
        {
            File.SetUnixFileMode(file, OwnFile);
            return;
        }

        WholeFile.Write(file, make() + "\n");
    }

    /// <summary>A folder; its path.</summary>
    public static string Folder(string path)
    {
        var folder = Directory.CreateDirectory(path, OwnFolder);
        if (folder.UnixFileMode != OwnFolder)
        {
            folder.UnixFileMode = OwnFolder;
        }

        return folder.FullName;
    }
}
