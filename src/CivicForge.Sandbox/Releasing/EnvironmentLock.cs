using CivicForge.Sandbox.Environments;

namespace CivicForge.Sandbox.Releasing;

/// <summary>One release or rollback of an environment at a time. The lock ends with its process, however that
/// ends.</summary>
internal sealed class EnvironmentLock : IDisposable
{
    private readonly FileStream _file;

    private EnvironmentLock(FileStream file) => _file = file;

    /// <exception cref="SandboxException">Somebody else has it.</exception>
    public static EnvironmentLock Take(ReleaseEnvironment environment)
    {
        PrivateFile.Folder(environment.StateFolder);
        var file = Path.Combine(environment.StateFolder, "lock");
        try
        {
            return new(new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException held)
        {
            throw new SandboxException(
                $"Another release or rollback of {environment.Name} is running ({file} is locked). Nothing was "
                    + "done. Wait until it has ended.",
                held
            );
        }
    }

    public void Dispose() => _file.Dispose();
}
