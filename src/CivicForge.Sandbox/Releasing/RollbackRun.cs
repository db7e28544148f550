using System.Diagnostics;
using System.Globalization;
using CivicForge.Sandbox.Environments;

namespace CivicForge.Sandbox.Releasing;

/// <summary>Brings back the release before, or the one that served when a release was interrupted.</summary>
internal sealed class RollbackRun(ReleaseEnvironment environment, TextWriter output, TimeProvider time)
{
    private const string Verb = "rollback";

    /// <returns>0 when the release before serves, else 1.</returns>
    /// <exception cref="SandboxException">There is none, or it cannot serve this database.</exception>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        using var held = EnvironmentLock.Take(environment);
        var state = ReleaseState.Read(environment);
        var target = Target(state);
        if (state.Releases.FirstOrDefault(release => release.Contracts && release.Over > target.Number) is { } later)
        {
            throw new SandboxException(
                $"Release {later.Number} took away what release {target.Number} needs, so that it cannot serve this "
                    + "database. Nothing was done. Restore the backup from before it (docs/operations.md)."
            );
        }
        var abandoned = state.Running is { Verb: not Verb } interrupted ? interrupted.Release : state.Current;
        var journal = new ReleaseJournal(environment, state with { Running = null }, target, Verb, output, time);
        journal.Begin(ReleaseSteps.Rollback);
        journal.Log.Say($"{environment.Name}: from release {abandoned} back to release {target.Number}");
        var watch = Stopwatch.StartNew();
        var rollout = new Rollout(environment, journal.Log);
        try
        {
            var frozen = await FrozenRelease.OfAsync(environment, target.Number, cancellationToken);
            await rollout.ReplaceAsync(frozen, atOnce: true, cancellationToken);
            await new Smoke(environment with { Smoke = SmokeKind.Read }, frozen, journal.Log).RunAsync(
                cancellationToken
            );
        }
        catch (SandboxException failure)
        {
            journal.Log.Say($"failed: {failure.Message}\nThe same command tries again.");
            return 1;
        }
        foreach (var gone in state.Releases.Where(each => each.Number == abandoned || each.Ended is null))
        {
            if (gone.Number != target.Number)
            {
                journal.Forget(gone with { Ended = ReleaseEntry.RolledBack });
            }
        }
        journal.End(
            ReleaseEntry.Released,
            target.Number,
            string.Create(
                CultureInfo.InvariantCulture,
                $"release {target.Number} serves again, after {watch.Elapsed.TotalSeconds:F0} s"
            )
        );
        return 0;
    }

    private ReleaseEntry Target(ReleaseState state) =>
        (
            state.Running switch
            {
                { Verb: Verb } interrupted => state.Entry(interrupted.Release),
                { } => state.Serving(),
                null => state.Before(state.Current),
            }
        )
        ?? throw new SandboxException(
            $"{environment.Name} has no release before the one that serves. Nothing was done."
        );
}
