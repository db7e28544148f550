using System.Collections.Concurrent;
using CivicForge.Api.Jobs;
using CivicForge.Api.Transactions;
using CivicForge.Api.Watching;
using CivicForge.Chain.Rpc;

namespace CivicForge.Api.Anchorer;

/// <summary>How each job of this process went last, for its health, its metrics and the operators' page. What one job
/// could do says nothing about another.</summary>
internal sealed class AnchorerStatus(JobStates states, Alarms alarms, AnchorerMetrics metrics, TimeProvider time)
{
    /// <summary>An alarm comes with this failure in a row: one silent moment of a node is none.</summary>
    private const int AlarmAfter = 3;

    private readonly ConcurrentDictionary<string, JobHealth> _jobs = new(StringComparer.Ordinal);

    /// <summary>Set while the node serves another chain: nothing is signed.</summary>
    public string? WrongChain => _jobs.Values.FirstOrDefault(j => j.IsWrongChain)?.Reason;

    /// <summary>Why a job is not well; null when it is, or has not run yet.</summary>
    public string? ReasonOf(string job) => _jobs.GetValueOrDefault(job)?.Reason;

    public async Task SucceededAsync(string job, CancellationToken cancellationToken)
    {
        var before = Set(job, new JobHealth(null, 0));
        await states.WriteAsync(job, "ok", null, 0, cancellationToken);
        if (before is { Failures: 0 })
        {
            return; // with the first success of a process, what an earlier one raised ends
        }
        await alarms.EndAsync(AlarmKind.JobFailing, job, cancellationToken);
        if (WrongChain is null)
        {
            await alarms.EndAsync(AlarmKind.WrongChain, "", cancellationToken);
        }
        await alarms.EndAsync(AlarmKind.NotSigned, job, cancellationToken);
        await alarms.EndAsync(AlarmKind.SignerSilent, job, cancellationToken);
    }

    /// <summary>It did what it could, and cannot go on before something outside changes.</summary>
    public async Task WaitsAsync(string job, string reason, CancellationToken cancellationToken)
    {
        Set(job, new JobHealth(reason, 0));
        await states.WriteAsync(job, "waiting", reason, 0, cancellationToken);
    }

    public async Task FailedAsync(string job, Exception exception, CancellationToken cancellationToken)
    {
        var reason = exception
            is RpcException
                or WrongChainException
                or SigningRefusedException
                or SignerSilentException
            ? exception.Message
            : $"{exception.GetType().Name}: {exception.Message}";
        var failures = (_jobs.GetValueOrDefault(job)?.Failures ?? 0) + 1;
        Set(job, new JobHealth(reason, failures, exception is RpcException, exception is WrongChainException));
        await states.WriteAsync(job, "failing", reason, failures, cancellationToken);
        if (exception is WrongChainException)
        {
            await alarms.RaiseAsync(AlarmKind.WrongChain, "", reason, cancellationToken);
        }
        else if (exception is SigningRefusedException)
        {
            await alarms.RaiseAsync(AlarmKind.NotSigned, job, reason, cancellationToken);
        }
        else if (failures >= AlarmAfter)
        {
            await alarms.RaiseAsync(
                exception is SignerSilentException ? AlarmKind.SignerSilent : AlarmKind.JobFailing,
                job,
                $"{failures} times in a row: {reason}",
                cancellationToken
            );
        }
    }

    private JobHealth? Set(string job, JobHealth health)
    {
        var before = _jobs.GetValueOrDefault(job);
        _jobs[job] = health;
        metrics.Jobs[job] = health.Reason is null;
        metrics.JobRuns[job] = time.GetUtcNow();
        metrics.NodeUp = _jobs.Values.All(j => !j.IsNodeSilent);
        return before;
    }

    /// <param name="Reason">Null when all is well.</param>
    private sealed record JobHealth(string? Reason, int Failures, bool IsNodeSilent = false, bool IsWrongChain = false);
}

/// <summary>Runs the steps of one tick so that a step that fails does not keep the next from running.</summary>
internal sealed class TickSteps(AnchorerStatus status)
{
    private System.Runtime.ExceptionServices.ExceptionDispatchInfo? _first;

    /// <param name="step">Returns what it waits for; null when it did all there is to do.</param>
    /// <returns>Whether it did not throw.</returns>
    /// <exception cref="LeaseLostException">Somebody else is at work: no further step may run.</exception>
    public async Task<bool> RunAsync(string job, Func<Task<string?>> step, CancellationToken cancellationToken)
    {
        try
        {
            if (await step() is { } waitsFor)
            {
                await status.WaitsAsync(job, waitsFor, cancellationToken);
            }
            else
            {
                await status.SucceededAsync(job, cancellationToken);
            }
            return true;
        }
        catch (Exception e) when (e is not (OperationCanceledException or LeaseLostException))
        {
            _first ??= System.Runtime.ExceptionServices.ExceptionDispatchInfo.Capture(e);
            await status.FailedAsync(job, e, cancellationToken);
            return false;
        }
    }

    /// <summary>What the first step threw that failed.</summary>
    public void ThrowFirst() => _first?.Throw();
}
