using System.Xml.Linq;

namespace CivicForge.Sandbox.Testing;

/// <summary>Reads the Visual Studio test result format that the xUnit runner writes.</summary>
internal static class TrxReport
{
    private static readonly XNamespace Trx = "http://microsoft.com/schemas/VisualStudio/TeamTest/2010";

    /// <summary>The report, or an empty one when the runner ended before it wrote it.</summary>
    public static TestReport ReadIfThere(string file) => File.Exists(file) ? Read(file) : new(0, [], []);

    public static TestReport Read(string file)
    {
        var results = XDocument
            .Load(file)
            .Descendants(Trx + "UnitTestResult")
            .ToLookup(result => (string?)result.Attribute("outcome"));
        return new(
            results["Passed"].Count(),
            [
                .. results
                    .Where(group => group.Key is not ("Passed" or "NotExecuted"))
                    .SelectMany(group => group)
                    .Select(result => new TestFailure(Name(result), Message(result))),
            ],
            [.. results["NotExecuted"].Select(Name)]
        );
    }

    private static string Name(XElement result) => (string?)result.Attribute("testName") ?? "(no name)";

    private static string Message(XElement result) =>
        string.Join(
            '\n',
            result
                .Descendants(Trx + "ErrorInfo")
                .Elements()
                .Select(element => element.Value.Trim())
                .Where(text => text.Length > 0)
        );
}
