using CivicForge.Sandbox.Processes;
using CivicForge.Sandbox.Testing;

namespace CivicForge.Sandbox.Tests.Testing;

public class TestRunTests
{
    private static readonly TestPart Green = new FixedPart("green", () => new(2, [], []));
    private static readonly TestPart Red = new FixedPart(
        "red",
        () => new(1, [new("Red.test", "it is red")], ["Red.skipped"])
    );
    private static readonly TestPart Crashing = new FixedPart(
        "crashing",
        () => throw new SandboxException("no database")
    );

    private static readonly TestPart Homeless = new FixedPart(
        "homeless",
        () => new(0, [], []) { LeftOut = [new("homeless", "no home", "Build one.")] }
    );

    [Fact]
    public async Task All_parts_are_added_up_in_the_last_line()
    {
        var (exitCode, lines) = await RunAsync([], [Green, Red]);

        exitCode.ShouldBe(1);
        lines[^1].ShouldBe("3 passed, 1 failed");
        lines.ShouldContain("FAILED Red.test");
        lines.ShouldContain("  it is red");
        lines.ShouldContain("not run: Red.skipped");
    }

    [Fact]
    public async Task A_green_run_ends_with_exit_code_0()
    {
        var (exitCode, lines) = await RunAsync(["green"], [Green, Red]);

        exitCode.ShouldBe(0);
        lines[^1].ShouldBe("2 passed, 0 failed");
    }

    [Fact]
    public async Task A_part_that_cannot_start_counts_as_one_failure_and_the_others_still_run()
    {
        var (exitCode, lines) = await RunAsync([], [Crashing, Green]);

        exitCode.ShouldBe(1);
        lines[^1].ShouldBe("2 passed, 1 failed");
        lines.ShouldContain("  no database");
    }

    [Fact]
    public async Task A_part_that_this_machine_cannot_run_is_left_out_and_the_closing_lines_say_so()
    {
        var (exitCode, lines) = await RunAsync([], [Homeless, Green]);

        exitCode.ShouldBe(0);
        lines[^2..].ShouldBe(["left out: homeless (no home)", "2 passed, 0 failed"]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_part_that_was_asked_for_is_never_left_out(bool complete)
    {
        var (exitCode, lines) = await RunAsync(complete ? [] : ["homeless"], [Homeless, Green], complete);

        exitCode.ShouldBe(1);
        lines[^3..]
            .ShouldBe([
                "FAILED homeless",
                "  It cannot run: no home. Build one.",
                $"{(complete ? 2 : 0)} passed, 1 failed",
            ]);
    }

    [Fact]
    public async Task How_a_run_ended_is_told_to_whoever_records_it()
    {
        using var folder = ThrowawayFolder.Create();
        TestReport? told = null;
        var run = new TestRun(TextWriter.Null, Path.Combine(folder.Path, "reports"))
        {
            Record = (total, _) => told = total,
        };

        await run.RunAsync([], [Red, Homeless], TestContext.Current.CancellationToken);

        told!.Passed.ShouldBe(1);
        told.Failures.Count.ShouldBe(1);
        told.LeftOut.Count.ShouldBe(1);
    }

    private static async Task<(int ExitCode, string[] Lines)> RunAsync(
        string[] names,
        TestPart[] parts,
        bool complete = false
    )
    {
        using var folder = ThrowawayFolder.Create();
        var output = new StringWriter();
        var exitCode = await new TestRun(output, Path.Combine(folder.Path, "reports"), complete: complete).RunAsync(
            names,
            parts,
            TestContext.Current.CancellationToken
        );
        return (exitCode, output.ToString().TrimEnd().ReplaceLineEndings("\n").Split('\n'));
    }

    private sealed class FixedPart(string name, Func<TestReport> result) : TestPart(name, ".")
    {
        public override Task<TestReport> RunAsync(string reports, bool coverage, CancellationToken cancellationToken) =>
            Task.FromResult(result());
    }
}
