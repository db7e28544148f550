namespace CivicForge.Sandbox;

/// <summary>Writes a file that is there whole or not at all, also when this process is killed while it writes, and that
/// only its owner can read.</summary>
internal static class WholeFile
{
    /// <summary>Writes text in the place of what may be there.</summary>
    /// <param name="file">Its path.</param>
    /// <param name="text">What it holds then.</param>
    public static void Write(string file, string text)
    {
        var making = file + ".new";
        File.Delete(making);
        using (
            var stream = new FileStream(
                making,
                new FileStreamOptions
                {
                    Mode = FileMode.CreateNew,
                    Access = FileAccess.Write,
                    UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
                }
            )
        )
        using (var writer = new StreamWriter(stream))
        {
            writer.Write(text);
        }

        File.Move(making, file, overwrite: true);
    }
}
