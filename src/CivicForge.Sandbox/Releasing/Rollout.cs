using System.Diagnostics;
using CivicForge.Sandbox.Environments;

namespace CivicForge.Sandbox.Releasing;

/// <summary>Exchanges the processes of an environment for those of a release. New ones are started beside the old
/// ones, and only healthy ones get work. Each step looks at what is there, so that it can be done again after a
/// kill.</summary>
internal sealed class Rollout(ReleaseEnvironment environment, ReleaseLog log)
{
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(1);

    /// <summary>How often the engine may start a process again before it counts as broken.</summary>
    private const int MostRestarts = 2;

    private readonly ServiceContainers _containers = new(environment.Project);
    private readonly Proxy _proxy = new(new(environment.Project));

    /// <param name="atOnce">All processes of a role together: faster, with twice as many for a while.</param>
    /// <exception cref="SandboxException">A new process did not become healthy. The old ones of its role still
    /// serve.</exception>
    public async Task ReplaceAsync(FrozenRelease release, bool atOnce, CancellationToken cancellationToken)
    {
        // Members come first: what they ask of is exchanged before anything else starts.
        await ReplaceApiAsync(release, atOnce, cancellationToken);
        var others = environment.Replicas.InOrder.Where(role => role.Service != "api");
        if (atOnce)
        {
            await StartAllAsync(release, cancellationToken);
            await Task.WhenAll(others.Select(role => ReplaceOthersAsync(release, role, atOnce, cancellationToken)));
            return;
        }
        foreach (var role in others)
        {
            await ReplaceOthersAsync(release, role, atOnce, cancellationToken);
        }
    }

    /// <summary>Every process of the service must be this release's, and healthy.</summary>
    /// <returns>What is wrong; null when nothing is.</returns>
    public async Task<string?> UnhealthyAsync(FrozenRelease release, CancellationToken cancellationToken)
    {
        foreach (var (service, _) in environment.Replicas.InOrder)
        {
            foreach (var container in await FindAsync(service, release, isOf: true, cancellationToken))
            {
                var (exitCode, text) = await ServiceContainers.AskAsync(container, "health", cancellationToken);
                if (exitCode != 0)
                {
                    return $"{container.Name} is not healthy: {text}";
                }
            }
        }
        return null;
    }

    /// <summary>What is absent, in one command: each takes seconds to read its files.</summary>
    private async Task StartAllAsync(FrozenRelease release, CancellationToken cancellationToken)
    {
        List<(string Service, int Scale)> absent = [];
        foreach (var (service, count) in environment.Replicas.InOrder)
        {
            var all = await _containers.FindAsync(service, cancellationToken);
            var have = all.Count(container => container.Release == release.Number);
            if (have < count)
            {
                absent.Add((service, all.Count + count - have));
            }
        }
        if (absent.Count > 0)
        {
            await UpAsync(release, absent, cancellationToken);
        }
    }

    /// <summary>Requests go to those that serve, and to none that is starting.</summary>
    private async Task HoldAsync(IReadOnlyList<ServiceContainer> old, CancellationToken cancellationToken)
    {
        if (old.Count > 0)
        {
            await _proxy.OnlyAsync(
                old[0].Release
                    ?? throw new SandboxException(
                        "The processes that run here were started before there were releases. Start them anew once "
                            + "with this version's docker-compose.yml: docker compose up -d"
                    ),
                cancellationToken
            );
        }
    }

    private static Task<string> UpAsync(
        FrozenRelease release,
        IReadOnlyList<(string Service, int Scale)> scales,
        CancellationToken cancellationToken
    ) =>
        release.RunAsync(
            cancellationToken,
            [
                "up",
                "-d",
                "--no-deps",
                "--no-recreate",
                "--no-build",
                .. scales.SelectMany(each => new[] { "--scale", $"{each.Service}={each.Scale}" }),
                .. scales.Select(each => each.Service),
            ]
        );

    private async Task ReplaceApiAsync(FrozenRelease release, bool atOnce, CancellationToken cancellationToken)
    {
        var old = await FindAsync("api", release, isOf: false, cancellationToken);
        var have = await FindAsync("api", release, isOf: true, cancellationToken);
        if (have.Count < environment.Replicas.Api)
        {
            await HoldAsync(old, cancellationToken);
        }
        await StartAsync(release, "api", environment.Replicas.Api, atOnce, cancellationToken);
        if (old.Count > 0)
        {
            await _proxy.OnlyAsync(release.Number, cancellationToken);
            log.Say($"requests go to {environment.Replicas.Api} api of release {release.Number}");
            await DrainAsync("api", old, cancellationToken);
        }
        await _proxy.AllAsync(cancellationToken);
    }

    private async Task ReplaceOthersAsync(
        FrozenRelease release,
        (string Service, int Count) role,
        bool atOnce,
        CancellationToken cancellationToken
    )
    {
        var (service, count) = role;
        for (var wanted = atOnce ? count : 1; wanted <= count; wanted++)
        {
            await StartAsync(release, service, wanted, atOnce, cancellationToken);
            var old = await FindAsync(service, release, isOf: false, cancellationToken);
            await DrainAsync(service, wanted < count ? [.. old.Take(1)] : old, cancellationToken);
        }
    }

    private async Task StartAsync(
        FrozenRelease release,
        string service,
        int wanted,
        bool atOnce,
        CancellationToken cancellationToken
    )
    {
        while (true)
        {
            var all = await _containers.FindAsync(service, cancellationToken);
            var have = all.Count(container => container.Release == release.Number);
            foreach (var container in all.Where(container => container.Release == release.Number))
            {
                await HealthyAsync(container, cancellationToken);
            }
            if (have >= wanted)
            {
                return;
            }
            await UpAsync(release, [(service, all.Count + (atOnce ? wanted - have : 1))], cancellationToken);
        }
    }

    private async Task HealthyAsync(ServiceContainer container, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        var within = TimeSpan.FromSeconds(environment.StartSeconds);
        while (true)
        {
            var (exitCode, text) = await ServiceContainers.AskAsync(container, "health", cancellationToken);
            if (exitCode == 0)
            {
                if (watch.Elapsed > Between)
                {
                    log.Say($"{container.Name} is healthy after {watch.Elapsed.TotalSeconds:F1} s");
                }
                return;
            }
            var now = (await _containers.FindAsync(container.Service, cancellationToken)).FirstOrDefault(c =>
                c.Id == container.Id
            );
            if (watch.Elapsed > within || now is null or { Restarts: > MostRestarts })
            {
                throw new SandboxException(
                    $"{container.Name} of release {container.Release} is not healthy after "
                        + $"{watch.Elapsed.TotalSeconds:F0} s: {text}\n{await LogsAsync(container, cancellationToken)}"
                );
            }
            await Task.Delay(Between, cancellationToken);
        }
    }

    private async Task DrainAsync(
        string service,
        IReadOnlyList<ServiceContainer> old,
        CancellationToken cancellationToken
    )
    {
        if (old.Count > 0)
        {
            var watch = Stopwatch.StartNew();
            await ServiceContainers.RemoveAsync(old, cancellationToken);
            log.Say(
                $"{service}: {old.Count} of release {string.Join(", ", old.Select(each => each.Release).Distinct())} "
                    + $"finished their work and ended, {watch.Elapsed.TotalSeconds:F1} s"
            );
        }
    }

    private async Task<IReadOnlyList<ServiceContainer>> FindAsync(
        string service,
        FrozenRelease release,
        bool isOf,
        CancellationToken cancellationToken
    ) =>
        [
            .. (await _containers.FindAsync(service, cancellationToken)).Where(container =>
                container.Release == release.Number == isOf
            ),
        ];

    private static async Task<string> LogsAsync(ServiceContainer container, CancellationToken cancellationToken) =>
        (await EngineCommand.TryAsync(["docker", "logs", "--tail", "10", container.Id], cancellationToken)).Text;
}
