using System.Globalization;
using System.Text.RegularExpressions;
using CivicForge.Sandbox.Containers;
using CivicForge.Sandbox.Environments;
using CivicForge.Sandbox.Releasing;

namespace CivicForge.Sandbox.Gates;

/// <summary>Gates that look at this machine and this checkout: image, disk, runbook.</summary>
internal sealed partial class MachineGates(ReleaseEnvironment environment, Candidate candidate)
{
    private const double Gigabyte = 1e9;

    public async Task<IReadOnlyList<Gate>> LookAsync(CancellationToken cancellationToken) =>
        [Image(), Disk(await EngineFolderAsync(cancellationToken)), Runbook(), Interrupted()];

    private Gate Image() =>
        candidate switch
        {
            { Image: null } => Gate.NotKnown(
                "image",
                "the engine has no image of this commit",
                "Let release build it."
            ),
            { Image.Commit: null } => Gate.NotKnown(
                "image",
                $"{candidate.Image.Name} does not say of which commit it is",
                "Build it with --build-arg REVISION=COMMIT, as release does."
            ),
            _ => Gate.Pass("image", $"{candidate.Image.Name} of commit {candidate.Image.Commit}"),
        };

    private Gate Disk(string? engine)
    {
        var free = new[] { engine, Repository.Root }
            .OfType<string>()
            .Where(Directory.Exists)
            .Select(folder => (Folder: folder, Free: new DriveInfo(folder).AvailableFreeSpace / Gigabyte))
            .MinBy(each => each.Free);
        return Gate.Of(
            "disk",
            free.Free >= environment.Limits.FreeGigabytes,
            string.Create(CultureInfo.InvariantCulture, $"{free.Free:F1} GB are free at {free.Folder}"),
            "Make room: docker image prune, old logs, a larger disk."
        );
    }

    /// <summary>Whoever is woken by an alert must find what to do.</summary>
    private static Gate Runbook()
    {
        var rules = Path.Combine(Repository.Root, "deploy", "monitoring", "rules");
        var book = Path.Combine(Repository.Root, "docs", "operations.md");
        var sections = Section().Matches(File.ReadAllText(book)).Select(section => section.Groups[1].Value).ToHashSet();
        var alerts = Directory
            .EnumerateFiles(rules, "*.yml")
            .SelectMany(file => Alert().Matches(File.ReadAllText(file)))
            .Select(alert => alert.Groups[1].Value)
            .ToList();
        var missing = alerts.Where(alert => !sections.Contains(alert)).ToList();
        return Gate.Of(
            "runbook",
            missing.Count == 0,
            missing.Count == 0
                ? $"{alerts.Count} alerts, each with its section"
                : $"no section for {string.Join(", ", missing)}",
            "Write it in docs/operations.md."
        );
    }

    private Gate Interrupted() =>
        ReleaseState.Read(environment).Running is { } running
            ? Gate.Fail(
                "no-other-release",
                $"a {running.Verb} is at {running.Step}, or was interrupted there ({running.Log})",
                $"Finish it, or ./civicforge rollback {environment.Name}."
            )
            : Gate.Pass("no-other-release", "none is under way");

    private static async Task<string?> EngineFolderAsync(CancellationToken cancellationToken)
    {
        if (await ContainerEngine.FindAsync(cancellationToken) is null || Repository.OnPath("docker") is null)
        {
            return null;
        }
        var (exitCode, text) = await EngineCommand.TryAsync(
            ["docker", "info", "--format", "{{.DockerRootDir}}"],
            cancellationToken
        );
        return exitCode == 0 ? text.Trim() : null;
    }

    [GeneratedRegex(@"^### (\w+)$", RegexOptions.Multiline)]
    private static partial Regex Section();

    [GeneratedRegex(@"^ +- alert: (\w+)$", RegexOptions.Multiline)]
    private static partial Regex Alert();
}
