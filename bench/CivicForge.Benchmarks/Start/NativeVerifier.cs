using System.Diagnostics;
using System.Globalization;
using CivicForge.Sandbox;
using CivicForge.Sandbox.Processes;

namespace CivicForge.Benchmarks.Start;

/// <summary>The verifier as it is given away, one native file.</summary>
internal sealed class NativeVerifier(string file, string proof)
{
    /// <summary>One start is shorter than what it takes to start and await it from here.</summary>
    private const int StartsPerRound = 50;

    /// <summary>Publishes it into a folder, or returns null where there is no compiler to do so.</summary>
    internal static async Task<NativeVerifier?> PublishAsync(string folder, string proof)
    {
        await using var publish = await ChildProcess.StartAsync(
            new(Path.Combine(Repository.Root, "civicforge"), "publish-verifier", "--out", folder),
            CancellationToken.None
        );
        if (await publish.Exited != 0)
        {
            Console.WriteLine($"the native verifier is left out:\n{publish.Tail}");
            return null;
        }
        return new(
            Directory.EnumerateFiles(folder, "civicforge-verify-*").Single(made => !made.EndsWith(".buildinfo")),
            proof
        );
    }

    internal double Megabytes => new FileInfo(file).Length / 1e6;

    /// <summary>One run, from its start to its end, by a shell that starts one after the other.</summary>
    internal async Task<double> MillisecondsAsync()
    {
        var loop = $"i=0; while [ $i -lt {StartsPerRound} ]; do \"$0\" \"$1\" --offline >/dev/null; i=$((i+1)); done";
        var start = Stopwatch.GetTimestamp();
        await using var shell = await ChildProcess.StartAsync(
            new("sh", "-c", loop, file, proof),
            CancellationToken.None
        );
        await shell.Exited;
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds / StartsPerRound;
    }

    /// <summary>Its largest resident memory, read as often as can be until it ends; null where there is no
    /// <c>/proc</c>.</summary>
    internal double? PeakMebibytes()
    {
        using var run = Process.Start(
            new ProcessStartInfo(file, [proof, "--offline"]) { RedirectStandardOutput = true }
        )!;
        double? peak = null;
        while (Status(run.Id) is { } status)
        {
            // Between fork and exec the child is still a copy of this program.
            if (status[0].EndsWith("civicforge-veri", StringComparison.Ordinal) && Peak(status) is { } kibibytes)
            {
                peak = kibibytes / 1024;
            }
            else if (status[2].Contains('Z', StringComparison.Ordinal))
            {
                break;
            }
        }
        run.WaitForExit();
        return peak;
    }

    private static string[]? Status(int id)
    {
        try
        {
            return File.ReadAllLines($"/proc/{id}/status") is { Length: > 3 } lines ? lines : null;
        }
        catch (IOException)
        {
            return null; // It has ended.
        }
    }

    private static double? Peak(string[] status) =>
        status.FirstOrDefault(line => line.StartsWith("VmHWM:", StringComparison.Ordinal)) is { } line
            ? double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture)
            : null;
}
