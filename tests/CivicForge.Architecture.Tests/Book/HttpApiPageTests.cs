using System.Text.Json;
using System.Text.RegularExpressions;

namespace CivicForge.Architecture.Tests.Book;

/// <summary>docs/http-api.md has the operations of the committed OpenAPI document, with the codes they may
/// answer.</summary>
public sealed partial class HttpApiPageTests
{
    /// <summary>What the page says once for every operation, or for every operation on a quest.</summary>
    private static readonly string[] Everywhere =
    [
        "malformed-json",
        "unknown-member",
        "invalid-query",
        "invalid-id",
        "unauthenticated",
        "method-not-allowed",
        "body-too-large",
        "unsupported-media-type",
        "validation-failed",
        "rate-limited",
        "internal",
        "unavailable",
        "maintenance",
        "quest-not-found",
        "invalid-transition",
        "forbidden",
    ];

    [Fact]
    public void Every_operation_has_a_row_and_every_row_an_operation() =>
        Rows().Keys.ShouldBe(Operations().Keys, ignoreOrder: true);

    [Fact]
    public void Every_code_of_an_operation_is_in_its_row_and_no_other()
    {
        var rows = Rows();
        var wrong = new List<string>();
        foreach (var (operation, codes) in Operations())
        {
            if (rows.TryGetValue(operation, out var named))
            {
                wrong.AddRange(
                    codes
                        .Except(named)
                        .Except(Everywhere)
                        .Select(code => $"{operation} may answer {code}; the row does not say so")
                );
                wrong.AddRange(named.Except(codes).Select(code => $"{operation} never answers {code}"));
            }
        }

        wrong.ShouldBeEmpty();
    }

    private static Dictionary<string, HashSet<string>> Rows()
    {
        var known = File.ReadLines(Path.Combine(SourceTree.Root, "docs", "errors.md"))
            .Select(line => Code().Match(line))
            .Where(match => match.Success)
            .Select(match => match.Groups[1].Value)
            .ToHashSet();
        return File.ReadLines(Path.Combine(SourceTree.Root, "docs", "http-api.md"))
            .Select(line => Row().Match(line))
            .Where(match => match.Success)
            .ToDictionary(
                match => $"{match.Groups[1].Value} {match.Groups[2].Value}",
                match =>
                    Quoted()
                        .Matches(match.Groups[3].Value)
                        .Select(quoted => quoted.Groups[1].Value)
                        .Where(known.Contains)
                        .ToHashSet()
            );
    }

    private static Dictionary<string, HashSet<string>> Operations()
    {
        using var document = JsonDocument.Parse(
            File.ReadAllText(Path.Combine(SourceTree.Root, "web", "openapi", "v1.json"))
        );
        return document
            .RootElement.GetProperty("paths")
            .EnumerateObject()
            .SelectMany(path =>
                path.Value.EnumerateObject().Select(operation => (Path: path.Name, Operation: operation))
            )
            .Where(o => o.Operation.Name is not "head")
            .ToDictionary(
                o => $"{o.Operation.Name.ToUpperInvariant()} {o.Path.Replace("/api/v1", "", StringComparison.Ordinal)}",
                o =>
                    o.Operation.Value.GetProperty("responses")
                        .EnumerateObject()
                        .Where(r => r.Name[0] >= '4')
                        .SelectMany(r => Quoted().Matches(r.Value.GetProperty("description").GetString()!))
                        .Select(m => m.Groups[1].Value)
                        .ToHashSet()
            );
    }

    [GeneratedRegex("^\\| ([A-Z]+) `([^`]+)` \\|(.*)$")]
    private static partial Regex Row();

    [GeneratedRegex("^\\| `([a-z0-9-]+)` \\| \\d{3} \\|")]
    private static partial Regex Code();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Quoted();
}
