using System.Text.RegularExpressions;

namespace CivicForge.Architecture.Tests;

/// <summary>Rules of docs and conventions that a machine can check. Calls that nobody may make are in
/// <c>src/BannedSymbols.txt</c>, which the compiler holds.</summary>
public sealed partial class HouseRules
{
    private static readonly string[] DumpingGrounds =
    [
        "Helpers",
        "Utils",
        "Common",
        "Shared",
        "Extensions",
        "Services",
        "Managers",
        "Models",
        "Interfaces",
        "Core",
        "Domain",
        "Infrastructure",
    ];

    private static IEnumerable<string> Sources => SourceTree.Files("src", ".cs");

    private static IEnumerable<string> Everything =>
        new[] { "src", "tests", "tools", "bench", "web/src", "web/e2e", "contracts/src", "contracts/test" }.SelectMany(
            f => SourceTree.Files(f, ".cs", ".ts", ".tsx", ".sol")
        );

    [Fact]
    public void Nothing_is_async_void() => Lines(Sources, AsyncVoid()).ShouldBeEmpty("return a task");

    [Fact]
    public void No_catch_is_empty() =>
        Sources
            .Where(f => EmptyCatch().IsMatch(File.ReadAllText(f)))
            .Select(SourceTree.Relative)
            .ShouldBeEmpty("handle it or let it pass");

    [Fact]
    public void No_file_or_folder_is_a_dumping_ground() =>
        Everything
            .Select(SourceTree.Relative)
            .Where(f =>
                f.Split('/')
                    .Select(Path.GetFileNameWithoutExtension)
                    .Any(n => DumpingGrounds.Contains(n, StringComparer.OrdinalIgnoreCase))
            )
            .ShouldBeEmpty();

    [Fact]
    public void No_file_is_longer_than_400_lines() =>
        Everything
            .Where(f => !f.EndsWith(".d.ts", StringComparison.Ordinal))
            .Select(f => (File: SourceTree.Relative(f), Lines: File.ReadLines(f).Count()))
            .Where(f => f.Lines > 400)
            .ShouldBeEmpty();

    [Fact]
    public void No_test_is_skipped() =>
        Lines(Everything, Skipped()).ShouldBeEmpty("a test that does not run proves nothing");

    private static IEnumerable<string> Lines(IEnumerable<string> files, Regex pattern) =>
        from file in files
        where !file.EndsWith(nameof(HouseRules) + ".cs", StringComparison.Ordinal)
        from line in File.ReadLines(file).Select((text, index) => (text, number: index + 1))
        where pattern.IsMatch(line.text) && !line.text.TrimStart().StartsWith("//", StringComparison.Ordinal)
        select $"{SourceTree.Relative(file)}:{line.number}: {line.text.Trim()}";

    [GeneratedRegex(@"\basync void\b")]
    private static partial Regex AsyncVoid();

    [GeneratedRegex(@"catch\s*(\([^)]*\))?\s*(when\s*\([^{]*\))?\s*\{\s*\}")]
    private static partial Regex EmptyCatch();

    [GeneratedRegex(@"\[(Fact|Theory)\(.*Skip\s*=|\b(test|it|describe)\.(skip|only|todo)\(|vm\.skip\(")]
    private static partial Regex Skipped();
}
