using CivicForge.Sandbox.Processes;
using CivicForge.Sandbox.Testing;

namespace CivicForge.Sandbox.Tests.Testing;

/// <summary>What counts as a line that ran, and when that is too few.</summary>
public sealed class CoverageTests : IDisposable
{
    private readonly ThrowawayFolder _folder = ThrowawayFolder.Create();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_line_of_CSharp_ran_when_it_ran_in_one_of_several_classes_and_files()
    {
        var first = Cobertura("one.xml", (1, 0), (2, 3), (3, 0));
        var second = Cobertura("two.xml", (1, 1), (2, 0), (3, 0));

        CoverageFiles.Cobertura([first, second]).ShouldBe([new LineCoverage("CivicForge.Api", 2, 3)]);
    }

    [Fact]
    public void Forges_files_are_added_up() =>
        CoverageFiles
            .Lcov(
                "contracts",
                Write(
                    "lcov.info",
                    "SF:src/A.sol\nDA:1,1\nLF:10\nLH:9\nend_of_record\nSF:src/B.sol\nLF:4\nLH:4\nend_of_record\n"
                )
            )
            .ShouldBe(new LineCoverage("contracts", 13, 14));

    [Fact]
    public void Vitests_sum_is_taken() =>
        CoverageFiles
            .Summary(
                "web",
                Write(
                    "summary.json",
                    """
                    {"total":{"lines":{"total":200,"covered":150,"skipped":0,"pct":75},
                    "branches":{"total":9,"covered":1}}}
                    """
                )
            )
            .ShouldBe(new LineCoverage("web", 150, 200));

    [Theory]
    [InlineData(84, 85.0, false)]
    [InlineData(85, 85.0, true)]
    [InlineData(1, null, true)]
    public void Too_few_lines_are_a_failure_for_who_promised_more(int covered, double? floor, bool passes)
    {
        var report = new LineCoverage("CivicForge.Api", covered, 100, floor).Check();

        report.Failures.Count.ShouldBe(passes ? 0 : 1);
        report.Passed.ShouldBe(0, "a floor is not a test");
    }

    [Fact]
    public void No_lines_at_all_do_not_pass() =>
        new LineCoverage("CivicForge.Api", 0, 0, 85).Check().Failures.ShouldHaveSingleItem();

    private string Cobertura(string name, params (int Number, int Hits)[] lines) =>
        Write(
            name,
            $"""
            <coverage><packages><package name="CivicForge.Api"><classes><class filename="A.cs"><lines>
            {string.Concat(lines.Select(line => $"<line number=\"{line.Number}\" hits=\"{line.Hits}\" />"))}
            </lines></class></classes></package></packages></coverage>
            """
        );

    private string Write(string name, string text)
    {
        var file = Path.Combine(_folder.Path, name);
        File.WriteAllText(file, text);
        return file;
    }
}
