using System.Text.Json;

namespace CivicForge.Sandbox.Testing;

/// <summary>Reads what <c>forge test --json</c> prints: suites, each with its <c>test_results</c>.</summary>
internal static class ForgeReport
{
    public static TestReport Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        var passed = 0;
        List<TestFailure> failures = [];
        List<string> notRun = [];
        foreach (var suite in document.RootElement.EnumerateObject())
        {
            foreach (var test in suite.Value.GetProperty("test_results").EnumerateObject())
            {
                var name = $"{suite.Name[(suite.Name.LastIndexOf(':') + 1)..]}.{test.Name}";
                switch (test.Value.GetProperty("status").GetString())
                {
                    case "Success":
                        passed++;
                        break;
                    case "Skipped":
                        notRun.Add(name);
                        break;
                    default:
                        failures.Add(
                            new(name, test.Value.GetProperty("reason").GetString() ?? "It failed without a reason.")
                        );
                        break;
                }
            }
        }

        return new(passed, failures, notRun);
    }
}
