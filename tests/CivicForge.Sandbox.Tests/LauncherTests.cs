using CivicForge.Sandbox.Commands;
using CivicForge.Sandbox.Processes;
using CivicForge.Sandbox.Testing;

namespace CivicForge.Sandbox.Tests;

public class LauncherTests
{
    private static readonly string[] Verbs =
    [
        "up",
        "dev",
        "demo",
        "test",
        "verify",
        "audit",
        "keys",
        "bench",
        "drill",
        "deploy",
        "ready",
        "release",
        "rollback",
        "format",
        "artifacts",
    ];

    [Fact]
    public async Task An_unknown_verb_ends_with_64_and_lists_the_verbs()
    {
        var (exitCode, text) = await RunAsync("frobnicate");

        exitCode.ShouldBe(64);
        text.ShouldContain("no command frobnicate");
        Verbs.ShouldAllBe(verb => text.Contains($"./civicforge {verb} "));
    }

    [Theory]
    [InlineData("help", "VERB")]
    [InlineData("VERB", "--help")]
    public async Task Every_verb_has_a_help_text(string first, string second)
    {
        foreach (var verb in Verbs)
        {
            var (exitCode, text) = await RunAsync(
                first.Replace("VERB", verb, StringComparison.Ordinal),
                second.Replace("VERB", verb, StringComparison.Ordinal)
            );

            exitCode.ShouldBe(0, verb);
            text.ShouldStartWith($"./civicforge {verb}");
        }
    }

    [Fact]
    public async Task The_help_of_test_names_every_part_and_every_option()
    {
        var (_, text) = await RunAsync("help", "test");

        var listed = text[
            text.IndexOf("parts:", StringComparison.Ordinal)..text.IndexOf(" (", StringComparison.Ordinal)
        ];
        listed["parts:".Length..]
            .Split(',', StringSplitOptions.TrimEntries)
            .ShouldBe(TestPart.All.Select(part => part.Name), ignoreOrder: true);
        foreach (var option in TestCommand.Create().Options.Select(option => option.Name))
        {
            text.ShouldContain($"\n  {option} ");
        }
    }

    [Fact]
    public async Task The_version_is_that_of_the_build() =>
        (await RunAsync("--version")).Text.ShouldBe(
            $"CivicForge {typeof(Repository).Assembly.GetName().Version!.ToString(3)}"
        );

    [Fact]
    public async Task Without_git_nobody_knows_what_to_format()
    {
        using var folder = ThrowawayFolder.Create();
        var copy = Path.Combine(folder.Path, "civicforge");
        File.Copy(Path.Combine(Repository.Root, "civicforge"), copy);

        foreach (var arguments in new[] { new[] { "format" }, ["format", "--all"], ["format", "--check"] })
        {
            var (exitCode, text) = await RunProgramAsync(copy, arguments);

            exitCode.ShouldBe(1);
            text.ShouldBe(
                "civicforge: this is not a git checkout, so that nobody knows what was changed. Name the files."
            );
        }
    }

    private static Task<(int ExitCode, string Text)> RunAsync(params string[] arguments) =>
        RunProgramAsync(Path.Combine(Repository.Root, "civicforge"), arguments);

    private static async Task<(int ExitCode, string Text)> RunProgramAsync(string program, string[] arguments)
    {
        var lines = new List<string>();
        await using var child = await ChildProcess.StartAsync(
            new(program, arguments) { OnLine = lines.Add },
            TestContext.Current.CancellationToken
        );
        return (await child.Exited, string.Join('\n', lines));
    }
}
