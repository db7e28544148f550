using CivicForge.Sandbox.Environments;
using CivicForge.Sandbox.Releasing;

namespace CivicForge.Sandbox.Gates;

/// <summary>Everything that must hold before a release.</summary>
/// <param name="release">The release as it would be made; null without an image.</param>
internal sealed class GateRun(
    ReleaseEnvironment environment,
    Candidate candidate,
    FrozenRelease? release,
    TimeProvider time
)
{
    /// <summary>Whether migrations may take something away.</summary>
    public bool AllowContract { get; init; }

    /// <summary>Whether this is the release that runs itself.</summary>
    public bool IsOwnRelease { get; init; }

    /// <summary>What the release would do to the database; null when nobody could look.</summary>
    public Migrations? Plan { get; private set; }

    public async Task<IReadOnlyList<Gate>> RunAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var advisories = AdvisoryGates.LookAsync(environment.Without, cancellationToken);
        var migrations = new MigrationGate(environment, release, AllowContract);
        var service = new ServiceGates(environment, time);
        List<Gate> gates =
        [
            .. await new MachineGates(environment, candidate).LookAsync(cancellationToken),
            .. new RecordGates(environment, candidate, now).Look(),
            .. await new BackupGates(environment, now).LookAsync(cancellationToken),
            await migrations.LookAsync(cancellationToken),
            .. await new NodeGates(environment.Chain, now).LookAsync(
                await service.DescribeAsync(cancellationToken),
                cancellationToken
            ),
            .. await service.LookAsync(cancellationToken),
            .. await advisories,
        ];
        Plan = migrations.Plan;
        return
        [
            .. gates
                .Where(gate => !IsOwnRelease || gate.Name != "no-other-release")
                .Select(gate => gate.In(environment.Without)),
        ];
    }
}
