using CivicForge.Api.Attestations;
using CivicForge.Api.Database;
using CivicForge.Api.Quests;
using CivicForge.Api.Tests.Harness;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace CivicForge.Api.Tests.Attestations;

/// <summary>A plan is made once a connection, perhaps while the tables are empty, and kept: it must be the one for full
/// tables.</summary>
public sealed class KeyedPlanTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    public static TheoryData<string> Statements =>
        [AttestedQuest.LockedRows, QuestFactsReader.Attestations, AttestedQuest.Timelines, AttestedQuest.Files];

    [Fact]
    public async Task A_completed_quest_is_moved_by_its_key_also_while_the_tables_are_empty()
    {
        await using var connection = await fixture
            .Host.Services.GetRequiredService<KeyedDatabase>()
            .OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var explain = new NpgsqlCommand("EXPLAIN " + QuestCommands.Move, connection);
        explain.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [Guid.CreateVersion7()] });
        explain.Parameters.Add(new NpgsqlParameter<DateTime[]> { TypedValue = [DateTime.UnixEpoch] });
        explain.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = [1] });
        var plan = new List<string>();
        await using (var reader = await explain.ExecuteReaderAsync(TestContext.Current.CancellationToken))
        {
            while (await reader.ReadAsync(TestContext.Current.CancellationToken))
            {
                plan.Add(reader.GetString(0));
            }
        }
        plan.ShouldContain(
            line => line.Contains("Index Scan using pk_quests", StringComparison.Ordinal),
            string.Join('\n', plan)
        );
    }

    [Theory]
    [MemberData(nameof(Statements), DisableDiscoveryEnumeration = true)]
    public async Task No_statement_of_the_hot_path_scans_a_table_not_even_an_empty_one(string sql)
    {
        await using var connection = await fixture
            .Host.Services.GetRequiredService<KeyedDatabase>()
            .OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var explain = new NpgsqlCommand("EXPLAIN " + sql, connection);
        explain.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [Guid.CreateVersion7()] });
        var plan = new List<string>();
        await using (var reader = await explain.ExecuteReaderAsync(TestContext.Current.CancellationToken))
        {
            while (await reader.ReadAsync(TestContext.Current.CancellationToken))
            {
                plan.Add(reader.GetString(0));
            }
        }
        plan.ShouldNotBeEmpty();
        plan.ShouldAllBe(line => !line.Contains("Seq Scan", StringComparison.Ordinal), string.Join('\n', plan));
    }
}
