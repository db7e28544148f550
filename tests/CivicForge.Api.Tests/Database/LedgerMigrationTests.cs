using CivicForge.Api.Database;
using CivicForge.Sandbox.Postgres;
using Dapper;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;

namespace CivicForge.Api.Tests.Database;

public sealed class LedgerMigrationTests(TestDatabases databases)
{
    private const string Before = "20261127002024_RecordGrantsAndClosing", After = "20261127002600_OneLedgerRow";

    [Fact]
    public async Task Three_lines_of_a_completion_become_one_and_rewards_learn_their_batch()
    {
        await using var database = await databases.CreateAsync();
        await using var context = new CivicDbContext(new DbContextOptionsBuilder<CivicDbContext>().UseNpgsql(database.ConnectionString, MigrateSchema.Configure).Options);
        var migrator = context.GetService<IMigrator>();
        await migrator.MigrateAsync(Before);
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.ExecuteAsync("""
            SET session_replication_role = replica;
            INSERT INTO civic.completions (quest_id, creator, performer, work_hash, title_hash, outcome, xp, reputation, completed_at, creator_signature, creator_kind, creator_deadline,
              performer_signature, performer_kind, performer_deadline, signatures_hash, leaf, anchor_by, seal, position, tree_index)
            SELECT '01950c3e-7a2b-7c4d-8e5f-000000000001', decode(repeat('11', 20), 'hex'), decode(repeat('22', 20), 'hex'), h, h, 'done', 100, 10, 1790000000, h, 'ecdsa', 1800000000, h, 'ecdsa', 1800000000, h, h, 1790003600, 7, 0, 0
            FROM (SELECT sha256('x') AS h) h;
            INSERT INTO civic.reward_relays (quest_id, performer, state, is_contract_signed, tries, next_at, fence) SELECT quest_id, performer, 'waiting', false, 0, now(), 1 FROM civic.completions;
            INSERT INTO civic.point_entries (member, kind, amount, reason, quest_id, at)
            SELECT m.address, v.kind, v.amount, v.reason, CASE WHEN v.of_quest THEN '01950c3e-7a2b-7c4d-8e5f-000000000001'::uuid END, now()
            FROM (SELECT decode(repeat('22', 20), 'hex') AS address) m,
              (VALUES ('creation', 10, 'sign-up', false), ('creation', 1, 'gift', false), ('creation', 1, 'gift', false),
                ('creation', 2, 'completion', true), ('xp', 100, 'completion', true), ('reputation', 10, 'completion', true), ('creation', -1, 'quest-cost', true)) v (kind, amount, reason, of_quest)
            """);

        await migrator.MigrateAsync(After);

        (await connection.QueryAsync<(string, int, int, int)>("SELECT reason, creation, xp, reputation FROM civic.point_entries ORDER BY id"))
            .ShouldBe([("sign-up", 10, 0, 0), ("gift", 1, 0, 0), ("gift", 1, 0, 0), ("completion", 2, 100, 10), ("quest-cost", -1, 0, 0)]);
        (await connection.QuerySingleAsync<long>("SELECT seal FROM civic.reward_relays")).ShouldBe(7);
    }
}
