using System.Globalization;

namespace CivicForge.Benchmarks.Generate;

/// <summary><c>fill --data DIR [--rows N]</c>: a generated town in the data folder of a sandbox, all of it sealed and
/// anchored, for <c>./civicforge up --data DIR</c>.</summary>
internal static class FillVerb
{
    internal const string Verb = "fill";

    internal static async Task<int> RunAsync(string folder, int attestations)
    {
        await using var town = await GeneratedTown.StartAsync(folder, attestations, CancellationToken.None);
        await town.AddAsync(attestations, waiting: 0, CancellationToken.None);
        await town.AnchorAsync(CancellationToken.None);
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{folder} holds {attestations:N0} attestations. Look at them: ./civicforge up --data {folder}"
            )
        );
        return 0;
    }
}
