using System.Globalization;

namespace CivicForge.Sandbox.Testing;

/// <summary>How many lines of a project's code ran under its tests.</summary>
/// <param name="Project">The project.</param>
/// <param name="Covered">Lines that ran.</param>
/// <param name="Lines">Lines that hold code.</param>
internal sealed record LineCoverage(string Project, int Covered, int Lines)
{
    /// <summary>The least that each project promises, in per cent of its lines; others promise nothing.</summary>
    private static readonly Dictionary<string, double> Floors = new(StringComparer.Ordinal) { ["CivicForge.Api"] = 85, ["web"] = 70, ["contracts"] = 95 };

    private double Percent => Lines == 0 ? 0 : 100.0 * Covered / Lines;

    /// <summary>A failure when a project is below its floor.</summary>
    public TestReport Check() => Floors.TryGetValue(Project, out var floor) && Percent < floor
        ? TestReport.Broken($"coverage of {Project}", string.Create(CultureInfo.InvariantCulture, $"{Percent:F1} % of its lines ran; at least {floor} % must."))
        : new TestReport(0, [], []);

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Project,-20} {Percent,5:F1} % of {Lines} lines{(Floors.TryGetValue(Project, out var floor) ? $" (at least {floor} %)" : "")}");
}
