namespace CivicForge.Indexer.Following;

/// <summary>Carries out what <see cref="NextStep"/> decides: one call of <see cref="StepAsync"/> is one look at the
/// node and at most one step.</summary>
internal sealed class ChainFollower(
    ChainLook look,
    Extension extension,
    Backfill backfill,
    Rewinding rewinding,
    HaltLatch halts,
    IdleTime idleTime,
    FinalityWatch finality,
    FollowerHealth health
)
{
    /// <summary>Looks, decides, acts.</summary>
    /// <returns>Whether there was something to do: then the next look should follow at once.</returns>
    internal async Task<bool> StepAsync(long fence, CancellationToken cancellationToken)
    {
        var ours = await look.OursAsync(cancellationToken);
        if (halts.Holds(ours))
        {
            return false;
        }
        var node = await look.NodeAsync(ours, cancellationToken);
        var stalled = finality.Look(node, ours.Finalized);
        switch (NextStep.Decide(ours, node))
        {
            case NextStep.Extend extend:
                await extension.RunAsync(fence, extend, ours, node, cancellationToken);
                Report(stalled);
                return true;
            case NextStep.Backfill step:
                health.Ok($"Reading final blocks {step.From} to {step.To}.");
                await backfill.RunAsync(fence, step, ours.Last, node, cancellationToken);
                return true;
            case NextStep.Rewind rewind:
                await rewinding.RunAsync(fence, rewind, ours, cancellationToken);
                return true;
            case NextStep.Idle { Note: { } note }:
                health.Degraded(note);
                return false;
            case NextStep.Idle:
                var more = await idleTime.RunAsync(fence, ours, node, cancellationToken);
                Report(idleTime.Fault ?? stalled);
                return more;
            case NextStep.Halt halt:
                await halts.ConfirmAsync(fence, halt, cancellationToken);
                return false;
            case var other:
                throw new InvalidOperationException($"Unknown step {other}.");
        }
    }

    private void Report(string? fault)
    {
        if (fault is null)
        {
            health.Ok();
        }
        else
        {
            health.Degraded(fault);
        }
    }
}
