using System.Diagnostics;
using System.Globalization;
using CivicForge.Benchmarks.Generate;

namespace CivicForge.Benchmarks.Read;

/// <summary>P6: what readers wait for and what keeping the history costs, over HTTP against the real API process on a
/// durable database that grows from ten thousand attestations to a million, each really signed and anchored.</summary>
internal static class ReadSuite
{
    internal static async Task<IReadOnlyList<Row>> RunAsync(int most)
    {
        using var stop = new CancellationTokenSource(TimeSpan.FromMinutes(most > 1_000_000 ? 120 : 20));
        var folder = DurableFolder.Create();
        try
        {
            await using var town = await GeneratedTown.StartAsync(
                Path.Combine(folder.FullName, "data"),
                most,
                stop.Token
            );
            var rows = new List<Row>();
            foreach (var size in Sizes(most))
            {
                rows.AddRange(await new ReadMeasurements(town, size).RunAsync(stop.Token));
            }
            return rows;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static IEnumerable<int> Sizes(int most)
    {
        for (var size = 10_000; size < most; size *= 10)
        {
            yield return size;
        }
        yield return most;
    }
}
