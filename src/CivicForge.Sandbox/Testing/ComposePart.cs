using System.Text.RegularExpressions;
using CivicForge.Sandbox.Containers;
using CivicForge.Sandbox.Processes;

namespace CivicForge.Sandbox.Testing;

/// <summary>The image, and <c>docker-compose.yml</c> as a stranger runs it. Its tests are explicit: no other part runs
/// them.</summary>
internal sealed partial class ComposePart() : ProgramPart("compose", "tests/CivicForge.EndToEnd")
{
    /// <summary>The image under test; people's own is <c>civicforge:local</c>.</summary>
    public const string Image = "civicforge:test";

    private static string Web => Path.Combine(Repository.Root, "web");

    public override bool IsLast => true;

    public override async Task<TestReport> RunAsync(string reports, bool coverage, CancellationToken cancellationToken)
    {
        if (await WhatIsMissingAsync(cancellationToken) is { } missing)
        {
            return new TestReport(0, [], []) { LeftOut = [missing] };
        }

        if (!File.Exists(Path.Combine(Web, "dist", "index.html")))
        {
            await NeedAsync(reports, new("npm", "--prefix", Web, "ci", "--ignore-scripts"), cancellationToken);
            await NeedAsync(reports, new("npm", "--prefix", Web, "run", "-s", "build"), cancellationToken);
        }
        await NeedAsync(reports, new(Path.Combine(Repository.Root, ".ci", "image"), Image), cancellationToken);
        return await ExplicitAsync(
            reports,
            ["-namespace", "CivicForge.EndToEnd.Compose", "-namespace", "CivicForge.EndToEnd.Compose.Releases"],
            cancellationToken
        );
    }

    private async Task<LeftOut?> WhatIsMissingAsync(CancellationToken cancellationToken) =>
        await MissingImages.FindAsync(Name, Images(), cancellationToken)
        ?? (
            await ComposeTool.FindAsync(cancellationToken) is null
                ? new(Name, "no docker compose", "Debian, Ubuntu: sudo apt-get install docker-compose")
                : null
        );

    /// <summary>Those that are not built here, as the two files name them.</summary>
    private static IEnumerable<ContainerImage> Images() =>
        new[] { "docker-compose.yml", "Dockerfile" }
            .Select(file => File.ReadAllText(Path.Combine(Repository.Root, file)))
            .SelectMany(text => ImageName().Matches(text))
            .Select(match => new ContainerImage(match.Groups[1].Value));

    private async Task NeedAsync(string reports, ChildProcessOptions step, CancellationToken cancellationToken)
    {
        var (exitCode, tail) = await CommandAsync(reports, step, cancellationToken);
        if (exitCode != 0)
        {
            throw new SandboxException($"{step.Name} ended with exit code {exitCode}.\n{tail}");
        }
    }

    [GeneratedRegex("^(?: +image: |ARG RUNTIME_IMAGE=)([\\w./-]+:[\\w.-]+)$", RegexOptions.Multiline)]
    private static partial Regex ImageName();
}
