using System.Text.Json;
using Npgsql;

namespace CivicForge.Api.Tests.Plans;

/// <summary>Runs a statement under <c>EXPLAIN (ANALYZE, BUFFERS)</c>, in a transaction that is rolled back.</summary>
internal static class PlanCheck
{
    private static readonly string[] LargeTables = ["quests", "quest_moves", "completions", "attestations", "rewards", "reward_relays", "point_entries", "members"];

    /// <returns>What is wrong with the plan, with the plan; null when it reads a large table by an index and stops within its bound.</returns>
    internal static async Task<string?> RunAsync(NpgsqlConnection connection, HotRead read)
    {
        var plan = await ExplainAsync(connection, read);
        var root = plan[0].GetProperty("Plan");
        var blocks = root.GetProperty("Shared Hit Blocks").GetInt64() + root.GetProperty("Shared Read Blocks").GetInt64();
        var scanned = Nodes(root).Where(n => n.GetProperty("Node Type").GetString() == "Seq Scan" && n.GetProperty("Actual Loops").GetDouble() > 0).Select(n => n.GetProperty("Relation Name").GetString()!)
            .Where(LargeTables.Contains).ToList();
        if (scanned.Count == 0 && blocks <= read.MostBlocks) return null;
        return $"{read.Name}: {(scanned.Count > 0 ? $"reads all of {string.Join(", ", scanned)}" : $"touches {blocks} blocks, not {read.MostBlocks}")}\n{read.Sql}\n{plan}";
    }

    private static async Task<JsonElement> ExplainAsync(NpgsqlConnection connection, HotRead read)
    {
        await using var transaction = await connection.BeginTransactionAsync();
        await using var command = new NpgsqlCommand($"EXPLAIN (ANALYZE, BUFFERS, TIMING OFF, FORMAT JSON) {read.Sql}", connection, transaction) { CommandTimeout = 120 };
        foreach (var parameter in read.Parameters) command.Parameters.Add(parameter);
        var plan = JsonDocument.Parse((string)(await command.ExecuteScalarAsync())!).RootElement;
        await transaction.RollbackAsync();
        return plan;
    }

    private static IEnumerable<JsonElement> Nodes(JsonElement node) =>
        node.TryGetProperty("Plans", out var children) ? children.EnumerateArray().SelectMany(Nodes).Prepend(node) : [node];
}
