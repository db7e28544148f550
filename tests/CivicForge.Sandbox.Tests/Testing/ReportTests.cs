using CivicForge.Sandbox.Testing;

namespace CivicForge.Sandbox.Tests.Testing;

public class ReportTests
{
    [Fact]
    public void A_trx_file_gives_passed_failed_and_skipped_tests()
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(
            file,
            """
            <TestRun xmlns="http://microsoft.com/schemas/VisualStudio/TeamTest/2010"><Results>
              <UnitTestResult testName="A.one" outcome="Passed"/><UnitTestResult testName="A.two" outcome="Passed"/>
              <UnitTestResult testName="A.three" outcome="Failed"><Output><ErrorInfo>
                <Message>1 should be 2</Message><StackTrace>at A</StackTrace></ErrorInfo></Output></UnitTestResult>
              <UnitTestResult testName="A.four" outcome="NotExecuted"/>
              <UnitTestResult testName="A.five" outcome="Timeout"/>
            </Results></TestRun>
            """
        );

        var report = TrxReport.Read(file);

        report.Passed.ShouldBe(2);
        report.Failures.ShouldBe([new("A.three", "1 should be 2\nat A"), new("A.five", "")]);
        report.NotRun.ShouldBe(["A.four"]);
        File.Delete(file);
    }

    [Fact]
    public void A_forge_report_names_the_contract_and_the_reason()
    {
        var report = ForgeReport.Read(
            """
            {"test/A.t.sol:ATest":{"duration":"1ms","test_results":{
              "test_ok()":{"status":"Success","reason":null},
              "testFuzz_bad(uint256)":{"status":"Failure","reason":"panic"},
              "test_later()":{"status":"Skipped","reason":null}}}}
            """
        );

        report.Passed.ShouldBe(1);
        report.Failures.ShouldBe([new("ATest.testFuzz_bad(uint256)", "panic")]);
        report.NotRun.ShouldBe(["ATest.test_later()"]);
    }

    [Fact]
    public void A_vitest_report_counts_tests_and_a_file_that_does_not_load()
    {
        var report = VitestReport.Read(
            """
            {"testResults":[
              {"name":"a.test.ts","status":"failed","message":"","assertionResults":[
                {"fullName":"a one","status":"passed","failureMessages":[]},
                {"fullName":"a two","status":"failed","failureMessages":["no"]},
                {"fullName":"a three","status":"pending","failureMessages":[]}]},
              {"name":"b.test.ts","status":"failed","message":"cannot import","assertionResults":[]}]}
            """
        );

        report.Passed.ShouldBe(1);
        report.Failures.ShouldBe([new("a two", "no"), new("b.test.ts", "cannot import")]);
        report.NotRun.ShouldBe(["a three"]);
    }

    [Fact]
    public void A_playwright_report_counts_nested_suites_and_a_flaky_test_failed()
    {
        var report = PlaywrightReport.Read(
            """
            {"errors":[],"suites":[{"title":"a.spec.ts",
              "specs":[{"title":"opens","tests":[{"status":"expected","results":[]}]}],
              "suites":[{"title":"board","specs":[
                {"title":"claims","tests":[
                  {"status":"flaky","results":[{"errors":[{"message":"timeout"}]},{"errors":[]}]}]},
                {"title":"later","tests":[{"status":"skipped","results":[]}]}]}]}]}
            """
        );

        report.Passed.ShouldBe(1);
        report.Failures.ShouldBe([new("a.spec.ts › board › claims", "timeout")]);
        report.NotRun.ShouldBe(["a.spec.ts › board › later"]);
    }

    [Fact]
    public void A_part_that_ran_no_test_is_a_failure() =>
        new TestReport(0, [], ["only skipped"])
            .Checked("chain", 0, "tail")
            .Failures.Single()
            .Message.ShouldContain("no test");

    [Fact]
    public void A_runner_that_ends_with_an_error_although_no_test_failed_is_a_failure() =>
        new TestReport(3, [], []).Checked("chain", 134, "crash").Failures.Single().Message.ShouldContain("134");

    [Fact]
    public void A_failed_test_is_counted_once_when_its_runner_says_so_too() =>
        new TestReport(3, [new("t", "")], []).Checked("chain", 1, "").Failures.Count.ShouldBe(1);
}
