using System.Text.RegularExpressions;

namespace CivicForge.Architecture.Tests;

/// <summary>A column that is added or moved in a statement must not shift what is read from its rows.</summary>
public sealed partial class RowsByName
{
    [Fact]
    public void No_column_is_read_by_its_number() =>
        (
            from file in SourceTree.Files("src", ".cs")
            let text = File.ReadAllText(file)
            from Match read in NumberedColumn().Matches(text)
            select $"{SourceTree.Relative(file)}:{text.AsSpan(0, read.Index).Count('\n') + 1}: {read.Value}"
        ).ShouldBeEmpty("name the column in the statement and read it by that name");

    /// <summary>Dapper fills a tuple by the order of the columns, a record's constructor by their names too.</summary>
    [Fact]
    public void A_row_of_more_than_three_columns_is_a_record() =>
        (
            from file in SourceTree.Files("src", ".cs")
            let text = File.ReadAllText(file)
            from Match row in Tuple().Matches(text)
            where row.Groups["columns"].Value.Split(',').Count(column => column.Trim().Length > 0) > 3
            select $"{SourceTree.Relative(file)}:{text.AsSpan(0, row.Index).Count('\n') + 1}"
        ).ShouldBeEmpty("give the row a record whose members are the columns");

    [Theory]
    [InlineData("reader.GetInt32(0)")]
    [InlineData("reader.GetFieldValue<byte[][]>(42)")]
    [InlineData("reader.IsDBNull( 3)")]
    [InlineData("reader.HashOrNull(12)")]
    [InlineData("row.GetValue(1)")]
    public void A_read_by_number_is_found(string code) => NumberedColumn().IsMatch(code).ShouldBeTrue();

    [GeneratedRegex(@"\.(Get(?!Bytes\b)\w+(<[\w.\[\]?]+>)?|IsDBNull(Async)?|\w+OrNull|Hash|Address)\(\s*\d+\b")]
    private static partial Regex NumberedColumn();

    [GeneratedRegex(@"(Query|Read)\w*Async<\((?<columns>[^()]*)\)>")]
    private static partial Regex Tuple();
}
