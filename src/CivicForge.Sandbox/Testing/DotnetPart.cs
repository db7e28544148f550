using CivicForge.Sandbox.Processes;

namespace CivicForge.Sandbox.Testing;

/// <summary>An xUnit test project. Its assembly is a program; running it directly needs no test host that could stay
/// behind.</summary>
/// <param name="isAlone">Whether it needs the machine for itself.</param>
/// <param name="floor">The share of lines it promises, in per cent: only with one they are counted, because counting
/// slows the code down.</param>
internal sealed class DotnetPart(string name, string folder, bool isAlone = false, double? floor = null)
    : TestPart(name, folder)
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

    public override bool IsAlone => isAlone;

    public override string Project => Path.Combine(Folder, Path.GetFileName(Folder) + ".csproj");

    public override async Task<TestReport> RunAsync(string reports, bool coverage, CancellationToken cancellationToken)
    {
        var trx = Path.Combine(reports, Name + ".trx");
        var (exitCode, tail) = await CommandAsync(
            reports,
            coverage && floor is not null ? Counting(reports, trx) : Plain(trx),
            cancellationToken
        );
        return (File.Exists(trx) ? TrxReport.Read(trx) : new(0, [], [])).Checked(Name, exitCode, tail);
    }

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

    private ChildProcessOptions Plain(string trx) =>
        new(
            "dotnet",
            [
                Path.Combine(Folder, "bin", "Release", "net10.0", Path.GetFileName(Folder) + ".dll"),
                "-trx",
                trx,
                "-noColor",
                "-noLogo",
                .. LongTier.Runs ? Array.Empty<string>() : ["-trait-", $"{LongTier.Trait}={LongTier.Long}"],
            ]
        );

    /// <summary>Coverlet's collector needs the test host of <c>dotnet test</c>. It sees what runs in that process, not
    /// the programs that tests start.</summary>
    private ChildProcessOptions Counting(string reports, string trx) =>
        new(
            "dotnet",
            [
                "test",
                Project,
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
