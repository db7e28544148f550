using CivicForge.Sandbox.Environments;
using CivicForge.Sandbox.Releasing;

namespace CivicForge.Sandbox.Gates;

/// <summary>Whether the release's programs can serve the database, and those that serve now can go on when it has been
/// migrated.</summary>
internal sealed class MigrationGate(ReleaseEnvironment environment, FrozenRelease? release, bool allowContract)
{
    private const string Name = "migrations";

    /// <summary>What was found; null when nothing could be.</summary>
    public Migrations? Plan { get; private set; }

    public async Task<Gate> LookAsync(CancellationToken cancellationToken)
    {
        if (release is null)
        {
            return Gate.NotKnown(
                Name,
                "there is no image of this commit",
                "Build it: docker build, or let release do so."
            );
        }
        var postgres = await new ServiceContainers(environment.Project).FindAsync("postgres", cancellationToken);
        if (postgres.Count == 0)
        {
            return Gate.Pass(Name, "there is no database yet");
        }
        try
        {
            Plan = await Migrations.CheckAsync(release, cancellationToken);
            return Of(Plan, allowContract);
        }
        catch (SandboxException silent)
        {
            return Gate.NotKnown(Name, silent.Message, "Mend the database, or take an image that has this check.");
        }
    }

    internal static Gate Of(Migrations plan, bool allowContract) =>
        plan.Unknown.Count > 0
            ? Gate.Fail(
                Name,
                $"a newer version migrated this database: {string.Join(", ", plan.Unknown)}",
                "Release that version or a newer one. To go back, use rollback."
            )
        : plan.Contracting.Count > 0 && !allowContract
            ? Gate.Fail(
                Name,
                Contracting(plan),
                "Release the code that does without it first; then release this with --allow-contract."
            )
        : Gate.Pass(
            Name,
            plan.Pending.Count == 0 ? "nothing to apply" : $"to apply: {string.Join(", ", plan.Pending)}"
        );

    public static string Contracting(Migrations plan) =>
        "what the release that serves now may use is taken away by " + string.Join(", ", plan.Contracting);
}
