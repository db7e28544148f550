using System.Text;

namespace CivicForge.Sandbox.Processes;

/// <summary>
/// A log file that is appended to and never grows past a size: then it becomes <c>NAME.1</c>, in place of the one before, and a new one begins. A line that is
/// too long is cut.
/// </summary>
internal sealed class BoundedLog : IDisposable
{
    private const int LongestLine = 64 * 1024;

    private readonly string path;
    private readonly long maxBytes;
    private StreamWriter writer;

    public BoundedLog(string path, long maxBytes = 32 * 1024 * 1024)
    {
        this.path = path;
        this.maxBytes = maxBytes;
        writer = Open();
    }

    public void WriteLine(string line)
    {
        if (writer.BaseStream.Length >= maxBytes)
        {
            writer.Dispose();
            File.Move(path, path + ".1", overwrite: true);
            writer = Open();
        }

        writer.WriteLine(line.Length <= LongestLine ? line : $"{line.AsSpan(0, LongestLine)}…");
    }

    public void Dispose() => writer.Dispose();

    private StreamWriter Open() =>
        new(new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { AutoFlush = true };
}
