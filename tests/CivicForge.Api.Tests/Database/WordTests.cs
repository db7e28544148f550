using System.Text.RegularExpressions;
using CivicForge.Api.Database;
using CivicForge.Api.Events;
using CivicForge.Api.Quests;
using CivicForge.Api.Signatures;
using CivicForge.Api.Tests.Harness;
using CivicForge.Api.Transactions;
using CivicForge.Chain.Protocol;
using CivicForge.Sandbox;
using CivicForge.Sandbox.Postgres;
using Dapper;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;

namespace CivicForge.Api.Tests.Database;

public sealed partial class WordTests(TestDatabases databases)
{
    /// <summary>Words of columns that no enum holds: states of jobs, and what views derive.</summary>
    private static readonly Dictionary<string, string[]> Derived = new()
    {
        ["status"] = ["ok", "waiting", "failing"],
        ["state"] = ["waiting", "sealed", "sent", "mined", "finalized", "earned", "anchored", "claimed", "final"],
        ["kind"] = ["creation", "xp", "reputation"],
    };

    /// <summary>The spelling is frozen: it is on the wire and in stored rows.</summary>
    [Fact]
    public void An_enums_names_are_its_words()
    {
        Words.Of(QuestStatus.Open).ShouldBe("OPEN");
        Words.Of(QuestVisibility.Parties).ShouldBe("parties");
        Words.Of(TransactionState.RevertedFinal).ShouldBe("reverted-final");
        Words.Of(EventKind.QuestRevisionRequested).ShouldBe("quest.revision-requested");
        Words.All<SignatureKind>().ShouldBe(["ecdsa", "erc1271", "erc6492"]);
        Words.All<Outcome>().ShouldBe(Enum.GetValues<Outcome>().Select(outcome => outcome.Word()));
        Words.In("status", QuestStatus.Open, QuestStatus.Claimed).ShouldBe("status IN ('OPEN','CLAIMED')");
    }

    [Theory]
    [InlineData("open")]
    [InlineData("0")]
    [InlineData("OPEN,CLAIMED")]
    [InlineData("")]
    [InlineData(null)]
    public void Only_the_given_spelling_is_a_word(string? word) =>
        Words.TryParse<QuestStatus>(word, out _).ShouldBeFalse();

    [Fact]
    public async Task Each_list_of_words_in_a_check_constraint_is_of_its_columns_enum()
    {
        await using var database = await CivicTemplate.CreateAsync(databases);
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        var checks = (
            await connection.QueryAsync<Check>(
                """
                SELECT r.relname AS "Table", c.conname AS "Name", pg_get_constraintdef(c.oid) AS "Text"
                FROM pg_constraint c JOIN pg_class r ON r.oid = c.conrelid
                WHERE c.contype = 'c' AND c.connamespace = 'civic'::regnamespace
                """
            )
        ).ToLookup(check => check.Table);
        var whole = new List<string>();
        foreach (var (table, column, words) in EnumColumns())
        {
            foreach (var check in checks[table])
            {
                foreach (var list in Lists(check.Text, column))
                {
                    list.ShouldBeSubsetOf(words, check.Name);
                    if (check.Name == $"ck_{table}_{column}" && list.Length > 1 && !whole.Contains(check.Name))
                    {
                        list.ShouldBe(words, check.Name);
                        whole.Add(check.Name);
                    }
                }
            }
        }

        whole
            .Order(StringComparer.Ordinal)
            .ShouldBe([
                "ck_attestations_kind",
                "ck_attestations_outcome",
                "ck_attestations_role",
                "ck_events_kind",
                "ck_events_visibility",
                "ck_maintenance_changes_mode",
                "ck_notifications_kind",
                "ck_operator_commands_kind",
                "ck_quests_status",
                "ck_quests_visibility",
                "ck_reward_relays_state",
                "ck_signature_rechecks_role",
                "ck_transactions_kind",
                "ck_transactions_state",
            ]);
    }

    /// <summary>Statements spell words as literals, since the planner finds partial indexes by them.</summary>
    [Fact]
    public void Each_word_in_a_statements_text_is_of_an_enum_in_a_column_of_that_name()
    {
        var known = EnumColumns()
            .SelectMany(enums => enums.Words, (enums, word) => (enums.Column, Word: word))
            .Concat(Derived.SelectMany(derived => derived.Value, (derived, word) => (Column: derived.Key, Word: word)))
            .ToHashSet();
        var columns = known.Select(word => word.Column).ToHashSet();
        var folder = Path.Combine(Repository.Root, "src", "CivicForge.Api");
        var used = (
            from file in Directory.EnumerateFiles(folder, "*.*", SearchOption.AllDirectories)
            let path = Path.GetRelativePath(folder, file)
            where path.EndsWith(".cs", StringComparison.Ordinal) || path.EndsWith(".sql", StringComparison.Ordinal)
            where !path.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj" or "Migrations")
            from Match list in Literals().Matches(File.ReadAllText(file))
            where columns.Contains(list.Groups["column"].Value)
            from Match word in Word().Matches(list.Groups["words"].Value)
            select (Column: list.Groups["column"].Value, Word: word.Groups[1].Value, path)
        ).ToList();
        used.Count.ShouldBeGreaterThan(50);
        used.Where(word => !known.Contains((word.Column, word.Word))).ShouldBeEmpty();
    }

    /// <summary>Every column that holds an enum, with the words that its converter writes.</summary>
    private static IEnumerable<(string Table, string Column, string[] Words)> EnumColumns()
    {
        using var context = new CivicDbContext(
            new DbContextOptionsBuilder<CivicDbContext>().UseNpgsql("Host=none", MigrateSchema.Configure).Options
        );
        return
        [
            .. from entity in context.Model.GetEntityTypes()
            where entity.GetTableName() is not null
            from property in entity.GetProperties()
            let type = Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType
            where type.IsEnum
            select (entity.GetTableName()!, property.GetColumnName(), WordsOf(property, type)),
        ];
    }

    private static string[] WordsOf(IProperty property, Type type) =>
        [
            .. Enum.GetValues(type)
                .Cast<object>()
                .Select(value => (string)property.GetTypeMapping().Converter!.ConvertToProvider(value)!),
        ];

    private static IEnumerable<string[]> Lists(string check, string column) =>
        from Match list in WordList().Matches(check)
        where list.Groups["column"].Value == column
        select Word().Matches(list.Groups["words"].Value).Select(word => word.Groups[1].Value).ToArray();

    [GeneratedRegex(@"\b(?<column>\w+) (=|<>) ((ANY|ALL) \(ARRAY\[)?(?<words>'[^']*'::text(, '[^']*'::text)*)")]
    private static partial Regex WordList();

    [GeneratedRegex(@"\b(?<column>\w+)\s*(=|<>|(NOT\s+)?IN)\s*\(?(?<words>'[^']*'(\s*,\s*'[^']*')*)")]
    private static partial Regex Literals();

    [GeneratedRegex("'([^']*)'")]
    private static partial Regex Word();

    private sealed record Check(string Table, string Name, string Text);
}
