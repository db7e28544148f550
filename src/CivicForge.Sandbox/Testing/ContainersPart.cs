using CivicForge.Sandbox.Postgres;

namespace CivicForge.Sandbox.Testing;

/// <summary>The tests of schemas and migrations once more on the image of production, and those of containers
/// themselves, which are explicit: no other part runs them.</summary>
internal sealed class ContainersPart() : TestPart("containers", "tests")
{
    /// <summary>The trait of tests that need a container engine, and its value.</summary>
    public const string Trait = "Needs",
        Engine = "Engine";

    private static readonly (string Project, string[] Filters)[] Programs =
    [
        ("CivicForge.Api.Tests", ["-namespace", "CivicForge.Api.Tests.Database"]),
        ("CivicForge.Indexer.Tests", ["-namespace", "CivicForge.Indexer.Tests.Database"]),
        (
            "CivicForge.Sandbox.Tests",
            ["-class", "*.TestDatabasesTests", "-class", "*.PostgresContainerTests", "-explicit", "on"]
        ),
    ];

    private static readonly Dictionary<string, string?> InContainer = new()
    {
        [TestServer.Variable] = TestServer.Container,
    };

    public override IReadOnlyList<string> Projects =>
        [.. Programs.Select(program => Path.Combine(Folder, program.Project, program.Project + ".csproj"))];

    public override async Task<TestReport> RunAsync(string reports, bool coverage, CancellationToken cancellationToken)
    {
        if (await WhatIsMissingAsync(cancellationToken) is { } missing)
        {
            return new TestReport(0, [], []) { LeftOut = [missing] };
        }

        var report = new TestReport(0, [], []);
        foreach (var (project, filters) in Programs)
        {
            var trx = Path.Combine(reports, $"{Name}-{project}.trx");
            var program = ProgramPart.Program(Path.Combine(Folder, project), trx, filters);
            var (exitCode, tail) = await CommandAsync(
                reports,
                program with
                {
                    Environment = InContainer,
                },
                cancellationToken
            );
            report = report.Plus(TrxReport.ReadIfThere(trx).Checked($"{Name}: {project}", exitCode, tail));
        }

        return report;
    }

    private Task<LeftOut?> WhatIsMissingAsync(CancellationToken cancellationToken) =>
        MissingImages.FindAsync(Name, [PostgresContainer.Image], cancellationToken);
}
