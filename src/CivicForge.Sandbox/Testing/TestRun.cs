using System.Diagnostics;
using CivicForge.Sandbox.Processes;

namespace CivicForge.Sandbox.Testing;

/// <summary>
/// Builds and runs parts of the tests, two at a time, those whose tests have deadlines last, and adds up what all
/// languages report. The last line is <c>N passed, N failed</c>.
/// </summary>
/// <param name="complete">Whether a part that this machine cannot run is a failure. It is one too when it was
/// named.</param>
internal sealed class TestRun(TextWriter output, string reports, bool coverage = false, bool complete = false)
{
    private readonly Lock _printing = new();
    private readonly SemaphoreSlim _lanes = new(2);
    private readonly List<LineCoverage> _counted = [];

    /// <summary>Told how all of it ended.</summary>
    public Action<TestReport, IReadOnlyList<LineCoverage>> Record { get; init; } = (_, _) => { };

    /// <summary>The exit code: 0 when every part ran tests and none failed, else 1.</summary>
    public async Task<int> RunAsync(
        IReadOnlyList<string> names,
        IReadOnlyList<TestPart> known,
        CancellationToken cancellationToken
    )
    {
        var parts = names.Count == 0 ? known : [.. known.Where(part => names.Contains(part.Name))];
        RecreateFolder();
        var total = await RunPartsAsync(parts, names.Count == 0, cancellationToken);
        if (complete || names.Count > 0)
        {
            total = total.WithNothingLeftOut();
        }

        if (coverage)
        {
            total = parts.Aggregate(total, (sum, part) => sum.Plus(CheckCoverage(part)));
        }

        Record(total, _counted);
        foreach (var name in total.NotRun)
        {
            Print($"not run: {name}");
        }

        foreach (var part in total.LeftOut)
        {
            Print($"left out: {part.Name} ({part.Reason})");
        }

        foreach (var failure in total.Failures)
        {
            Print($"\nFAILED {failure.Name}\n{Indent(failure.Message)}");
        }

        Print($"{total.Passed} passed, {total.Failures.Count} failed");
        return total.Failures.Count == 0 ? 0 : 1;
    }

    private async Task<TestReport> RunPartsAsync(
        IReadOnlyList<TestPart> parts,
        bool wholeSolution,
        CancellationToken cancellationToken
    )
    {
        // What needs no .NET build starts while that runs.
        var early = parts
            .Where(part => part.Projects.Count == 0 && !part.IsLast)
            .Select(part => RunPartAsync(part, cancellationToken))
            .ToList();
        var broken = parts.Any(part => part.Projects.Count > 0)
            ? await BuildAsync(parts, wholeSolution, cancellationToken)
            : null;
        if (broken is not null)
        {
            return (await Task.WhenAll(early)).Aggregate(broken, (sum, report) => sum.Plus(report));
        }

        var together = parts
            .Where(part => part.Projects.Count > 0 && !part.IsLast)
            .Select(part => RunPartAsync(part, cancellationToken));
        var total = (await Task.WhenAll(early.Concat(together))).Aggregate(
            new TestReport(0, [], []),
            (sum, report) => sum.Plus(report)
        );
        var last = parts.Where(part => part.IsLast).Select(part => RunPartAsync(part, cancellationToken));
        return (await Task.WhenAll(last)).Aggregate(total, (sum, report) => sum.Plus(report));
    }

    private async Task<TestReport?> BuildAsync(
        IReadOnlyList<TestPart> parts,
        bool wholeSolution,
        CancellationToken cancellationToken
    )
    {
        var watch = Stopwatch.StartNew();
        var projects = wholeSolution
            ? [Path.Combine(Repository.Root, "CivicForge.sln")]
            : parts.SelectMany(part => part.Projects).Distinct().ToList();
        foreach (var project in projects)
        {
            Print($"{"build", -10} {Path.GetFileNameWithoutExtension(project)} ...");
            await using var build = await ChildProcess.StartAsync(
                new(
                    "dotnet",
                    "build",
                    project,
                    "-c",
                    "Release",
                    "-v",
                    "q",
                    "-nologo",
                    "-nodeReuse:false",
                    "-clp:NoSummary"
                )
                {
                    LogFile = Path.Combine(reports, "build.log"),
                    WorkingDirectory = Repository.Root,
                },
                cancellationToken
            );
            if (await build.Exited.WaitAsync(cancellationToken) is var exitCode and not 0)
            {
                return TestReport.Broken(
                    $"build of {Path.GetFileName(project)}",
                    $"dotnet build ended with exit code {exitCode}.\n{build.Tail}"
                );
            }
        }

        Print($"{"build", -10} done ({watch.Elapsed.TotalSeconds:F0} s)");
        return null;
    }

    private async Task<TestReport> RunPartAsync(TestPart part, CancellationToken cancellationToken)
    {
        await _lanes.WaitAsync(cancellationToken);
        try
        {
            Print($"{part.Name, -10} ...");
            var watch = Stopwatch.StartNew();
            var report = await RunGuardedAsync(part, cancellationToken);
            Print(
                report.LeftOut.Count > 0
                    ? $"{part.Name, -10} left out"
                    : $"{part.Name, -10} {report.Passed} passed, {report.Failures.Count} "
                        + $"failed{(report.NotRun.Count > 0 ? $", {report.NotRun.Count} not run" : "")} in "
                        + $"{watch.Elapsed.TotalSeconds:F0} s"
            );
            foreach (var failure in report.Failures)
            {
                Print($"{part.Name, -10} failed: {failure.Name}");
            }

            return report;
        }
        finally
        {
            _lanes.Release();
        }
    }

    /// <summary>A part that cannot even start must not stop the others: it counts as one failure.</summary>
    private async Task<TestReport> RunGuardedAsync(TestPart part, CancellationToken cancellationToken)
    {
        try
        {
            return await part.RunAsync(reports, coverage, cancellationToken);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            return TestReport.Broken(
                part.Name,
                $"{failure.Message}\nIts log is {Path.Combine(reports, part.Name + ".log")}."
            );
        }
    }

    private TestReport CheckCoverage(TestPart part)
    {
        try
        {
            var counted = part.Coverage(reports).ToList();
            counted.ForEach(lines => Print($"coverage   {lines}"));
            _counted.AddRange(counted);
            return counted.Aggregate(new TestReport(0, [], []), (sum, lines) => sum.Plus(lines.Check()));
        }
        catch (IOException missing)
        {
            return TestReport.Broken($"coverage of {part.Name}", missing.Message);
        }
    }

    private void RecreateFolder()
    {
        if (Directory.Exists(reports))
        {
            Directory.Delete(reports, recursive: true);
        }

        Directory.CreateDirectory(reports);
    }

    private void Print(string line)
    {
        lock (_printing)
        {
            output.WriteLine(line);
        }
    }

    private static string Indent(string text) => "  " + text.ReplaceLineEndings("\n  ");
}
