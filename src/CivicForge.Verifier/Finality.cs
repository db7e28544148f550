using System.Globalization;

namespace CivicForge.Verifier;

/// <summary>From which block on the verifier takes the chain for settled: the node's <c>finalized</c> tag, or a number
/// of blocks below the head, for chains without that tag.</summary>
/// <param name="Depth">Null for the tag.</param>
public sealed record Finality(ulong? Depth)
{
    /// <summary>A deeper one is a mistake.</summary>
    private const ulong MaxDepth = 1_000_000;

    public static Finality Tag { get; } = new((ulong?)null);

    /// <summary>Reads <c>finalized</c> or a number of blocks.</summary>
    public static bool TryParse(string? text, out Finality? finality)
    {
        finality =
            text == "finalized" ? Tag
            : ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var depth) && depth <= MaxDepth
                ? new Finality(depth)
            : null;
        return finality is not null;
    }
}
