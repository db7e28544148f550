using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using CivicForge.Chain.Crypto;

namespace CivicForge.Benchmarks.Merkle;

/// <summary>P2: values in, root out, on every processor path, against OpenZeppelin's own builder and merkletreejs. All
/// roots must agree.</summary>
internal static class MerkleSuite
{
    private const string OpenZeppelin = "@openzeppelin/merkle-tree",
        MerkleTreeJs = "merkletreejs";
    private static readonly (KeccakPath Path, double TimesPeer, string[] Disabled)[] Paths =
    [
        (KeccakPath.Avx512, 400, []),
        (KeccakPath.Avx2, 200, ["DOTNET_EnableAVX512", "DOTNET_EnableAVX512F"]),
        (KeccakPath.Scalar, 100, ["DOTNET_EnableAVX512", "DOTNET_EnableAVX512F", "DOTNET_EnableAVX2"]),
    ];

    private const int Large = 10_000_000;

    internal static async Task<IReadOnlyList<Row>> RunAsync()
    {
        using var node = NodePeer.Start("merkle", "merkle.mjs");
        var rows = new List<Row>();
        foreach (var count in new[] { 10_000, 100_000, 1_000_000 })
        {
            var (openZeppelin, root) = await PeerAsync(node, OpenZeppelin, count);
            var (merkleTreeJs, _) = await PeerAsync(node, MerkleTreeJs, count);
            var peers = new Dictionary<string, double> { [OpenZeppelin] = openZeppelin, [MerkleTreeJs] = merkleTreeJs };
            foreach (var (path, times, disabled) in Paths)
            {
                if (!KeccakPaths.IsSupported(path))
                {
                    Console.WriteLine($"{count} leaves, {path}: not run, this processor lacks it");
                    continue;
                }

                var ours = await RunChildAsync(count, disabled);
                if (ours.Path != path.ToString())
                {
                    throw new InvalidOperationException($"The child process took {ours.Path}, not {path}.");
                }
                if (ours.Root != root)
                {
                    throw new InvalidOperationException(
                        $"{path} gives root {ours.Root} over {count} leaves, OpenZeppelin {root}."
                    );
                }
                rows.AddRange(RowsOf(count, path, ours, peers, count == 1_000_000 ? times : null));
            }
        }

        rows.AddRange(await LargeAsync());
        rows.Add(await InclusionRun.MeasureAsync());
        return rows;
    }

    /// <summary>Ten million leaves, of ours alone: OpenZeppelin's builder would take an hour and 22 GB.</summary>
    private static async Task<Row[]> LargeAsync()
    {
        var ours = await RunChildAsync(Large, []);
        var name = $"{Large.ToString("N0", CultureInfo.InvariantCulture)} leaves";
        return
        [
            Row.Bounded(
                "P2",
                $"{name}, {ours.Path}, one thread, at most 3,200 ms",
                "ms",
                Alone(ours.Milliseconds),
                most: 3200,
                limit: Alone(ours.LimitMilliseconds)
            ) with
            {
                Spread = [.. ours.Spread.Select(Row.Round)],
            },
            Row.Bounded(
                "P2",
                $"{name}, memory of the build beside its input, at most 70",
                "bytes/leaf",
                Alone(ours.BytesPerLeaf),
                most: 70
            ),
        ];
    }

    private static Sample Alone(double value)
    {
        var sample = new Sample();
        sample.Add(value);
        return sample;
    }

    private static IEnumerable<Row> RowsOf(
        int count,
        KeccakPath path,
        MerkleTimes ours,
        Dictionary<string, double> peers,
        double? goal
    )
    {
        var name = $"{count.ToString("N0", CultureInfo.InvariantCulture)} leaves, {path}";
        var timesOpenZeppelin = peers[OpenZeppelin] / ours.Milliseconds;
        var aim = goal is null ? "none at this size" : $"{goal} × {OpenZeppelin}, is {Row.Round(timesOpenZeppelin)}";
        yield return new Row(
            "P2",
            $"{name}, one thread (goal: {aim})",
            "ms",
            Row.Round(ours.Milliseconds),
            Row.Round(ours.LimitMilliseconds),
            peers.ToDictionary(p => p.Key, p => Row.Round(p.Value)),
            Row.Round(ours.Milliseconds / ours.LimitMilliseconds),
            Row.Round(peers.Values.Min() / ours.Milliseconds),
            goal is null ? null : timesOpenZeppelin >= goal,
            [.. ours.Spread.Select(Row.Round)]
        );
        if (path != KeccakPaths.Best)
        {
            yield break;
        }
        yield return new Row(
            "P2",
            $"{name}, {Environment.ProcessorCount} threads, as the anchorer builds it",
            "ms",
            Row.Round(ours.ParallelMilliseconds),
            null,
            peers.ToDictionary(p => p.Key, p => Row.Round(p.Value)),
            null,
            Row.Round(peers.Values.Min() / ours.ParallelMilliseconds),
            null,
            []
        );
        yield return new Row(
            "P2",
            $"{count.ToString("N0", CultureInfo.InvariantCulture)} leaves, memory of the build beside its input",
            "bytes/leaf",
            Row.Round(ours.BytesPerLeaf),
            100,
            new Dictionary<string, double>(),
            Row.Round(ours.BytesPerLeaf / 100),
            null,
            ours.BytesPerLeaf <= 100,
            []
        );
    }

    /// <summary>The median of five in milliseconds; a peer slower than ten seconds runs once.</summary>
    private static async Task<(double Milliseconds, string Root)> PeerAsync(NodePeer node, string peer, int count)
    {
        Console.WriteLine($"{peer}, {count} leaves …");
        var sample = new Sample();
        string? root = null;
        for (var round = 0; round < 5; round++)
        {
            (var nanoseconds, root) = await node.RunAsync(new { peer, count });
            sample.Add(nanoseconds / 1e6);
            if (nanoseconds > 10e9)
            {
                break;
            }
        }

        return (sample.Median, root!);
    }

    private static async Task<MerkleTimes> RunChildAsync(int count, string[] disabled)
    {
        var start = new ProcessStartInfo(
            "dotnet",
            [typeof(MerkleSuite).Assembly.Location, MerkleChild.Verb, count.ToString(CultureInfo.InvariantCulture)]
        )
        {
            RedirectStandardOutput = true,
        };
        foreach (var name in disabled)
        {
            start.Environment[name] = "0";
        }
        using var child = Process.Start(start)!;
        var output = await child.StandardOutput.ReadToEndAsync();
        await child.WaitForExitAsync();
        return child.ExitCode == 0
            ? JsonSerializer.Deserialize<MerkleTimes>(output)!
            : throw new InvalidOperationException($"The child process ended with {child.ExitCode}: {output}");
    }
}
