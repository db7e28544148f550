using System.Text.RegularExpressions;
using CivicForge.Api.Tests.Harness;
using CivicForge.Sandbox;
using CivicForge.Sandbox.Postgres;
using Dapper;
using Npgsql;

namespace CivicForge.Api.Tests.Database;

/// <summary>docs/schema-civic.md shows the migrated database: each table has a section of its own, written by hand,
/// around a block that is made from the catalog.</summary>
public sealed partial class SchemaPageTests(TestDatabases databases)
{
    private const string Relations = """
        SELECT c.relname FROM pg_class c
        WHERE c.relnamespace = 'civic'::regnamespace AND c.relkind IN ('r', 'v', 'p', 'm') AND c.relname <> 'migrations'
        """;

    private const string Columns = """
        SELECT c.relname AS "Relation", a.attname AS "Name", format_type(a.atttypid, a.atttypmod) AS "Type",
          a.attnotnull AND c.relkind = 'r' AS "IsRequired", a.attidentity <> '' AS "IsIdentity",
          CASE WHEN a.attgenerated <> '' THEN pg_get_expr(d.adbin, d.adrelid) END AS "Generated"
        FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
        LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
        WHERE c.relnamespace = 'civic'::regnamespace AND c.relkind IN ('r', 'v', 'p', 'm') AND a.attnum > 0
            AND NOT a.attisdropped
        ORDER BY c.relname, a.attnum
        """;

    private const string Rules = """
        SELECT r.relname AS "Relation", o.contype::text AS "Kind", o.conname AS "Name",
            pg_get_constraintdef(o.oid) AS "Text"
        FROM pg_constraint o JOIN pg_class r ON r.oid = o.conrelid
        WHERE o.connamespace = 'civic'::regnamespace AND o.contype IN ('p', 'u', 'f', 'c')
        UNION ALL
        SELECT t.relname, 'i', n.relname, pg_get_indexdef(x.indexrelid)
        FROM pg_index x JOIN pg_class t ON t.oid = x.indrelid JOIN pg_class n ON n.oid = x.indexrelid
        WHERE t.relnamespace = 'civic'::regnamespace
            AND NOT EXISTS (SELECT FROM pg_constraint o WHERE o.conindid = x.indexrelid)
        UNION ALL
        SELECT t.relname, 't', g.tgname, pg_get_triggerdef(g.oid)
        FROM pg_trigger g JOIN pg_class t ON t.oid = g.tgrelid
        WHERE t.relnamespace = 'civic'::regnamespace AND NOT g.tgisinternal
        ORDER BY 1, 3
        """;

    private static string Page => Path.Combine(Repository.Root, "docs", "schema-civic.md");

    [Fact]
    public async Task The_page_shows_every_column_key_and_constraint_of_the_migrated_database()
    {
        await using var database = await CivicTemplate.CreateAsync(databases);
        var blocks = await BlocksAsync(database);
        var committed = await File.ReadAllTextAsync(Page);
        var shown = Section().Matches(committed).Select(section => section.Groups["relation"].Value).ToList();
        shown.ShouldBe(
            blocks.Keys,
            ignoreOrder: true,
            "give the table a section with what it is for, and \"Written by:\""
        );
        var actual = Section()
            .Replace(
                committed,
                section =>
                    section.Groups["before"].Value
                    + blocks[section.Groups["relation"].Value]
                    + section.Groups["after"].Value
            );
        if (Environment.GetEnvironmentVariable("CIVICFORGE_ACCEPT") == "1")
        {
            await File.WriteAllTextAsync(Page, actual);
            return;
        }

        committed.ShouldBe(
            actual,
            "run this test with CIVICFORGE_ACCEPT=1, and commit docs/schema-civic.md with what the new columns are for"
        );
    }

    private static async Task<SortedDictionary<string, string>> BlocksAsync(TestDatabase database)
    {
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        var relations = await connection.QueryAsync<string>(Relations);
        var columns = (await connection.QueryAsync<Column>(Columns)).ToLookup(c => c.Relation);
        var rules = (await connection.QueryAsync<Rule>(Rules)).ToLookup(r => r.Relation);
        return new(
            relations.ToDictionary(name => name, name => Block(columns[name].ToList(), rules[name].ToList())),
            StringComparer.Ordinal
        );
    }

    private static string Block(List<Column> columns, List<Rule> rules)
    {
        var lengths = rules
            .Select(r => Length().Match(r.Text))
            .Where(m => m.Success)
            .ToDictionary(m => m.Groups[1].Value, m => m.Groups[2].Value);
        var width = columns.Max(c => c.Name.Length) + 2;
        var lines = columns
            .Select(c => Line(c, width, lengths.GetValueOrDefault(c.Name)))
            .Concat(
                rules
                    .Where(r => !Length().IsMatch(r.Text))
                    .OrderBy(r => "pufict".IndexOf(r.Kind, StringComparison.Ordinal))
                    .Select(Line)
            );
        return $"```text\n{string.Join('\n', lines)}\n```\n";
    }

    private static string Line(Column column, int width, string? length)
    {
        var type = Short(column.Type) + (length is null ? "" : $"({length})");
        var more =
            (column.IsRequired ? " NOT NULL" : "")
            + (column.IsIdentity ? " IDENTITY" : "")
            + (column.Generated is { } text ? $" GENERATED {text}" : "");
        return $"{column.Name.PadRight(width)}{type}{more}";
    }

    /// <summary>The definition without what the section says already.</summary>
    private static string Line(Rule rule) =>
        rule.Kind switch
        {
            "i" => IndexHead()
                .Replace(rule.Text, match => $"{(match.Groups[1].Success ? "UNIQUE " : "")}INDEX {rule.Name} "),
            "t" => $"TRIGGER {rule.Name} {TriggerTail().Match(rule.Text).Value}",
            "c" => $"CHECK {rule.Name} {Readable(rule.Text["CHECK (".Length..^1].Trim())}",
            _ => rule.Text,
        };

    /// <summary>As somebody would write it: PostgreSQL names the type of every word, and writes lists as
    /// arrays.</summary>
    private static string Readable(string check)
    {
        var text = Cast().Replace(Blank().Replace(check, " "), "$1");
        return NoneOf().Replace(OneOf().Replace(text, "IN ($1)"), "NOT IN ($1)");
    }

    private static string Short(string type) =>
        type switch
        {
            "timestamp with time zone" => "timestamptz",
            _ => type,
        };

    private sealed record Column(
        string Relation,
        string Name,
        string Type,
        bool IsRequired,
        bool IsIdentity,
        string? Generated
    );

    private sealed record Rule(string Relation, string Kind, string Name, string Text);

    [GeneratedRegex(
        @"(?<before>^### `(?<relation>\w+)`\n(?:(?!^### |^## ).*\n)*?<!-- columns -->\n)"
            + @"(?:.*\n)*?(?<after><!-- /columns -->)",
        RegexOptions.Multiline
    )]
    private static partial Regex Section();

    [GeneratedRegex(@"^CHECK \(\(octet_length\((\w+)\) = (\d+)\)\)$")]
    private static partial Regex Length();

    [GeneratedRegex(@"^CREATE (UNIQUE )?INDEX \S+ ON \S+ USING ")]
    private static partial Regex IndexHead();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blank();

    [GeneratedRegex(@"('[^']*'|\(\d+\))::\w+")]
    private static partial Regex Cast();

    [GeneratedRegex(@"= ANY \(ARRAY\[([^\]]*)\]\)")]
    private static partial Regex OneOf();

    [GeneratedRegex(@"<> ALL \(ARRAY\[([^\]]*)\]\)")]
    private static partial Regex NoneOf();

    /// <summary>When, without the list of all columns that may not change.</summary>
    [GeneratedRegex(@"(?:BEFORE|AFTER) [A-Z ]+(?= ON )")]
    private static partial Regex TriggerTail();
}
