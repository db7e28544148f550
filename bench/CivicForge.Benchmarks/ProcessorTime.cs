using System.Globalization;

namespace CivicForge.Benchmarks;

/// <summary>The processor time of a process and of those that it started, as Linux counts it (proc(5), <c>stat</c>:
/// user and system time). Unlike a rate, it hardly depends on what else the machine does.</summary>
internal static class ProcessorTime
{
    private const int Parent = 1,
        User = 11,
        System = 12;
    private const double TicksPerSecond = 100; // USER_HZ, the same on every architecture that .NET runs on

    /// <returns>Seconds since the processes began; null where there is no <c>/proc</c>.</returns>
    internal static double? Of(int processId) =>
        OperatingSystem.IsLinux()
            ? Family(processId).Sum(p => p.Fields[User] + p.Fields[System]) / TicksPerSecond
            : null;

    /// <summary>The process and those that it started, by id.</summary>
    internal static IReadOnlyList<int> Ids(int processId) => [.. Family(processId).Select(p => p.Id)];

    private static IEnumerable<(int Id, long[] Fields)> Family(int processId)
    {
        var all = Directory
            .EnumerateDirectories("/proc")
            .Select(Path.GetFileName)
            .Where(name => int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            .Select(name => (Id: int.Parse(name!, CultureInfo.InvariantCulture), Fields: Fields(name!)))
            .Where(p => p.Fields is not null)
            .ToList();
        return all.Where(p => p.Id == processId || p.Fields![Parent] == processId).Select(p => (p.Id, p.Fields!));
    }

    /// <summary>What follows the name, which may hold anything; the state, a letter, counts as 0. Null when the process
    /// is gone.</summary>
    private static long[]? Fields(string process)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{process}/stat");
            return
            [
                .. text[(text.LastIndexOf(')') + 2)..]
                    .Split(' ')
                    .Select(field =>
                        long.TryParse(
                            field,
                            NumberStyles.AllowLeadingSign,
                            CultureInfo.InvariantCulture,
                            out var number
                        )
                            ? number
                            : 0
                    ),
            ];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
