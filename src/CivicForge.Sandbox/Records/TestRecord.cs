using CivicForge.Sandbox.Testing;

namespace CivicForge.Sandbox.Records;

/// <summary>How the last run of all tests ended.</summary>
/// <param name="Commit">What was tested; null outside of a git checkout.</param>
/// <param name="IsClean">Whether nothing was changed since that commit.</param>
/// <param name="LeftOut">Parts that this machine could not run.</param>
/// <param name="Coverage">Empty when lines were not counted.</param>
internal sealed record TestRecord(
    DateTimeOffset At,
    string? Commit,
    bool IsClean,
    int Passed,
    int Failed,
    IReadOnlyList<string> LeftOut,
    IReadOnlyList<CoverageRecord> Coverage
)
{
    public static string File => Path.Combine(RecordFile.Folder, "tests.json");

    public static TestRecord Of(
        Checkout? checkout,
        TestReport total,
        IEnumerable<LineCoverage> coverage,
        DateTimeOffset now
    ) =>
        new(
            now,
            checkout?.Commit,
            checkout?.IsClean ?? false,
            total.Passed,
            total.Failures.Count,
            [.. total.LeftOut.Select(part => part.Name)],
            [.. coverage.Select(lines => new CoverageRecord(lines.Project, Math.Round(lines.Percent, 1), lines.Floor))]
        );
}

/// <param name="Floor">What the project promises; null when its own tool keeps it.</param>
internal sealed record CoverageRecord(string Project, double Percent, double? Floor);
