using System.Text.RegularExpressions;

namespace CivicForge.Architecture.Tests;

/// <summary>A column that is added or moved in a statement must not shift what is read from its rows.</summary>
public sealed partial class RowsByName
{
    /// <summary>Where ordinals are made of names, and one reader that is still to follow.</summary>
    private static readonly string[] ByOrdinal = ["ReaderColumns.cs", "QuestFactsReader.cs"];

    [Fact]
    public void No_column_is_read_by_its_number() =>
        (
            from file in SourceTree.Files("src", ".cs")
            where !ByOrdinal.Contains(Path.GetFileName(file))
            let text = File.ReadAllText(file)
            from Match read in NumberedColumn().Matches(text)
            select $"{SourceTree.Relative(file)}:{text.AsSpan(0, read.Index).Count('\n') + 1}: {read.Value}"
        ).ShouldBeEmpty("name the column in the statement and read it by that name");

    [Theory]
    [InlineData("reader.GetInt32(0)")]
    [InlineData("reader.GetFieldValue<byte[][]>(42)")]
    [InlineData("reader.IsDBNull( 3)")]
    [InlineData("reader.HashOrNull(12)")]
    [InlineData("row.GetValue(1)")]
    public void A_read_by_number_is_found(string code) => NumberedColumn().IsMatch(code).ShouldBeTrue();

    [GeneratedRegex(@"\.(Get(?!Bytes\b)\w+(<[\w.\[\]?]+>)?|IsDBNull(Async)?|\w+OrNull|Hash|Address)\(\s*\d+\b")]
    private static partial Regex NumberedColumn();
}
