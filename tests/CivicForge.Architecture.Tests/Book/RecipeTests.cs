using System.Text.Json;
using System.Text.RegularExpressions;

namespace CivicForge.Architecture.Tests.Book;

/// <summary>The commands and files that CONTRIBUTING.md names exist. Paths below the usual folders are checked for all
/// pages (<see cref="LinkTests"/>).</summary>
public sealed partial class RecipeTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(SourceTree.Root, "CONTRIBUTING.md"));

    [Fact]
    public void Every_recipe_has_five_steps()
    {
        var recipes = Recipe().Matches(Page).ToList();
        recipes.Count.ShouldBeGreaterThanOrEqualTo(5);
        recipes.ShouldAllBe(recipe => Step().Count(recipe.Value) == 5, "five lines each");
    }

    [Fact]
    public void Every_verb_of_the_launcher_that_is_named_exists()
    {
        var launcher = File.ReadAllText(Path.Combine(SourceTree.Root, "civicforge"));
        Named(Verb()).ShouldAllBe(verb => launcher.Contains($"\n  ./civicforge {verb} ", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_script_of_npm_that_is_named_exists()
    {
        using var package = JsonDocument.Parse(File.ReadAllText(Path.Combine(SourceTree.Root, "web", "package.json")));
        var scripts = package
            .RootElement.GetProperty("scripts")
            .EnumerateObject()
            .Select(script => script.Name)
            .ToList();
        Named(Script()).ShouldBeSubsetOf(scripts);
    }

    [Fact]
    public void Every_project_that_is_named_exists() =>
        Named(Project())
            .ShouldAllBe(project =>
                File.Exists(Path.Combine(SourceTree.Root, project, Path.GetFileName(project) + ".csproj"))
            );

    [Fact]
    public void Every_test_that_is_named_exists()
    {
        var tests = string.Join(
            '\n',
            SourceTree.Files("tests", ".cs").Concat(SourceTree.Files("contracts/test", ".sol")).Select(File.ReadAllText)
        );
        Named(TestClass()).ShouldAllBe(name => Regex.IsMatch(tests, $@"\b(class|contract) \w*{name}\w*\b"));
        Named(TestMethod()).ShouldAllBe(name => tests.Contains(name, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_file_of_the_web_app_that_a_command_names_exists() =>
        Named(WebFile()).ShouldAllBe(file => File.Exists(Path.Combine(SourceTree.Root, "web", file)));

    [Fact]
    public void The_template_of_commits_is_there() =>
        File.ReadAllText(Path.Combine(SourceTree.Root, ".gitmessage")).ShouldContain("72 characters");

    private static List<string> Named(Regex pattern)
    {
        var named = pattern.Matches(Page).Select(match => match.Groups[1].Value).Distinct().ToList();
        named.ShouldNotBeEmpty("the page no longer names one; remove the test that looks for it");
        return named;
    }

    [GeneratedRegex(@"^### [^\n]+\n(?:(?!^##)[^\n]*\n)+", RegexOptions.Multiline)]
    private static partial Regex Recipe();

    [GeneratedRegex(@"^\d\. ", RegexOptions.Multiline)]
    private static partial Regex Step();

    [GeneratedRegex(@"\./civicforge ([a-z]+)")]
    private static partial Regex Verb();

    [GeneratedRegex(@"npm run (?:-s )?(\w+)")]
    private static partial Regex Script();

    [GeneratedRegex(@"--(?:startup-)?project (\S+)")]
    private static partial Regex Project();

    [GeneratedRegex(@"(?:-class '\*|--match-contract )(\w+)")]
    private static partial Regex TestClass();

    [GeneratedRegex(@"-method '\*\.(\w+)\*")]
    private static partial Regex TestMethod();

    [GeneratedRegex(@"(?:vitest run|playwright test) (\S+?)`")]
    private static partial Regex WebFile();
}
