using CivicForge.Sandbox.Processes;

namespace CivicForge.Sandbox.Testing;

/// <summary>A part whose tests are an xUnit project. Its assembly is a program; running it directly needs no test host
/// that could stay behind.</summary>
internal abstract class ProgramPart(string name, string folder) : TestPart(name, folder)
{
    public override IReadOnlyList<string> Projects => [Path.Combine(Folder, Path.GetFileName(Folder) + ".csproj")];

    /// <summary>Filters of xUnit's own runner.</summary>
    protected static string[] WithoutLongTier => LongTier.Runs ? [] : ["-trait-", $"{LongTier.Trait}={LongTier.Long}"];

    /// <summary>Runs what <paramref name="filters"/> let pass.</summary>
    protected Task<TestReport> ProgramAsync(string reports, string[] filters, CancellationToken cancellationToken) =>
        ReportAsync(reports, trx => Program(Folder, trx, filters), cancellationToken);

    /// <summary>Runs tests that are explicit, so that no other part runs them.</summary>
    protected Task<TestReport> ExplicitAsync(string reports, string[] filters, CancellationToken cancellationToken) =>
        ProgramAsync(reports, [.. filters, "-explicit", "on", .. WithoutLongTier], cancellationToken);

    /// <summary>Runs a command that writes the report it is given the name of.</summary>
    protected async Task<TestReport> ReportAsync(
        string reports,
        Func<string, ChildProcessOptions> command,
        CancellationToken cancellationToken
    )
    {
        var trx = Path.Combine(reports, Name + ".trx");
        var (exitCode, tail) = await CommandAsync(reports, command(trx), cancellationToken);
        return TrxReport.ReadIfThere(trx).Checked(Name, exitCode, tail);
    }

    internal static ChildProcessOptions Program(string folder, string trx, string[] filters) =>
        new(
            "dotnet",
            [
                Path.Combine(folder, "bin", "Release", "net10.0", Path.GetFileName(folder) + ".dll"),
                "-trx",
                trx,
                "-noColor",
                "-noLogo",
                .. filters,
            ]
        );
}
