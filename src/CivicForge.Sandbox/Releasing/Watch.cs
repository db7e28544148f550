using System.Diagnostics;
using System.Globalization;
using CivicForge.Sandbox.Environments;

namespace CivicForge.Sandbox.Releasing;

/// <summary>Looks at a release for some minutes: are its processes healthy, how many requests of members fail, and how
/// long they take. Requests of its own, at the address that members use, make sure that there are some.</summary>
internal sealed class Watch(ReleaseEnvironment environment, FrozenRelease release, Rollout rollout, ReleaseLog log)
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    /// <summary>Fewer say nothing.</summary>
    private const int FewestRequests = 20;

    private readonly ServiceContainers _containers = new(environment.Project);
    private readonly List<(TimeSpan At, Dictionary<string, RequestFigures> Of)> _looks = [];

    /// <returns>Why the release must go; null when all went well.</returns>
    public async Task<string?> RunAsync(CancellationToken cancellationToken)
    {
        var lasts = TimeSpan.FromMinutes(environment.WatchMinutes);
        var pause = lasts / 6 < Longest ? lasts / 6 : Longest;
        using var probe = new Probe(environment.Url);
        var watch = Stopwatch.StartNew();
        var sick = 0;
        log.Say(
            string.Create(
                CultureInfo.InvariantCulture,
                $"for {environment.WatchMinutes} min: at most {environment.Limits.ErrorPercent} % failures, "
                    + $"p95 at most {environment.Limits.P95Seconds} s, everything healthy"
            )
        );
        await LookAsync(watch.Elapsed, cancellationToken);
        while (true)
        {
            await probe.AskAsync(cancellationToken);
            var unhealthy = await rollout.UnhealthyAsync(release, cancellationToken);
            sick = unhealthy is null ? 0 : sick + 1;
            if (sick == 2) // one look may have met a pause
            {
                return unhealthy;
            }
            await LookAsync(watch.Elapsed, cancellationToken);
            var figures = Figures();
            if ((Broken(figures) ?? probe.Broken()) is { } broken)
            {
                return broken;
            }
            if (watch.Elapsed >= lasts)
            {
                log.Say($"over: {Text(figures)}");
                return null;
            }
            await Task.Delay(pause, cancellationToken);
        }
    }

    private string? Broken(RequestFigures figures) =>
        figures.Requests < FewestRequests ? null
        : figures.ErrorPercent > environment.Limits.ErrorPercent ? $"too many requests fail: {Text(figures)}"
        : figures.P95 > environment.Limits.P95Seconds ? $"requests take too long: {Text(figures)}"
        : null;

    private static string Text(RequestFigures figures) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"of the last {figures.Requests:F0} requests {figures.ErrorPercent:F1} % failed, "
                + $"p95 {figures.P95:F2} s"
        );

    private async Task LookAsync(TimeSpan at, CancellationToken cancellationToken)
    {
        Dictionary<string, RequestFigures> of = [];
        foreach (var container in await _containers.FindAsync("api", cancellationToken))
        {
            var (exitCode, text) = await ServiceContainers.AskAsync(container, "metrics", cancellationToken);
            if (exitCode == 0)
            {
                of[container.Id] = RequestFigures.Read(text);
            }
        }
        _looks.Add((at, of));
        // One look from before the window stays, to count from.
        while (_looks.Count > 2 && at - _looks[1].At > Window)
        {
            _looks.RemoveAt(0);
        }
    }

    /// <summary>What all processes answered within the window.</summary>
    private RequestFigures Figures() =>
        _looks[^1]
            .Of.Aggregate(
                RequestFigures.None,
                (sum, now) => sum.Plus(now.Value.Since(_looks[0].Of.GetValueOrDefault(now.Key, RequestFigures.None)))
            );
}
