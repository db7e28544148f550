using System.Diagnostics;
using CivicForge.Sandbox;
using CivicForge.Sandbox.Processes;
using CivicForge.Sandbox.Running;

namespace CivicForge.Benchmarks.Start;

/// <summary>P7: how long a user waits for a command. Each is started as a user starts it, through <c>./civicforge</c>
/// where there is a verb for it.</summary>
internal static class StartSuite
{
    private const int Rounds = 7;
    private static readonly string Launcher = Path.Combine(Repository.Root, "civicforge");
    private static readonly string Proof = Path.Combine(Repository.Root, "tests", "vectors", "proofs", "valid.json");

    internal static async Task<IReadOnlyList<Row>> RunAsync()
    {
        using var folder = ThrowawayFolder.Create();
        Sample up = new(),
            api = new(),
            verify = new(),
            viem = new(),
            native = new(),
            memory = new();
        var file = await NativeVerifier.PublishAsync(Path.Combine(Repository.Root, "artifacts", "bench-native"), Proof);
        var script = Forty(folder.Path);
        await SecondsUntilReadyAsync(folder.Path); // the first start makes database, chain and keys
        for (var round = 0; round < Rounds; round++)
        {
            up.Add(await SecondsUntilReadyAsync(folder.Path));
            verify.Add(await MillisecondsAsync(new(Launcher, "verify", Proof, "--offline")));
            viem.Add(await MillisecondsAsync(new("node", script, Proof)));
            if (file is not null)
            {
                native.Add(await file.MillisecondsAsync());
                if (file.PeakMebibytes() is { } peak)
                {
                    memory.Add(peak);
                }
            }
            Console.WriteLine($"round {round + 1} of {Rounds}");
        }

        await using (var sandbox = await RunningSandbox.StartAsync(new SandboxOptions(), null, CancellationToken.None))
        {
            for (var round = 0; round < Rounds; round++)
            {
                await sandbox.Api.KillAsync();
                var start = Stopwatch.GetTimestamp();
                await sandbox.Api.RestartAsync(CancellationToken.None);
                api.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
            }
        }

        return
        [
            Row.Bounded("P7", "./civicforge up, once installed, until it is ready: under 15 s", "s", up, most: 15),
            Row.Bounded("P7", "the API, from its start until it is ready: under 0.8 s", "s", api, most: 0.8),
            Row.Bounded(
                "P7",
                "./civicforge verify of one file, without a node: under 150 ms",
                "ms",
                verify,
                most: 150,
                peers: new Dictionary<string, double> { ["docs/verify-with-viem.mjs"] = viem.Median }
            ),
            .. file is null ? [] : NativeRows(file, native, memory),
        ];
    }

    private static Row[] NativeRows(NativeVerifier file, Sample milliseconds, Sample mebibytes)
    {
        var size = new Sample();
        size.Add(file.Megabytes);
        return
        [
            Row.Bounded("P7", "the verifier as one native file, one run: under 10 ms", "ms", milliseconds, most: 10),
            .. mebibytes.IsEmpty
                ? Array.Empty<Row>()
                : [Row.Bounded("P7", "its largest resident memory: under 16 MiB", "MiB", mebibytes, most: 16)],
            Row.Bounded("P7", "its size: under 8 MB", "MB", size, most: 8),
        ];
    }

    /// <summary>The forty lines of the documentation, where they find the viem of the peers.</summary>
    private static string Forty(string folder)
    {
        var script = Path.Combine(folder, "verify.mjs");
        File.Copy(Path.Combine(Repository.Root, "docs", "verify-with-viem.mjs"), script);
        Directory.CreateSymbolicLink(
            Path.Combine(folder, "node_modules"),
            Path.Combine(Repository.Root, "bench", "peers", "start", "node_modules")
        );
        return script;
    }

    private static async Task<double> SecondsUntilReadyAsync(string folder)
    {
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var start = Stopwatch.GetTimestamp();
        await using var up = await ChildProcess.StartAsync(
            new(Launcher, "up", "--port", "0", "--chain-port", "0", "--data", Path.Combine(folder, "data"))
            {
                OnLine = line =>
                {
                    if (line.StartsWith("Ctrl-C stops everything", StringComparison.Ordinal))
                    {
                        ready.TrySetResult();
                    }
                },
            },
            CancellationToken.None
        );
        await Task.WhenAny(ready.Task, up.Exited);
        if (!ready.Task.IsCompleted)
        {
            throw new InvalidOperationException($"./civicforge up did not start.\n{up.Tail}");
        }
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        await up.StopAsync(TimeSpan.FromSeconds(60));
        return seconds;
    }

    private static async Task<double> MillisecondsAsync(ChildProcessOptions command)
    {
        var start = Stopwatch.GetTimestamp();
        await using var child = await ChildProcess.StartAsync(command, CancellationToken.None);
        var exitCode = await child.Exited;
        var elapsed = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        return exitCode is 0 or 2
            ? elapsed
            // 2: nothing is known about the chain
            : throw new InvalidOperationException($"{command.Name} ended with {exitCode}.\n{child.Tail}");
    }
}
