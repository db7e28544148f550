using CivicForge.Api.Tests.Harness;
using CivicForge.Sandbox.Postgres;

namespace CivicForge.Api.Tests.Anchoring;

/// <summary>A43: the line to the database breaks at every commit of an anchor's life, with the commit lost or with only
/// its answer lost.</summary>
public sealed class DatabaseFaultTests(TestDatabases databases) : AnchorerTest(databases)
{
    private const int MostCommits = 30;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A43_A_database_that_dies_at_any_commit_loses_nothing_and_doubles_nothing(bool serverCommits)
    {
        await using var line = new FaultyDatabaseWire(Database.ConnectionStringFor("civic_anchorer"))
        {
            ServerCommits = serverCommits,
        };
        var anchorer = StartOver(
            null,
            settings: [("ConnectionStrings:Civic", line.ConnectionString), ("Transactions:BumpAfter", "01:00:00")]
        );
        var commit = 0;
        int broken;
        do
        {
            broken = line.Broken;
            await Pairs.CompleteAsync(1);
            line.BreakAtCommit(++commit);
            for (var tick = 0; tick < 3; tick++)
            {
                await anchorer.EdgeAsync();
                await Chain.MineAsync(2);
            }
        } while (line.Broken > broken && commit < MostCommits);

        line.Broken.ShouldBeGreaterThan(8, "an anchor's life has at least that many commits");
        line.BreakAtCommit(-1);
        for (var tick = 0; tick < 4; tick++)
        {
            await anchorer.EdgeAsync();
            await Chain.FinalizeAsync();
        }

        await ExactlyOnceAsync((int)await ScalarAsync<long>("SELECT count(*) FROM civic.batches"));
        (
            await ScalarAsync<long>(
                "SELECT count(*) FROM civic.transactions WHERE state NOT IN ('finalized', 'cancelled')"
            )
        ).ShouldBe(0);
        await AuditIsCleanAsync(anchorer);
    }
}
