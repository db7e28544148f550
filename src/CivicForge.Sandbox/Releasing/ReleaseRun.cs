using System.Diagnostics;
using System.Globalization;
using CivicForge.Sandbox.Environments;
using CivicForge.Sandbox.Gates;
using CivicForge.Sandbox.Processes;

namespace CivicForge.Sandbox.Releasing;

/// <summary>Brings an image to an environment: gates, backup, migrations, one process after the other, a try, a watch.
/// What does not hold is rolled back.</summary>
internal sealed class ReleaseRun(ReleaseEnvironment environment, TextWriter output, TimeProvider time)
{
    private const string Verb = "release";

    /// <summary>Images of earlier releases are kept for rollbacks.</summary>
    private const int ImagesKept = 5;

    private Migrations? _plan;

    /// <returns>0 when the release serves, else 1.</returns>
    /// <exception cref="SandboxException">It cannot begin.</exception>
    public async Task<int> RunAsync(ReleaseRequest request, CancellationToken cancellationToken)
    {
        using var held = EnvironmentLock.Take(environment);
        var candidate = await Candidate.FindAsync(request.Image, build: true, cancellationToken);
        var image =
            candidate.Image
            ?? throw new SandboxException(
                $"The engine has no image {request.Image}. Nothing was done. Build or pull it."
            );
        var journal = Open(image);
        var interrupted = journal.State.Running?.Step;
        journal.Log.Begin("begin");
        journal.Log.Say(
            interrupted is null
                ? $"release {journal.Entry.Number} of {environment.Name}: image {image.Name}, {image.Id}, commit "
                    + $"{image.Commit ?? "unknown"}"
                : $"release {journal.Entry.Number} was interrupted at {interrupted}; going on there"
        );
        var frozen =
            interrupted is null || ReleaseSteps.ChangesNothing(interrupted)
                ? await FreezeAsync(journal.Entry, image, cancellationToken)
                : await FrozenRelease.OfAsync(environment, journal.Entry.Number, cancellationToken);
        var rollout = new Rollout(environment, journal.Log);
        try
        {
            foreach (var step in ReleaseSteps.From(interrupted))
            {
                journal.Begin(step);
                await StepAsync(step, request, candidate, journal, frozen, rollout, cancellationToken);
            }
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            var known = failure is SandboxException or MissingToolException;
            journal.Log.Say($"failed: {(known ? failure.Message : failure)}");
            return await GiveUpAsync(journal, rollout, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            journal.Log.Say(
                $"interrupted. The same command goes on here; ./civicforge rollback {environment.Name} takes it back."
            );
            throw;
        }

        journal.End(ReleaseEntry.Released, journal.Entry.Number, $"release {journal.Entry.Number} serves");
        await ForgetImagesAsync(journal.State, cancellationToken);
        return 0;
    }

    private async Task StepAsync(
        string step,
        ReleaseRequest request,
        Candidate candidate,
        ReleaseJournal journal,
        FrozenRelease frozen,
        Rollout rollout,
        CancellationToken cancellationToken
    )
    {
        var log = journal.Log;
        switch (step)
        {
            case ReleaseSteps.Ready:
                await ReadyAsync(request, candidate, frozen, log, cancellationToken);
                break;
            case ReleaseSteps.Backup:
                await BackUpAsync(request, log, cancellationToken);
                break;
            case ReleaseSteps.Migrate:
                await MigrateAsync(request, journal, frozen, cancellationToken);
                break;
            case ReleaseSteps.Replicas:
                await rollout.ReplaceAsync(frozen, atOnce: false, cancellationToken);
                break;
            case ReleaseSteps.Smoke:
                await new Smoke(environment, frozen, log).RunAsync(cancellationToken);
                break;
            case ReleaseSteps.Watch:
                if (await new Watch(environment, frozen, rollout, log).RunAsync(cancellationToken) is { } broken)
                {
                    throw new SandboxException(broken);
                }
                break;
        }
    }

    /// <summary>A new entry, or that of the interrupted release.</summary>
    private ReleaseJournal Open(ReleaseImage image)
    {
        var state = ReleaseState.Read(environment);
        if (state.Running is not { } running)
        {
            return new(
                environment,
                state,
                new(
                    state.Next,
                    $"civicforge:{environment.Name}-{state.Next}",
                    image.Id,
                    image.Commit,
                    time.GetUtcNow(),
                    Contracts: false,
                    state.Current,
                    Ended: null
                ),
                Verb,
                output,
                time
            );
        }
        if (
            running.Verb != Verb
            || running.Step == ReleaseSteps.Rollback
            || state.Entry(running.Release) is not { } entry
            || entry.ImageId != image.Id
        )
        {
            throw new SandboxException(
                $"A {running.Verb} of {environment.Name} was interrupted at {running.Step} (see {running.Log}). "
                    + "Nothing was done. "
                    + (
                        running.Verb == Verb && running.Step != ReleaseSteps.Rollback
                            ? "Release the same image again to finish it, or take it back: "
                            : "Finish it first: "
                    )
                    + $"./civicforge rollback {environment.Name}"
            );
        }
        return new(environment, state, entry, Verb, output, time);
    }

    private async Task<FrozenRelease> FreezeAsync(
        ReleaseEntry entry,
        ReleaseImage image,
        CancellationToken cancellationToken
    )
    {
        await EngineCommand.DockerAsync(cancellationToken, "tag", image.Id, entry.Image);
        return await FrozenRelease.FreezeAsync(environment, entry.Number, entry.Image, cancellationToken);
    }

    private async Task ReadyAsync(
        ReleaseRequest request,
        Candidate candidate,
        FrozenRelease frozen,
        ReleaseLog log,
        CancellationToken cancellationToken
    )
    {
        var run = new GateRun(environment, candidate, frozen, time)
        {
            AllowContract = request.AllowContract,
            IsOwnRelease = true,
        };
        var gates = await run.RunAsync(cancellationToken);
        _plan = run.Plan;
        gates.ToList().ForEach(gate => log.Say(GateText.Line(gate)));
        if (gates.Any(gate => !gate.IsOpen))
        {
            throw new SandboxException("not ready: the gates above are closed");
        }
    }

    private async Task BackUpAsync(ReleaseRequest request, ReleaseLog log, CancellationToken cancellationToken)
    {
        if (request.WithoutBackup is { } because)
        {
            log.Say($"no backup is made: {because}");
            return;
        }
        if (environment.Backup.Count == 0)
        {
            throw new SandboxException(
                $"{environment.Name}.json names no command for backup, and --without-backup gives no reason"
            );
        }
        var watch = Stopwatch.StartNew();
        await ChildProcess.RunAsync(
            new(environment.Backup[0], [.. environment.Backup.Skip(1)])
            {
                WorkingDirectory = Repository.Root,
                Environment = new Dictionary<string, string?> { ["CIVICFORGE_ENVIRONMENT"] = environment.Name },
                OnLine = log.Say,
            },
            cancellationToken
        );
        log.Say(string.Create(CultureInfo.InvariantCulture, $"done in {watch.Elapsed.TotalSeconds:F0} s"));
    }

    private async Task MigrateAsync(
        ReleaseRequest request,
        ReleaseJournal journal,
        FrozenRelease frozen,
        CancellationToken cancellationToken
    )
    {
        if (await IsFirstAsync(cancellationToken))
        {
            journal.Log.Say("nothing runs here yet: everything is started");
            await frozen.RunAsync(
                cancellationToken,
                [
                    "up",
                    "-d",
                    "--no-build",
                    .. environment.Replicas.InOrder.SelectMany(role =>
                        new[] { "--scale", $"{role.Service}={role.Count}" }
                    ),
                ]
            );
            return;
        }
        await frozen.OnceAsync(cancellationToken, "init");
        var plan = _plan ?? await Migrations.CheckAsync(frozen, cancellationToken);
        if (plan.Contracting.Count > 0)
        {
            if (!request.AllowContract)
            {
                throw new SandboxException(MigrationGate.Contracting(plan));
            }
            journal.Note(journal.Entry with { Contracts = true });
            journal.Log.Say($"takes away what earlier releases used: {string.Join(", ", plan.Contracting)}");
        }
        journal.Log.Say(await Migrations.ApplyAsync(frozen, cancellationToken));
    }

    private async Task<bool> IsFirstAsync(CancellationToken cancellationToken)
    {
        var containers = new ServiceContainers(environment.Project);
        return (await containers.FindAsync("postgres", cancellationToken)).Count == 0;
    }

    private async Task<int> GiveUpAsync(ReleaseJournal journal, Rollout rollout, CancellationToken cancellationToken)
    {
        var step = journal.State.Running!.Step;
        var serves = journal.State.Current is { } current ? $"release {current} serves" : "no release serves yet";
        if (ReleaseSteps.ChangesNothing(step) || step == ReleaseSteps.Migrate)
        {
            journal.End(
                ReleaseEntry.Failed,
                journal.State.Current,
                $"release {journal.Entry.Number} ended at {step}; no process was touched, {serves}"
            );
            return 1;
        }
        if (journal.State.Serving() is not { } serving)
        {
            journal.End(
                ReleaseEntry.Failed,
                null,
                $"release {journal.Entry.Number} ended at {step}, and there is no release to go back to"
            );
            return 1;
        }
        journal.Begin(ReleaseSteps.Rollback);
        var watch = Stopwatch.StartNew();
        var before = await FrozenRelease.OfAsync(environment, serving.Number, cancellationToken);
        try
        {
            await rollout.ReplaceAsync(before, atOnce: true, cancellationToken);
        }
        catch (SandboxException failure)
        {
            journal.Log.Say(
                $"failed: {failure.Message}\n./civicforge rollback {environment.Name} tries again; until then look at "
                    + $"docker ps --filter label=com.docker.compose.project={environment.Project}"
            );
            return 1;
        }
        journal.End(
            ReleaseEntry.RolledBack,
            serving.Number,
            string.Create(
                CultureInfo.InvariantCulture,
                $"release {journal.Entry.Number} was rolled back in {watch.Elapsed.TotalSeconds:F0} s; release "
                    + $"{serving.Number} serves"
            )
        );
        return 1;
    }

    private async Task ForgetImagesAsync(ReleaseState state, CancellationToken cancellationToken)
    {
        foreach (var old in state.Releases.Where(release => release.Number <= state.Current - ImagesKept))
        {
            // Absent for long, or in use elsewhere: both are well.
            await EngineCommand.TryAsync(["docker", "image", "rm", old.Image], cancellationToken);
        }
    }
}
