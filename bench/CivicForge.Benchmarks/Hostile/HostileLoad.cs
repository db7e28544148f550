using System.Globalization;

namespace CivicForge.Benchmarks.Hostile;

/// <summary>One load.</summary>
/// <param name="Name">As in the results.</param>
/// <param name="Kind">A behaviour.</param>
/// <param name="Processes">That make it together.</param>
/// <param name="Offers">Connections that each process offers.</param>
/// <param name="AtATime">Of them at a time.</param>
/// <param name="Addresses">From which each process does.</param>
/// <param name="Network">Whose addresses the first process has: no load is refused for what an earlier one did.</param>
internal sealed record HostileLoad(
    string Name,
    string Kind,
    int Processes,
    int Offers,
    int AtATime,
    int Addresses,
    int Network
)
{
    internal string[] Arguments(int process, int port, string argument) =>
        [
            HostileClient.Verb,
            Kind,
            Text(port),
            Text(Offers),
            Text(AtATime),
            Text(Addresses),
            Text(Network + process),
            argument,
        ];

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
