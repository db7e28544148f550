using System.Globalization;

namespace CivicForge.Benchmarks;

/// <summary>Prints rows as a table.</summary>
internal static class ResultTable
{
    internal static void Print(string suite, IReadOnlyList<Row> rows)
    {
        string[][] cells =
        [
            ["goal", suite, "ours", "limit", "to limit", "best peer", "times best peer", "met"],
            .. rows.Select(r =>
                (string[])
                    [
                        r.Goal,
                        r.Name,
                        $"{Text(r.Ours)} {r.Unit}",
                        Text(r.Limit),
                        Text(r.RatioToLimit),
                        r.Peers.Count == 0 ? "" : string.Join(", ", r.Peers.Select(p => $"{p.Key} {Text(p.Value)}")),
                        Text(r.RatioToBestPeer),
                        r.Met is null ? ""
                        : r.Met.Value ? "yes"
                        : "NO",
                    ]
            ),
        ];
        var widths = Enumerable.Range(0, cells[0].Length).Select(c => cells.Max(row => row[c].Length)).ToArray();
        foreach (var row in cells)
        {
            Console.WriteLine(string.Join("  ", row.Select((cell, c) => cell.PadRight(widths[c]))).TrimEnd());
        }
    }

    private static string Text(double? value) => value?.ToString("#,0.####", CultureInfo.InvariantCulture) ?? "";
}
