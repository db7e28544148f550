using CivicForge.Sandbox.Processes;

namespace CivicForge.Sandbox.Testing;

/// <summary>An xUnit test project, but for what other parts run of it.</summary>
/// <param name="isLast">Whether it runs when the others have.</param>
/// <param name="floor">The share of lines it promises, in per cent: only with one they are counted, because counting
/// slows the code down.</param>
internal sealed class DotnetPart(string name, string folder, bool isLast = false, double? floor = null)
    : ProgramPart(name, folder)
{
    /// <summary>Not what a generator wrote: migrations by EF, and what carries its attribute. Async methods do not
    /// count as generated.</summary>
    private static readonly string[] Settings =
    [
        "Include=[CivicForge.*]*",
        "Exclude=[*.Tests]*,[CivicForge.EndToEnd]*",
        "ExcludeByFile=**/Migrations/*.cs,**/*.g.cs",
        "ExcludeByAttribute=GeneratedCodeAttribute",
    ];

    /// <summary>What other parts run, where the machine has what it takes.</summary>
    private static readonly string[] WithoutNeeds =
    [
        "-trait-",
        $"{ContainersPart.Trait}={ContainersPart.Engine}",
        "-trait-",
        $"{ContainersPart.Trait}={NativePart.Compiler}",
        "-trait-",
        $"{ContainersPart.Trait}={MonitoringPart.Prometheus}",
        "-trait-",
        $"{ContainersPart.Trait}={KubernetesPart.Kubectl}",
        "-trait-",
        $"{ContainersPart.Trait}={BackupPart.PgBackRest}",
    ];

    public override bool IsLast => isLast;

    public override Task<TestReport> RunAsync(string reports, bool coverage, CancellationToken cancellationToken) =>
        coverage && floor is not null
            ? ReportAsync(reports, trx => Counting(reports, trx), cancellationToken)
            : ProgramAsync(reports, [.. WithoutNeeds, .. WithoutLongTier], cancellationToken);

    public override IEnumerable<LineCoverage> Coverage(string reports) =>
        floor is null ? [] : [Counted(reports) with { Floor = floor }];

    /// <summary>The project that these tests are of. What was not counted at all keeps no promise.</summary>
    private LineCoverage Counted(string reports)
    {
        var project = Path.GetFileName(Folder).Replace(".Tests", "", StringComparison.Ordinal);
        var files = Directory.EnumerateFiles(
            Path.Combine(reports, Name),
            "coverage.cobertura.xml",
            SearchOption.AllDirectories
        );
        return CoverageFiles.Cobertura(files).FirstOrDefault(counted => counted.Project == project)
            ?? new LineCoverage(project, 0, 0);
    }

    /// <summary>Coverlet's collector needs the test host of <c>dotnet test</c>. It sees what runs in that process, not
    /// the programs that tests start.</summary>
    private ChildProcessOptions Counting(string reports, string trx) =>
        new(
            "dotnet",
            [
                "test",
                Projects[0],
                "-c",
                "Release",
                "--no-build",
                .. LongTier.Runs ? Array.Empty<string>() : ["--filter", $"{LongTier.Trait}!={LongTier.Long}"],
                "-nodeReuse:false",
                "--logger",
                $"trx;LogFileName={trx}",
                "--results-directory",
                Path.Combine(reports, Name),
                "--collect",
                "XPlat Code Coverage",
                "--",
                .. Settings.Select(setting =>
                    "DataCollectionRunSettings.DataCollectors.DataCollector.Configuration." + setting
                ),
            ]
        );
}
