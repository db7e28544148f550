using CivicForge.Api.Anchoring;
using CivicForge.Api.Transactions;

namespace CivicForge.Api.Anchorer;

/// <summary>One pass of the anchorer: commands, sealing, what is on its way, the next anchor. Idempotent; what it could
/// not do, the next pass does.</summary>
internal sealed class AnchorTick(
    ChainJobStart start,
    RunCommands commands,
    AnchoringControls controls,
    SealBatch sealing,
    TrackAnchors track,
    SubmitAnchor submit,
    AnchorerMeasures measures,
    AnchorerStatus status
)
{
    /// <returns>False when another process holds the lease.</returns>
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        if (!await start.HasLeaseAsync(cancellationToken))
        {
            return false;
        }
        var (steps, force) = (new TickSteps(status), false);
        await steps.RunAsync(
            AnchorerModule.Commands,
            async () =>
            {
                force = await commands.RunAsync(cancellationToken);
                return null;
            },
            cancellationToken
        );
        var paused = await controls.IsPausedAsync(cancellationToken);
        await steps.RunAsync(
            AnchorerModule.Seal,
            async () =>
            {
                if (!paused)
                {
                    await sealing.RunAllAsync(force, cancellationToken);
                }
                return null;
            },
            cancellationToken
        );
        var urgency = await measures.UrgencyAsync(cancellationToken);
        var tracked = await steps.RunAsync(
            AnchorerModule.Track,
            async () =>
            {
                await track.RunAsync(urgency, cancellationToken);
                return null;
            },
            cancellationToken
        );
        await steps.RunAsync(
            AnchorerModule.Submit,
            () => SubmitAsync(tracked, paused, urgency, cancellationToken),
            cancellationToken
        );
        if (tracked)
        {
            await steps.RunAsync(
                AnchorerModule.Balance,
                async () =>
                {
                    await measures.BalancesAsync(cancellationToken);
                    return null;
                },
                cancellationToken
            );
        }
        steps.ThrowFirst();
        return true;
    }

    private async Task<string?> SubmitAsync(
        bool tracked,
        bool paused,
        double urgency,
        CancellationToken cancellationToken
    )
    {
        if (!tracked)
        {
            return "What is on its way could not be tracked, so nothing new is offered.";
        }
        if (paused)
        {
            return null;
        }
        await submit.RunAsync(urgency, cancellationToken);
        return submit.WaitsFor;
    }
}
