using System.Text.RegularExpressions;

namespace CivicForge.Architecture.Tests;

/// <summary>What a forge does is what anybody can do with this repository: the gate, and the files of a release. It
/// trusts no name that can be moved, and may write nothing.</summary>
public sealed partial class Workflows
{
    private static readonly string[] Commands =
    [
        "sudo --preserve-env env \"PATH=$PATH\" .ci/run",
        "./civicforge artifacts --complete --out release",
    ];

    private static List<string> Texts { get; } =
    [.. Directory.EnumerateFiles(Path.Combine(SourceTree.Root, ".github", "workflows")).Select(File.ReadAllText)];

    [Fact]
    public void Every_command_is_the_gate_or_makes_the_files_of_a_release() =>
        Named(Run()).ShouldBe(Commands, ignoreOrder: true);

    [Fact]
    public void Every_action_is_pinned_to_a_commit_and_says_which_release_that_is() =>
        Named(Uses()).ShouldAllBe(action => Pinned().IsMatch(action));

    [Fact]
    public void One_action_has_one_commit() =>
        Named(Uses()).GroupBy(action => action.Split('@')[0]).ShouldAllBe(uses => uses.Distinct().Count() == 1);

    [Fact]
    public void No_workflow_may_write_and_none_keeps_the_credentials_of_its_checkout()
    {
        foreach (var text in Texts)
        {
            Permission().Matches(text).Select(match => match.Value.Trim()).ShouldBe(["contents: read"]);
            text.ShouldNotContain("secrets.");
            text.ShouldNotContain("pull_request_target");
            Regex.Count(text, "actions/checkout@").ShouldBe(Regex.Count(text, "persist-credentials: false"));
        }
    }

    private static List<string> Named(Regex pattern)
    {
        var named = Texts.SelectMany(text => pattern.Matches(text)).Select(match => match.Groups[1].Value).ToList();
        named.ShouldNotBeEmpty();
        return named;
    }

    [GeneratedRegex(@"^\s+(?:- )?run: (.+)$", RegexOptions.Multiline)]
    private static partial Regex Run();

    [GeneratedRegex(@"^\s+(?:- )?uses: (.+)$", RegexOptions.Multiline)]
    private static partial Regex Uses();

    [GeneratedRegex(@"^[\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$")]
    private static partial Regex Pinned();

    [GeneratedRegex(@"^ +[\w-]+: (?:read|write|none)$|write-all|read-all", RegexOptions.Multiline)]
    private static partial Regex Permission();
}
