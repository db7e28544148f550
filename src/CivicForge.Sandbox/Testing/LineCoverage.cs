using System.Globalization;

namespace CivicForge.Sandbox.Testing;

/// <summary>How many lines of a project's code ran under its tests.</summary>
/// <param name="Project">The project.</param>
/// <param name="Covered">Lines that ran.</param>
/// <param name="Lines">Lines that hold code.</param>
/// <param name="Floor">The least that the project promises, in per cent of its lines; null when the tool that counted
/// keeps its own.</param>
internal sealed record LineCoverage(string Project, int Covered, int Lines, double? Floor = null)
{
    internal double Percent => Lines == 0 ? 0 : 100.0 * Covered / Lines;

    /// <summary>A failure when a project is below its floor.</summary>
    public TestReport Check() =>
        Percent < Floor
            ? TestReport.Broken(
                $"coverage of {Project}",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{Percent:F1} % of its lines ran; at least {Floor} % must."
                )
            )
            : new TestReport(0, [], []);

    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Project, -20} {Percent, 5:F1} % of {Lines} lines{(Floor is null ? "" : $" (at least {Floor} %)")}"
        );
}
