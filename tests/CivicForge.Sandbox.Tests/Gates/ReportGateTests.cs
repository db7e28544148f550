using CivicForge.Sandbox.Gates;
using CivicForge.Sandbox.Releasing;

namespace CivicForge.Sandbox.Tests.Gates;

/// <summary>Gates that read what other programs report.</summary>
public class ReportGateTests
{
    [Theory]
    [InlineData("""{"auditReportVersion":2,"vulnerabilities":{}}""", Finding.Pass)]
    [InlineData("""{"auditReportVersion":2,"vulnerabilities":{"left-pad":{"severity":"high"}}}""", Finding.Fail)]
    public void What_npm_knows_is_taken_over(string report, Finding expected) =>
        AdvisoryGates.Npm("npm", report)!.Finding.ShouldBe(expected);

    [Theory]
    [InlineData("")]
    [InlineData("not json")]
    [InlineData("""{"message":"request failed","error":{}}""")]
    public void What_is_no_report_of_npm_is_not_known(string report) => AdvisoryGates.Npm("npm", report).ShouldBeNull();

    [Theory]
    [InlineData("""{"version":1,"sources":["https://feed"],"projects":[{"path":"a"}]}""", Finding.Pass)]
    [InlineData(
        """{"sources":["f"],"projects":[{"frameworks":[{"topLevelPackages":[{"vulnerabilities":[{}]}]}]}]}""",
        Finding.Fail
    )]
    public void What_NuGet_knows_is_taken_over(string report, Finding expected) =>
        AdvisoryGates.Nuget("nuget", report)!.Finding.ShouldBe(expected);

    [Theory]
    [InlineData("error: no feed")]
    [InlineData("""{"version":1,"problems":[{"level":"error"}],"sources":["f"]}""")]
    [InlineData("""{"version":1,"projects":[]}""")]
    public void A_NuGet_report_without_a_source_or_with_problems_is_not_known(string report) =>
        AdvisoryGates.Nuget("nuget", report).ShouldBeNull();

    [Theory]
    [InlineData(100, Finding.Pass)]
    [InlineData(99, Finding.Fail)]
    public void Every_key_must_pay_as_many_transactions_as_are_asked_for(int left, Finding expected) =>
        ServiceGates
            .Keys(
                $"civicforge_runway{{key=\"anchorer\"}} 500\ncivicforge_runway{{key=\"payout\"}} {left}\n",
                100,
                "Pay."
            )!
            .Finding.ShouldBe(expected);

    [Fact]
    public void A_process_that_measures_no_keys_says_nothing_about_them() =>
        ServiceGates.Keys("civicforge_node_up 1\n", 100, "Pay.").ShouldBeNull();

    [Fact]
    public void A_database_of_a_newer_version_and_one_that_would_lose_something_are_refused()
    {
        MigrationGate.Of(new(["Next"], [], []), false).Finding.ShouldBe(Finding.Pass);
        MigrationGate.Of(new([], ["Newer"], []), true).Finding.ShouldBe(Finding.Fail);
        MigrationGate.Of(new(["Drop"], [], ["Drop"]), false).Action!.ShouldContain("--allow-contract");
        MigrationGate.Of(new(["Drop"], [], ["Drop"]), true).Finding.ShouldBe(Finding.Pass);
    }
}
