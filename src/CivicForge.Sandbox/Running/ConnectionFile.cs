using System.Diagnostics;
using System.Text.Json;

namespace CivicForge.Sandbox.Running;

/// <summary><c>sandbox.json</c> in the data folder of a running sandbox: how other commands reach it, and its
/// processes.</summary>
/// <param name="ProcessId">The sandbox itself.</param>
/// <param name="Url">The API.</param>
/// <param name="Metrics">The API's metrics.</param>
/// <param name="Processes">Names and ids of the child processes.</param>
/// <param name="Audit">The settings under which <c>audit</c> runs.</param>
/// <param name="Maintenance">Those of <c>maintenance</c>.</param>
internal sealed record ConnectionFile(
    int ProcessId,
    Uri Url,
    Uri Metrics,
    IReadOnlyDictionary<string, int> Processes,
    IReadOnlyDictionary<string, string?> Audit,
    IReadOnlyDictionary<string, string?> Maintenance
)
{
    private const string Name = "sandbox.json";
    private static readonly TimeSpan EndWithin = TimeSpan.FromSeconds(20);
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>What a running sandbox wrote, or what one that was killed left; null when there is none, or none that
    /// this version can read.</summary>
    public static ConnectionFile? Read(string folder)
    {
        var file = Path.Combine(folder, Name);
        try
        {
            return File.Exists(file) ? JsonSerializer.Deserialize<ConnectionFile>(File.ReadAllText(file), Json) : null;
        }
        catch (JsonException)
        {
            // Of another version, or damaged. It only says how to reach processes; the folder's lock says whether there
            // are any.
            return null;
        }
    }

    public void Write(string folder) =>
        WholeFile.Write(Path.Combine(folder, Name), JsonSerializer.Serialize(this, Json));

    public static void Delete(string folder) => File.Delete(Path.Combine(folder, Name));

    /// <summary>After <c>kill -9</c> of a sandbox its processes end by themselves, the chain after writing its state;
    /// this waits for that.</summary>
    public static async Task WaitForFormerProcessesAsync(string folder, CancellationToken cancellationToken)
    {
        if (Read(folder) is not { } former)
        {
            return;
        }

        var watch = Stopwatch.StartNew();
        while (former.Processes.FirstOrDefault(process => IsAlive(process.Value)) is { Value: not 0 } alive)
        {
            if (watch.Elapsed > EndWithin)
            {
                throw new SandboxException(
                    $"{alive.Key} of the last run still runs as process {alive.Value}. Stop it: kill {alive.Value}"
                );
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), cancellationToken);
        }

        Delete(folder);
    }

    /// <summary>Whether that process is one of ours; ids are used again after a restart of the machine.</summary>
    private static bool IsAlive(int processId)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            return process.ProcessName is "anvil" or "postgres" or "dotnet" or "sh";
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException)
        {
            return false;
        }
    }
}
