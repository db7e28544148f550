namespace CivicForge.Architecture.Tests.Book.Commands;

/// <summary>What the runbook and the page on deploying tell people to type can be typed.</summary>
public sealed class CommandTests
{
    /// <summary>What the test of part <c>compose</c> that runs them has on any machine.</summary>
    private static readonly string[] Programs =
    [
        "cat",
        "chmod",
        "cp",
        "curl",
        "df",
        "docker",
        "./civicforge",
        "grep",
        "sed",
        "tail",
        "tee",
        "umask",
    ];

    private static List<ShownCommand> All { get; } =
    [.. ShownCommand.Pages.SelectMany(page => ShownCommand.Of(SourceTree.Root, page))];

    private static IReadOnlyList<string> NotRun { get; } = ShownCommand.NotRun(SourceTree.Root);

    [Fact]
    public void Every_service_profile_verb_and_option_of_a_command_exists() =>
        (
            from command in All
            from program in ShellWords.Programs(command.Text)
            from fault in Faults(program)
            select $"{command}: {fault}"
        ).ShouldBeEmpty();

    [Fact]
    public void Every_command_is_one_that_a_test_runs_or_stands_in_the_table_of_those_that_none_runs()
    {
        All.Count.ShouldBeGreaterThan(60);
        (
            from command in All
            where !NotRun.Any(command.IsMeantBy)
            from program in ShellWords.Programs(command.Text)
            where !Programs.Contains(program[0])
            select $"{command}: RunbookTests cannot run {program[0]}"
        ).ShouldBeEmpty($"say why in the table at the end of {ShownCommand.Pages[0]}");
    }

    [Fact]
    public void Every_row_of_that_table_means_a_command() =>
        NotRun.Where(row => !All.Exists(command => command.IsMeantBy(row))).ShouldBeEmpty("no page shows it any more");

    private static IEnumerable<string> Faults(IReadOnlyList<string> program) =>
        program switch
        {
            ["docker", "compose", ..] => ComposeFile.Faults([.. program.Skip(2)]),
            ["./civicforge", var verb, ..] => LauncherHelp.Faults(verb, [.. program.Skip(2)]),
            _ => [],
        };
}
