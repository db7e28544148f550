using System.Text.Json;

namespace CivicForge.Sandbox.Testing;

/// <summary>Reads Vitest's JSON report (the format of Jest).</summary>
internal static class VitestReport
{
    public static TestReport Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        var passed = 0;
        List<TestFailure> failures = [];
        List<string> notRun = [];
        foreach (var file in document.RootElement.GetProperty("testResults").EnumerateArray())
        {
            var tests = file.GetProperty("assertionResults").EnumerateArray().ToList();
            if (tests.Count == 0 && file.GetProperty("status").GetString() == "failed")
            {
                failures.Add(new(file.GetProperty("name").GetString()!, file.GetProperty("message").GetString() ?? ""));
            }

            foreach (var test in tests)
            {
                var name = test.GetProperty("fullName").GetString()!;
                switch (test.GetProperty("status").GetString())
                {
                    case "passed":
                        passed++;
                        break;
                    case "failed":
                        failures.Add(
                            new(
                                name,
                                string.Join(
                                    '\n',
                                    test.GetProperty("failureMessages")
                                        .EnumerateArray()
                                        .Select(message => message.GetString())
                                )
                            )
                        );
                        break;
                    default:
                        notRun.Add(name);
                        break;
                }
            }
        }

        return new(passed, failures, notRun);
    }
}
