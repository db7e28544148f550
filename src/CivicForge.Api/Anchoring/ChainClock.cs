using CivicForge.Api.Transactions;
using CivicForge.Api.Watching;
using CivicForge.Chain.Protocol;

namespace CivicForge.Api.Anchoring;

/// <summary>Whether the chain's clock has come far enough for the proofs of a batch.</summary>
internal sealed class ChainClock(WaitingBatches batches, ChainNode node, Alarms alarms, ILogger<ChainClock> logger)
{
    /// <summary>A block may be stamped with less than the time at which a pair was completed, but no proof would verify
    /// that says so (protocol §9, <c>time</c>). While the chain's clock lags that far behind, the batch waits: a late
    /// anchor is a broken promise, an early one is not a proof for good.</summary>
    /// <returns>What the batch waits for; null when it need not wait.</returns>
    public async Task<string?> LagAsync(SealedRoot batch, CancellationToken cancellationToken)
    {
        var newest = await batches.NewestPairAsync(batch.Seal, cancellationToken);
        var (completedAt, anchorBy) = ((ulong)newest.CompletedAt, (ulong)newest.AnchorBy);
        var head = (await node.PositionAsync(cancellationToken)).Head;
        if (AnchorTime.Allows(completedAt, head.Timestamp))
        {
            await alarms.EndAsync(AlarmKind.ChainClock, "", cancellationToken);
            return null;
        }

        var reason =
            $"The chain's clock says {UnixTime(head.Timestamp)} at block {head.Number}, and batch {batch.Seal} "
            + $"holds a pair completed at {UnixTime(completedAt)}: more than {AnchorTime.Tolerance / 60} "
            + "minutes later, so its proof would never verify. It waits for the chain. Receipts promise an anchor by "
            + $"{UnixTime(anchorBy)}.";
        logger.ChainClockLags(reason);
        await alarms.RaiseAsync(AlarmKind.ChainClock, "", reason, cancellationToken);
        return reason;
    }

    private static string UnixTime(ulong seconds) =>
        DateTimeOffset
            .FromUnixTimeSeconds((long)seconds)
            .UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
}
