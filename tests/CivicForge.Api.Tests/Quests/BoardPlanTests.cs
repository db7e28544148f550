using CivicForge.Api.Quests;
using CivicForge.Api.Tests.Harness;
using Dapper;

namespace CivicForge.Api.Tests.Quests;

/// <summary>On many rows, every page of the board is an index scan that stops at its limit.</summary>
public sealed class BoardPlanTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private const int Quests = 50_000;
    private readonly ApiHost _host = fixture.Host;

    [Fact]
    public async Task No_sort_and_no_filter_reads_the_whole_table()
    {
        using var creator = await _host.MemberAsync();
        await FillAsync(creator);
        foreach (var sort in QuestSort.All)
        {
            await IndexedAsync($"ORDER BY {sort.Order}");
            await IndexedAsync($"WHERE q.status = 'OPEN' ORDER BY {sort.Order}");
        }

        await IndexedAsync("WHERE q.search @@ to_tsquery('simple', '''oak4711'':*') ORDER BY q.id DESC");
        await IndexedAsync("WHERE q.tags @> ARRAY['tag-4711'] ORDER BY q.id DESC");
        await IndexedAsync("WHERE q.performer = '\\x0000000000000000000000000000000000000001' ORDER BY q.id DESC");
        (await creator.GetAsync("/quests?sort=xp-high&limit=100"))["items"].GetArrayLength().ShouldBe(100);
    }

    private async Task IndexedAsync(string clauses)
    {
        await using var connection = await _host.Owner.OpenConnectionAsync();
        var plan = string.Join('\n', await connection.QueryAsync<string>($"EXPLAIN SELECT q.* FROM civic.quests q {clauses} LIMIT 21"));
        plan.ShouldContain("Index", Case.Sensitive, clauses + "\n" + plan);
        plan.ShouldNotContain("Seq Scan", Case.Sensitive, clauses + "\n" + plan);
    }

    private Task FillAsync(ApiClient creator) => _host.ExecuteAsync(
        """
        INSERT INTO civic.quests (id, creator, status, visibility, title, title_hash, description, category, tags, reward_xp, reward_reputation, evidence_required, due_at, charged, submission_evidence, created_at, updated_at, version)
        SELECT gen_random_uuid(), @creator, 'OPEN', 'public', 'Plant oak' || i, decode(repeat('00', 32), 'hex'), 'Dig, plant and water.', 'general', ARRAY['tag-' || i], 10 + i % 900, 1 + i % 100, false,
               CASE WHEN i % 3 > 0 THEN clock_timestamp() + i * interval '1 minute' END, 1, '', clock_timestamp(), clock_timestamp(), 1
        FROM generate_series(1, @count) i;
        ANALYZE civic.quests
        """,
        new { creator = creator.Address.ToArray(), count = Quests });
}
