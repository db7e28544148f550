using CivicForge.Sandbox.Processes;

namespace CivicForge.EndToEnd;

/// <summary>What a sandbox that ended may have left running.</summary>
internal static class LeftBehind
{
    /// <summary>Waits until nothing of it runs; fails with what still does.</summary>
    public static async Task IsNothingAsync(LaunchedSandbox ended)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(TimeSpan.FromSeconds(30));
        while (Find(ended) is { Count: > 0 } left)
        {
            deadline.IsCancellationRequested.ShouldBeFalse($"still running: {string.Join(", ", left)}");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>By its entry in the process table, where a zombie is dead.</summary>
    public static bool IsAlive(int processId) =>
        OperatingSystem.IsLinux()
            ? Read($"/proc/{processId}/stat") is { Length: > 0 } text && text[(text.LastIndexOf(')') + 2)] != 'Z'
            : UnixSignals.Send(processId, 0);

    /// <summary>Its processes, and any other whose command line names its folder.</summary>
    private static List<string> Find(LaunchedSandbox ended) =>
        [
            .. ended.Connection.Processes.Where(process => IsAlive(process.Value)).Select(process => process.Key),
            .. CommandLines().Where(line => line.Contains(ended.Data, StringComparison.Ordinal)),
        ];

    private static IEnumerable<string> CommandLines() =>
        !OperatingSystem.IsLinux()
            ? []
            : from entry in Directory.EnumerateDirectories("/proc")
            where int.TryParse(Path.GetFileName(entry), out var id) && IsAlive(id)
            select Read(Path.Combine(entry, "cmdline")).Replace('\0', ' ');

    private static string Read(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (IOException)
        {
            return ""; // The process is gone.
        }
    }
}
