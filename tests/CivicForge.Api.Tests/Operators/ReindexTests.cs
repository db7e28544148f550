using CivicForge.Api.Tests.Harness;
using CivicForge.Sandbox.Postgres;

namespace CivicForge.Api.Tests.Operators;

/// <summary>The operator's command that reaches from role api over the anchorer to the indexer.</summary>
public sealed class ReindexTests(TestDatabases databases) : AnchorerTest(databases)
{
    [Fact]
    public async Task The_indexer_reads_everything_again_and_reports_what_somebody_changed()
    {
        await Pairs.CompleteAsync(1);
        var anchorer = await StartAsync();
        await anchorer.TickAsync();
        await Chain.FinalizeAsync();
        var indexer = await StartIndexerAsync();
        await indexer.CatchUpAsync();
        await RereadAsync();
        await ExecuteAsync("UPDATE chain.logs SET data = '\\x00' WHERE event = 'BatchAnchored'");

        await AskAsync();
        await anchorer.TickAsync();

        await RereadAsync();
        (await ResultsAsync()).ShouldBe(["reading again from block 0"]);
        (await QueryAsync<string>("SELECT kind FROM chain.finding_log")).ShouldBe(["log-differs"]);
    }

    [Fact]
    public async Task Without_an_indexer_it_is_refused()
    {
        var anchorer = await StartAsync();
        await AskAsync();
        await anchorer.TickAsync();
        (await ResultsAsync()).ShouldBe(["refused: the indexer has never started"]);
    }

    private Task AskAsync() =>
        ExecuteAsync(
            "INSERT INTO civic.operator_commands (kind, requested_by, requested_at) VALUES ('reindex', @by, now())",
            new { by = CompletedPairs.CreatorAddress.ToArray() }
        );

    private Task<IReadOnlyList<string>> ResultsAsync() =>
        QueryAsync<string>("SELECT result FROM civic.operator_commands");

    private Task RereadAsync() =>
        Eventually.TrueAsync(
            () => ScalarAsync<bool>("SELECT reread_number = finalized_number FROM chain.status"),
            "the second pass did not reach the final block"
        );
}
