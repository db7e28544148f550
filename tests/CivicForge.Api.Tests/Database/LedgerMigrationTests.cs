using CivicForge.Api.Tests.Harness;
using CivicForge.Sandbox;
using CivicForge.Sandbox.Postgres;
using Dapper;
using Npgsql;

namespace CivicForge.Api.Tests.Database;

/// <summary>From names without grants, closing and batches of rewards, and a ledger of a line for each currency, to
/// today.</summary>
public sealed class LedgerMigrationTests(TestDatabases databases) : IAsyncLifetime
{
    private const string Before = "20261126231530_NameWords";

    private const string Rows = """
        CREATE TEMP TABLE m AS SELECT decode(repeat('11', 20), 'hex') AS creator,
            decode(repeat('22', 20), 'hex') AS performer,
                sha256('x') AS h, '01950c3e-7a2b-7c4d-8e5f-000000000001'::uuid AS quest;
        INSERT INTO civic.members (address, display_name, created_at) SELECT creator, 'Maya', now() FROM m
        UNION ALL SELECT performer, NULL, now() FROM m;
        INSERT INTO civic.quests (id, creator, performer, status, visibility, title, title_hash, description,
            category, tags, reward_xp, reward_reputation, evidence_required, charged, claimed_at,
          submission_text, submission_evidence, salt, work_hash, submitted_at, deadline, completed_at, created_at,
              updated_at, version)
        SELECT quest, creator, performer, 'COMPLETE', 'public', 'Plant young oaks',
            h, 'Dig, carry and water.', 'civic', '{}', 100, 10, false, 1, now(), 'All is planted.', '', h, h, now(),
                1800000000, 1790000000, now(), now(), 5 FROM m;
        INSERT INTO civic.completions (quest_id, creator, performer, work_hash, title_hash, outcome, xp, reputation,
            completed_at, creator_signature, creator_kind, creator_deadline,
          performer_signature, performer_kind, performer_deadline, signatures_hash, leaf, anchor_by, seal, position,
              tree_index)
        SELECT quest, creator, performer, h, h, 'done', 100, 10, 1790000000, h, 'ecdsa', 1800000000, h, 'ecdsa',
            1800000000, h, h, 1790003600, 7, 0, 0 FROM m;
        INSERT INTO civic.reward_relays (quest_id, performer, state, is_contract_signed, tries, next_at, fence)
        SELECT quest, performer, 'waiting', false, 0, now(), 1 FROM m;
        INSERT INTO civic.operator_commands (kind, requested_by, requested_at, done_at, result, fence)
        SELECT v.kind, creator, now(), v.done_at, v.result, v.fence
        FROM m, (VALUES ('pause-anchoring', now(), 'paused', 1), ('run-anchoring', NULL, NULL, NULL)) v (kind,
            done_at, result, fence);
        INSERT INTO civic.point_entries (member, kind, amount, reason, quest_id, at)
        SELECT performer, v.kind, v.amount, v.reason, CASE WHEN v.of_quest THEN quest END, now() FROM m,
          (VALUES ('creation', 10, 'sign-up', false), ('creation', 1, 'gift', false), ('creation', 1, 'gift', false),
            ('creation', 2, 'completion', true), ('xp', 100, 'completion', true), ('reputation', 10, 'completion',
                true), ('creation', -1, 'quest-cost', true)) v (kind, amount, reason, of_quest)
        """;

    private OldDatabase _database = null!;

    public async ValueTask InitializeAsync() => _database = await OldDatabase.CreateAsync(databases, Before, Rows);

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task Three_lines_of_a_completion_become_one_rewards_learn_their_batch_and_commands_stay()
    {
        await CivicTemplate.MigrateAsync(_database.ConnectionString, default);
        await ShouldBeMigratedAsync();
        await Should.ThrowAsync<PostgresException>(() =>
            _database.Rows.ExecuteAsync("UPDATE civic.point_entries SET xp = 1")
        );
    }

    [Fact]
    public async Task A_run_that_is_killed_half_way_is_made_good_by_the_next_and_one_more_changes_nothing()
    {
        await using (var reader = new NpgsqlConnection(_database.ConnectionString))
        {
            await reader.OpenAsync();
            await using var reading = await reader.BeginTransactionAsync();
            await reader.ExecuteAsync("SELECT FROM civic.point_entries"); // keeps the ledger from being altered
            var killed = CivicTemplate.MigrateAsync(_database.ConnectionString, default);
            await Eventually.TrueAsync(
                async () =>
                    await _database.Rows.ExecuteScalarAsync<bool>(
                        "SELECT coalesce(bool_or(pg_terminate_backend(pid)), false) FROM pg_stat_activity "
                            + "WHERE datname = current_database() AND wait_event_type = 'Lock' "
                            + "AND query LIKE '%point_entries%'"
                    ),
                "the migration to wait for the ledger"
            );
            await Should.ThrowAsync<Exception>(killed);
        }

        (await _database.Rows.ExecuteScalarAsync<long>("SELECT sum(amount) FROM civic.point_entries")).ShouldBe(
            123,
            "nothing of the ledger is lost, and nothing is half changed"
        );
        await CivicTemplate.MigrateAsync(_database.ConnectionString, default);
        await ShouldBeMigratedAsync();
        var rows = await AllAsync();
        await CivicTemplate.MigrateAsync(_database.ConnectionString, default);
        (await AllAsync()).ShouldBe(rows);
    }

    private async Task ShouldBeMigratedAsync()
    {
        (
            await _database.Rows.QueryAsync<(string, int, int, int)>(
                "SELECT reason, creation, xp, reputation FROM civic.point_entries ORDER BY id"
            )
        ).ShouldBe([
            ("sign-up", 10, 0, 0),
            ("gift", 1, 0, 0),
            ("gift", 1, 0, 0),
            ("completion", 2, 100, 10),
            ("quest-cost", -1, 0, 0),
        ]);
        (await _database.Rows.QuerySingleAsync<long>("SELECT seal FROM civic.reward_relays")).ShouldBe(7);
        (await _database.Rows.QuerySingleAsync<bool>("SELECT closed_at IS NULL FROM civic.quests")).ShouldBeTrue();
        (
            await _database.Rows.QueryAsync<(string, string?, string?)>(
                "SELECT kind, result, note FROM civic.operator_commands ORDER BY id"
            )
        ).ShouldBe([("pause-anchoring", "paused", null), ("run-anchoring", null, null)]);
        (
            await _database.Rows.QueryAsync<long>(
                "SELECT count(*) FROM civic.quest_words UNION ALL SELECT count(*) FROM civic.member_words"
            )
        ).ShouldBe([1, 1], "texts and names of before are found");
    }

    /// <summary>Every row with the transaction that wrote it.</summary>
    private async Task<List<string>> AllAsync() =>
        (
            await _database.Rows.QueryAsync<string>(
                """
                SELECT xmin || e::text FROM civic.point_entries e UNION ALL SELECT xmin || r::text
                FROM civic.reward_relays r
                UNION ALL SELECT xmin || c::text FROM civic.operator_commands c
                UNION ALL SELECT xmin || q::text FROM civic.quests q UNION ALL SELECT xmin || w::text
                FROM civic.member_words w UNION ALL SELECT xmin || w::text FROM civic.quest_words w ORDER BY 1
                """
            )
        ).AsList();
}
