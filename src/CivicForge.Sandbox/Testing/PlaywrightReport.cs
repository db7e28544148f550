using System.Text.Json;

namespace CivicForge.Sandbox.Testing;

/// <summary>Reads Playwright's JSON report: suites in suites, specs, and for each spec its runs in the configured
/// browsers.</summary>
internal static class PlaywrightReport
{
    public static TestReport Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        var report = new TestReport(
            0,
            [
                .. Children(document.RootElement, "errors")
                    .Select(error => new TestFailure("playwright", Message(error))),
            ],
            []
        );
        return Children(document.RootElement, "suites")
            .Aggregate(report, (sum, suite) => sum.Plus(ReadSuite(suite, "")));
    }

    private static TestReport ReadSuite(JsonElement suite, string path)
    {
        var name = $"{path}{suite.GetProperty("title").GetString()} › ";
        var specs = Children(suite, "specs")
            .SelectMany(spec =>
                Children(spec, "tests").Select(test => ReadTest(test, name + spec.GetProperty("title").GetString()))
            );
        return specs
            .Concat(Children(suite, "suites").Select(inner => ReadSuite(inner, name)))
            .Aggregate(new TestReport(0, [], []), (sum, one) => sum.Plus(one));
    }

    /// <summary>A flaky test, one that passed only when run again, counts as failed.</summary>
    private static TestReport ReadTest(JsonElement test, string name) =>
        test.GetProperty("status").GetString() switch
        {
            "expected" => new(1, [], []),
            "skipped" => new(0, [], [name]),
            _ => TestReport.Broken(
                name,
                string.Join(
                    '\n',
                    Children(test, "results").SelectMany(result => Children(result, "errors")).Select(Message)
                )
            ),
        };

    private static string Message(JsonElement error) =>
        error.TryGetProperty("message", out var message) ? message.GetString() ?? "" : error.ToString();

    private static IEnumerable<JsonElement> Children(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var children) ? children.EnumerateArray() : [];
}
