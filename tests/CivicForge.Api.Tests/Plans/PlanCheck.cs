using System.Text.Json;
using CivicForge.Api.Database;
using Npgsql;

namespace CivicForge.Api.Tests.Plans;

/// <summary>Runs a statement under <c>EXPLAIN (ANALYZE, BUFFERS)</c>, in a transaction that is rolled back.</summary>
internal static class PlanCheck
{
    private static readonly string[] LargeTables =
    [
        "quests",
        "quest_words",
        "quest_moves",
        "completions",
        "attestations",
        "reward_relays",
        "point_entries",
        "members",
        "member_words",
        "events",
        "notifications",
        "reward_claimed",
    ];

    /// <returns>What is wrong with the plan, with the plan; null when it reads a large table by an index and stops
    /// within its bound.</returns>
    internal static async Task<string?> RunAsync(NpgsqlConnection connection, HotRead read)
    {
        var plan = await ExplainAsync(connection, read);
        var root = plan[0].GetProperty("Plan");
        var blocks =
            root.GetProperty("Shared Hit Blocks").GetInt64() + root.GetProperty("Shared Read Blocks").GetInt64();
        var scanned = Nodes(root)
            .Where(n =>
                n.GetProperty("Node Type").GetString() == "Seq Scan" && n.GetProperty("Actual Loops").GetDouble() > 0
            )
            .Select(n => n.GetProperty("Relation Name").GetString()!)
            .Where(LargeTables.Contains)
            .ToList();
        if (scanned.Count == 0 && blocks <= read.MostBlocks)
        {
            return null;
        }
        var fault =
            scanned.Count > 0
                ? $"reads all of {string.Join(", ", scanned)}"
                : $"touches {blocks} blocks, not {read.MostBlocks}";
        return $"{read.Name}: {fault}\n{read.Sql}\n{plan}";
    }

    private static async Task<JsonElement> ExplainAsync(NpgsqlConnection connection, HotRead read)
    {
        await using var transaction = await connection.BeginTransactionAsync();
        await using var command = new NpgsqlCommand
        {
            Connection = connection,
            Transaction = transaction,
            CommandTimeout = 120,
        };
        if (read.IsKept)
        {
            // As PostgreSQL takes them from the connection string: -c name=value.
            var settings = ReadDatabase.Session.Split("-c ", StringSplitOptions.RemoveEmptyEntries);
            command.CommandText =
                string.Concat(settings.Select(setting => $"SET LOCAL {setting};"))
                + $"DEALLOCATE ALL; PREPARE kept{List(read, TypeOf)} AS {read.Sql}";
            await command.ExecuteNonQueryAsync();
        }
        else
        {
            foreach (var parameter in read.Parameters)
            {
                command.Parameters.Add(parameter);
            }
        }

        command.CommandText =
            "EXPLAIN (ANALYZE, BUFFERS, TIMING OFF, FORMAT JSON) "
            + $"{(read.IsKept ? $"EXECUTE kept{List(read, Literal)}" : read.Sql)}";
        var plan = JsonDocument.Parse((string)(await command.ExecuteScalarAsync())!).RootElement;
        await transaction.RollbackAsync();
        return plan;
    }

    private static string List(HotRead read, Func<NpgsqlParameter, string> each) =>
        read.Parameters.Count == 0 ? "" : $" ({string.Join(", ", read.Parameters.Select(each))})";

    private static string TypeOf(NpgsqlParameter parameter) =>
        parameter.Value switch
        {
            Guid => "uuid",
            Guid[] => "uuid[]",
            int => "integer",
            long => "bigint",
            string => "text",
            DateTime => "timestamptz",
            byte[][] => "bytea[]",
            byte[] or DBNull when parameter.NpgsqlDbType == NpgsqlTypes.NpgsqlDbType.Bytea => "bytea",
            var other => throw new ArgumentException($"{other?.GetType()} has no name here."),
        };

    private static string Literal(NpgsqlParameter parameter) =>
        parameter.Value switch
        {
            DBNull => "NULL",
            byte[] bytes => $"'\\x{Convert.ToHexStringLower(bytes)}'",
            byte[][] addresses =>
                $"ARRAY[{string.Join(',', addresses.Select(a => $"'\\x{Convert.ToHexStringLower(a)}'"))}]::bytea[]",
            Guid[] ids => $"'{{{string.Join(',', ids)}}}'",
            DateTime time when time == DateTime.MaxValue => "'infinity'",
            DateTime time => $"'{time:O}'",
            string text => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'",
            var number => $"'{number}'",
        };

    private static IEnumerable<JsonElement> Nodes(JsonElement node) =>
        node.TryGetProperty("Plans", out var children)
            ? children.EnumerateArray().SelectMany(Nodes).Prepend(node)
            : [node];
}
