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

    /// <summary>What can be asked only of a service that runs. Before the first release there is none, and compose's
    /// <c>contracts</c> checks code, roles and keys when it starts.</summary>
    private static readonly string[] OfRunningService = ["contracts-on-chain", "owner", "clock", "keys"];

    public async Task<IReadOnlyList<Gate>> RunAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var advisories = AdvisoryGates.LookAsync(environment.Without, cancellationToken);
        var migrations = new MigrationGate(environment, release, AllowContract);
        var service = new ServiceGates(environment, time);
        var description = await service.DescribeAsync(cancellationToken);
        var isFirst = description is null && ReleaseState.Read(environment).Current is null;
        List<Gate> gates =
        [
            .. await new MachineGates(environment, candidate).LookAsync(cancellationToken),
            .. new RecordGates(environment, candidate, now).Look(),
            .. await new BackupGates(environment, now).LookAsync(cancellationToken),
            await migrations.LookAsync(cancellationToken),
            .. await new NodeGates(environment.Chain, now).LookAsync(description, cancellationToken),
            .. await service.LookAsync(cancellationToken),
            .. await advisories,
        ];
        Plan = migrations.Plan;
        return
        [
            .. gates
                .Where(gate => !IsOwnRelease || gate.Name != "no-other-release")
                .Select(gate =>
                    isFirst && gate.Finding == Finding.NotKnown && OfRunningService.Contains(gate.Name)
                        ? Gate.Pass(gate.Name, "nothing runs here yet")
                        : gate
                )
                .Select(gate => gate.In(environment.Without)),
        ];
    }
}
