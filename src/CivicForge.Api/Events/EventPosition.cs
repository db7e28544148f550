using System.Globalization;

namespace CivicForge.Api.Events;

/// <summary>What a reader has seen: a snapshot of PostgreSQL, which is <c>xmin:xmax:running,…</c> as text. Not in it
/// are the transactions that were running and those that had not begun.</summary>
/// <param name="Lowest">Every transaction below it had ended.</param>
/// <param name="Next">No transaction from here on had begun.</param>
/// <param name="Running">Those in between that had not ended.</param>
internal sealed record EventPosition(string Snapshot, ulong Lowest, ulong Next, string[] Running)
{
    public static EventPosition Parse(string snapshot)
    {
        var parts = snapshot.Split(':');
        return new EventPosition(
            snapshot,
            ulong.Parse(parts[0], CultureInfo.InvariantCulture),
            ulong.Parse(parts[1], CultureInfo.InvariantCulture),
            parts[2].Split(',', StringSplitOptions.RemoveEmptyEntries)
        );
    }
}
