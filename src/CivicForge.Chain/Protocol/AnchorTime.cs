namespace CivicForge.Chain.Protocol;

/// <summary>How far the operator's <c>completedAt</c> may be ahead of the block that anchors it (protocol §9,
/// <c>time</c>): for clocks that differ.</summary>
public static class AnchorTime
{
    /// <summary>In seconds.</summary>
    public const ulong Tolerance = 15 * 60;

    /// <param name="completedAt">Unix seconds.</param>
    /// <param name="blockTime">Timestamp of the anchor's block, Unix seconds.</param>
    public static bool Allows(ulong completedAt, ulong blockTime) =>
        completedAt <= blockTime || completedAt - blockTime <= Tolerance;
}
