using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace CivicForge.Chain.Crypto;

/// <summary>A secret lies in a file that others can read; the message says which, and how to mend it.</summary>
public sealed class ExposedSecretException(string message) : Exception(message);

/// <summary>Files that hold a key or a password.</summary>
public static partial class SecretFile
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnerAll = Owner | UnixFileMode.UserExecute;

    /// <summary>The text of a secret's file, trimmed. Only its owner may have any right to it; of a file that root
    /// owns, its group may read it too, as mounted secrets have it (PostgreSQL holds its key file to the same
    /// rule).</summary>
    /// <exception cref="ExposedSecretException">Others can read or write it. Nothing was read.</exception>
    /// <exception cref="IOException">It is not there.</exception>
    /// <exception cref="UnauthorizedAccessException">This process may not read it.</exception>
    public static string Read(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        if (!OperatingSystem.IsWindows())
        {
            RequirePrivate(path, stream.SafeFileHandle);
        }
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Trim();
    }

    /// <summary>Writes a secret into a new file that only its owner can read. When this returns it is on the disk: an
    /// address may be made known next.</summary>
    /// <exception cref="IOException">Something has that name already, and is left as it is; or the disk is full, and
    /// nothing is left.</exception>
    public static void Write(string path, string secret)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = Owner;
        }
        var stream = new FileStream(path, options);
        try
        {
            using (stream)
            {
                stream.Write(Encoding.UTF8.GetBytes(secret + "\n"));
                stream.Flush(flushToDisk: true);
            }
        }
        catch (IOException)
        {
            File.Delete(path);
            throw;
        }
    }

    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    private static void RequirePrivate(string path, SafeFileHandle file)
    {
        var open = File.GetUnixFileMode(file) & ~OwnerAll;
        if (open == UnixFileMode.None || (open == UnixFileMode.GroupRead && IsOfRoot(file)))
        {
            return;
        }
        throw new ExposedSecretException(
            $"the file {path} can be used by others than its owner (mode "
                + $"{Convert.ToString((int)File.GetUnixFileMode(file), 8).PadLeft(4, '0')}). Run: chmod 600 {path} "
                + "(a mounted secret: mode 0400, or 0440 when root owns it). If others may have read it, make "
                + "a new one."
        );
    }

    /// <summary>statx(2), whose layout is the same on all of Linux; elsewhere nobody is taken for root.</summary>
    private static bool IsOfRoot(SafeFileHandle file)
    {
        if (!OperatingSystem.IsLinux())
        {
            return false;
        }
        const int EmptyPath = 0x1000,
            UserId = 0x8,
            UserIdAt = 20;
        var stat = new byte[256];
        return Statx(file, "", EmptyPath, UserId, stat) == 0 && BitConverter.ToUInt32(stat, UserIdAt) == 0;
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Statx(SafeFileHandle folder, string path, int flags, uint mask, [Out] byte[] stat);
}
