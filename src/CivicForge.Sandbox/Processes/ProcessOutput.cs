using System.Diagnostics;

namespace CivicForge.Sandbox.Processes;

/// <summary>Reads both output pipes of a child to their end: keeps the last lines, appends to a log file, calls a
/// listener for each.</summary>
internal sealed class ProcessOutput(string? logFile, Action<string>? onLine, Action<string>? onErrorLine)
{
    private const int Kept = 40;

    private readonly Lock _gate = new();
    private readonly Queue<string> _tail = new();

    private readonly BoundedLog? _log = logFile is null ? null : new BoundedLog(logFile);

    /// <summary>The last lines, oldest first.</summary>
    public string Tail
    {
        get
        {
            lock (_gate)
            {
                return string.Join('\n', _tail);
            }
        }
    }

    public async Task ReadAsync(Process process)
    {
        await Task.WhenAll(ReadAsync(process.StandardOutput, onLine), ReadAsync(process.StandardError, onErrorLine));
        _log?.Dispose();
    }

    private async Task ReadAsync(StreamReader pipe, Action<string>? listener)
    {
        while (await pipe.ReadLineAsync() is { } line)
        {
            lock (_gate)
            {
                _tail.Enqueue(line);
                if (_tail.Count > Kept)
                {
                    _tail.Dequeue();
                }

                _log?.WriteLine(line);
                listener?.Invoke(line);
            }
        }
    }
}
