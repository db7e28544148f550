using System.Text.RegularExpressions;

namespace CivicForge.Architecture.Tests;

/// <summary>Who writes which table: docs/schema-civic.md names the slice that owns a table first, in the line "Written
/// by:" of its section, with the classes that write it.</summary>
public sealed partial class Tables
{
    private const string Api = "src/CivicForge.Api";

    /// <summary>Statements that stay where they are. A table in braces has its name from outside.</summary>
    private static readonly Dictionary<(string File, string Table), string> Exceptions = new()
    {
        [("Anchoring/SealBatch.cs", "completions")] =
            "a pair's place in a batch and its line on the relay's list are one statement over 65,536 rows, so "
            + "that neither is ever without the other",
        [("Anchoring/SealBatch.cs", "reward_relays")] = "the other half of that statement",
        [("Worker/ClearExpired.cs", "{table}")] =
            "one mechanism deletes, in pieces, what has run out, of whichever slice; a slice of its own would have "
            + "to be told every name all the same",
        [("Quests/Search/WordRows.cs", "{table}")] = "one rule for two tables, both of its own slice",
    };

    private static readonly List<(string File, string Table)> Writes =
    [
        .. from file in SourceTree.Files(Api, ".cs")
        from Match statement in Statement().Matches(File.ReadAllText(file))
        select (
            Path.GetRelativePath(Path.Combine(SourceTree.Root, Api), file).Replace('\\', '/'),
            statement.Groups["table"].Value
        ),
    ];

    /// <summary>By table: what the page says of its writers.</summary>
    private static readonly Dictionary<string, List<Writer>> Page = Section()
        .Matches(File.ReadAllText(Path.Combine(SourceTree.Root, "docs", "schema-civic.md")))
        .ToDictionary(
            section => section.Groups["table"].Value,
            section => section.Groups["writers"].Value.Split("; ").Select(Writer.Parse).ToList()
        );

    [Fact]
    public void A_table_is_written_by_the_slice_that_owns_it()
    {
        var foreign = Writes
            .Where(write =>
                !Page.TryGetValue(write.Table, out var writers) || writers[0].Slice != write.File.Split('/')[0]
            )
            .Distinct()
            .ToList();
        foreign
            .Except(Exceptions.Keys)
            .ShouldBeEmpty(
                "move the statement into an operation of the table's slice, which may join the caller's transaction"
            );
        Exceptions.Keys.Except(foreign).ShouldBeEmpty("it is gone; take it off the list");
    }

    [Fact]
    public void Every_class_with_such_a_statement_is_in_the_section_of_its_table() =>
        Writes
            .Where(write => !write.Table.StartsWith('{'))
            .Where(write =>
                !Page[write.Table]
                    .Any(writer =>
                        writer.Slice == write.File.Split('/')[0]
                        && writer.Classes.Contains(Path.GetFileNameWithoutExtension(write.File))
                    )
            )
            .Distinct()
            .ShouldBeEmpty("name it in docs/schema-civic.md");

    [Fact]
    public void Every_class_in_a_section_is_there() =>
        Page.SelectMany(table => table.Value)
            .SelectMany(writer => writer.Classes.Select(name => (writer.Slice, name)))
            .Distinct()
            .Where(writer =>
                !SourceTree
                    .Files($"{Api}/{writer.Slice}", ".cs")
                    .Any(file => Path.GetFileNameWithoutExtension(file) == writer.name)
            )
            .ShouldBeEmpty("docs/schema-civic.md names it");

    [Fact]
    public void Statements_and_sections_are_found_at_all()
    {
        Writes.ShouldContain(("Attestations/AttestationCommands.cs", "completions"));
        Page["completions"].Select(writer => writer.Slice).ShouldBe(["Attestations", "Anchoring"]);
    }

    private sealed record Writer(string Slice, IReadOnlyList<string> Classes)
    {
        public static Writer Parse(string text) =>
            new(
                text[..text.IndexOf(' ', StringComparison.Ordinal)],
                [.. Class().Matches(text).Select(match => match.Groups[1].Value)]
            );
    }

    [GeneratedRegex(
        @"(?:INSERT\s+INTO|UPDATE|DELETE\s+FROM|MERGE\s+INTO|COPY)\s+(?:ONLY\s+)?(?:civic\.)?"
            + @"(?<table>(?<=civic\.)\w+|\{\w+\})"
    )]
    private static partial Regex Statement();

    [GeneratedRegex(@"^### `(?<table>\w+)`\n(?:(?!^#).*\n)*?Written by: (?<writers>(?:.+\n)+)", RegexOptions.Multiline)]
    private static partial Regex Section();

    [GeneratedRegex("`(\\w+)`")]
    private static partial Regex Class();
}
