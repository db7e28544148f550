using System.Globalization;

namespace CivicForge.Benchmarks;

/// <summary>The peak of a process's resident memory from a moment on, as Linux keeps it; other systems keep no peak
/// that can be reset.</summary>
internal sealed class ResidentMemory
{
    private readonly string _status;
    private readonly long _before;

    private ResidentMemory(string status)
    {
        _status = status;
        _before = Read("VmRSS:");
    }

    /// <summary>From now on; null where there is no <c>/proc</c>.</summary>
    internal static ResidentMemory? Watch(int processId)
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }
        File.WriteAllText($"/proc/{processId}/clear_refs", "5"); // forgets the peak
        return new ResidentMemory($"/proc/{processId}/status");
    }

    /// <summary>The highest since then.</summary>
    internal long PeakBytes() => Read("VmHWM:");

    /// <summary>The highest since then over what it was.</summary>
    internal long GrownBytes() => Math.Max(0, PeakBytes() - _before);

    private long Read(string name) =>
        1024
        * long.Parse(
            File.ReadLines(_status)
                .First(line => line.StartsWith(name, StringComparison.Ordinal))
                .Split(' ', StringSplitOptions.RemoveEmptyEntries)[1],
            CultureInfo.InvariantCulture
        );
}
