namespace CivicForge.Sandbox.Testing;

/// <summary>What one part's tests came to.</summary>
/// <param name="Passed">How many passed.</param>
/// <param name="Failures">Those that failed.</param>
/// <param name="NotRun">Names of those that were skipped, in whatever way; they count neither as passed nor as
/// failed.</param>
internal sealed record TestReport(int Passed, IReadOnlyList<TestFailure> Failures, IReadOnlyList<string> NotRun)
{
    /// <summary>Parts that did not run, because this machine lacks what they need.</summary>
    public IReadOnlyList<LeftOut> LeftOut { get; init; } = [];

    /// <summary>A report of one failure that is not a test: a build that broke, a runner that crashed.</summary>
    public static TestReport Broken(string name, string message) => new(0, [new(name, message)], []);

    /// <summary>This and another report of the same part.</summary>
    public TestReport Plus(TestReport other) =>
        new(Passed + other.Passed, [.. Failures, .. other.Failures], [.. NotRun, .. other.NotRun])
        {
            LeftOut = [.. LeftOut, .. other.LeftOut],
        };

    /// <summary>The same with a failure in place of each part that was left out, for runs that ask for every
    /// part.</summary>
    public TestReport WithNothingLeftOut() =>
        LeftOut.Aggregate(
            this with
            {
                LeftOut = [],
            },
            (report, part) => report.Plus(Broken(part.Name, $"It cannot run: {part.Reason}. {part.Remedy}"))
        );

    /// <summary>
    /// A part must run tests, and its runner must end with 0 exactly when none failed: an exit code that says
    /// otherwise, or no test at all, is a failure.
    /// </summary>
    public TestReport Checked(string part, int exitCode, string tail) =>
        Passed + Failures.Count == 0 ? Plus(Broken(part, $"It ran no test (exit code {exitCode}).\n{tail}"))
        : exitCode != 0 && Failures.Count == 0
            ? Plus(Broken(part, $"No test failed, but the runner ended with exit code {exitCode}.\n{tail}"))
        : this;
}

/// <summary>A part that did not run.</summary>
/// <param name="Name">The word for it.</param>
/// <param name="Reason">What this machine lacks.</param>
/// <param name="Remedy">What to do about it, a sentence.</param>
internal sealed record LeftOut(string Name, string Reason, string Remedy);

/// <summary>A failed test.</summary>
/// <param name="Name">Its full name.</param>
/// <param name="Message">What it said.</param>
internal sealed record TestFailure(string Name, string Message);
