using CivicForge.Benchmarks;
using CivicForge.Benchmarks.Gas;
using CivicForge.Benchmarks.Generate;
using CivicForge.Benchmarks.Hostile;
using CivicForge.Benchmarks.Index;
using CivicForge.Benchmarks.Ingest;
using CivicForge.Benchmarks.Live;
using CivicForge.Benchmarks.Merkle;
using CivicForge.Benchmarks.Read;
using CivicForge.Benchmarks.Start;
using CivicForge.Benchmarks.Verify;

var rows = 1_000_000;
if (args is [.. var before, "--rows", var most])
{
    (args, rows) = (before, int.Parse(most, System.Globalization.CultureInfo.InvariantCulture));
}

// One suite a verb; each measures ours and the peers in the same run and writes bench/results/<suite>.json.
var suites = new SortedDictionary<string, Func<Task<IReadOnlyList<Row>>>>(StringComparer.Ordinal)
{
    ["gas"] = GasSuite.RunAsync,
    ["hostile"] = HostileSuite.RunAsync,
    ["index"] = IndexSuite.RunAsync,
    ["ingest"] = IngestSuite.RunAsync,
    ["live"] = LiveSuite.RunAsync,
    ["merkle"] = MerkleSuite.RunAsync,
    ["read"] = () => ReadSuite.RunAsync(rows),
    ["start"] = StartSuite.RunAsync,
    ["verify"] = VerifySuite.RunAsync,
};

if (args is [FillVerb.Verb, "--data", var folder])
{
    return await FillVerb.RunAsync(folder, rows);
}
if (args is [MerkleChild.Verb, var count])
{
    return MerkleChild.Run(int.Parse(count, System.Globalization.CultureInfo.InvariantCulture));
}
if (args is [BareProcess.Verb])
{
    return BareProcess.Run();
}
if (args is [HostileClient.Verb, _, _, ..])
{
    return await HostileClient.RunAsync(args);
}
if (args is [CeilingServer.Verb, ..])
{
    return await CeilingServer.RunAsync(args[1..]);
}
var chosen = args is ["all"] ? [.. suites.Keys] : args;
if (chosen.Length == 0 || chosen.Any(name => !suites.ContainsKey(name)))
{
    await Console.Error.WriteLineAsync(
        $"usage: CivicForge.Benchmarks {string.Join('|', suites.Keys)}|all [--rows N], or fill --data DIR [--rows N]"
    );
    return 64;
}

foreach (var name in chosen)
{
    var measured = await suites[name]();
    ResultTable.Print(name, measured);
    Console.WriteLine($"written to {ResultFile.Write(name, measured)}");
}

return 0;
