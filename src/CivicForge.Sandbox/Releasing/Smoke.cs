using CivicForge.Sandbox.Demo;
using CivicForge.Sandbox.Environments;

namespace CivicForge.Sandbox.Releasing;

/// <summary>Tries a release once, as members use it.</summary>
internal sealed class Smoke(ReleaseEnvironment environment, FrozenRelease release, ReleaseLog log)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <exception cref="SandboxException">Something did not work.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var probe = new Probe(environment.Url);
        if (await probe.AskAsync(cancellationToken) is { } failure)
        {
            throw new SandboxException(failure);
        }
        log.Say("everything that visitors read is answered");
        if (environment.Smoke == SmokeKind.Journey)
        {
            await WalkAsync(cancellationToken);
        }
    }

    private async Task WalkAsync(CancellationToken cancellationToken)
    {
        var output = new StringWriter();
        var exitCode = await new Journey(environment.Url, AuditAsync, output) { Patience = Patience }.RunAsync(
            cancellationToken
        );
        if (exitCode != 0)
        {
            throw new SandboxException($"the journey failed:\n{output}");
        }
        log.Say(output.ToString().TrimEnd().Split('\n')[^1]);
    }

    /// <summary>Right after an anchor the indexer may lag behind the chain.</summary>
    private async Task<(int ExitCode, string Text)> AuditAsync(CancellationToken cancellationToken)
    {
        const int Inconclusive = 2;
        for (var attempt = 1; ; attempt++)
        {
            var audit = await EngineCommand.TryAsync(
                release.Compose("run", "--rm", "--no-deps", "-T", "audit"),
                cancellationToken
            );
            if (audit.ExitCode != Inconclusive || attempt == 20)
            {
                return audit;
            }
            await Task.Delay(TimeSpan.FromSeconds(1), cancellationToken);
        }
    }
}
