using System.Text;

namespace CivicForge.Sandbox.Processes;

/// <summary>
/// A log file that is appended to and never grows past a size: then it becomes <c>NAME.1</c>, in place of the one
/// before, and a new one begins. A line that is too long is cut.
/// </summary>
internal sealed class BoundedLog : IDisposable
{
    private const int LongestLine = 64 * 1024;

    private readonly string _path;
    private readonly long _maxBytes;
    private StreamWriter _writer;

    public BoundedLog(string path, long maxBytes = 32 * 1024 * 1024)
    {
        _path = path;
        _maxBytes = maxBytes;
        _writer = Open();
    }

    public void WriteLine(string line)
    {
        if (_writer.BaseStream.Length >= _maxBytes)
        {
            _writer.Dispose();
            File.Move(_path, _path + ".1", overwrite: true);
            _writer = Open();
        }

        _writer.WriteLine(line.Length <= LongestLine ? line : $"{line.AsSpan(0, LongestLine)}…");
    }

    public void Dispose() => _writer.Dispose();

    private StreamWriter Open() =>
        new(
            new FileStream(_path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete),
            new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)
        )
        {
            AutoFlush = true,
        };
}
