using CivicForge.Sandbox.Postgres;
using Dapper;

namespace CivicForge.Api.Tests.Database;

public sealed class RelayListMigrationTests(TestDatabases databases)
{
    private const string Before = "20261125042114_RelayBudgetsAndRechecks",
        After = "20261125045005_ListsByIndexAlone";

    [Fact]
    public async Task Rewards_that_a_contract_wallet_signed_go_first_also_when_they_were_sealed_before()
    {
        await using var database = await OldDatabase.CreateAsync(
            databases,
            Before,
            """
            INSERT INTO civic.completions (quest_id, creator, performer, work_hash, title_hash, outcome, xp,
                reputation, completed_at, creator_signature, creator_kind, creator_deadline,
              performer_signature, performer_kind, performer_deadline, signatures_hash, leaf, anchor_by)
            SELECT ('01950c3e-7a2b-7c4d-8e5f-00000000000' || n)::uuid, decode(repeat('11', 20), 'hex'),
                decode(repeat('22', 20), 'hex'), h, h, 'done', 100, 10, 1790000000, h, creator, 1800000000, h,
                    performer, 1800000000, h, h, 1790003600
            FROM (VALUES (1, 'ecdsa', 'ecdsa'), (2, 'erc1271', 'ecdsa'), (3, 'ecdsa', 'erc6492')) v (n, creator,
                performer), (SELECT sha256('x') AS h) h;
            INSERT INTO civic.reward_relays (quest_id, state, tries, next_at, fence)
            SELECT quest_id, 'waiting', 0, now(), 1 FROM civic.completions
            """
        );

        await database.MigrateAsync(After);

        (
            await database.Rows.QueryAsync<bool>("SELECT is_contract_signed FROM civic.reward_relays ORDER BY quest_id")
        ).ShouldBe([false, true, true]);
    }
}
