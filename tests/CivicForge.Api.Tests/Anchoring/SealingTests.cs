using CivicForge.Api.Tests.Harness;
using CivicForge.Chain;
using CivicForge.Chain.Merkle;
using CivicForge.Sandbox.Postgres;

namespace CivicForge.Api.Tests.Anchoring;

/// <summary>Sealing (A47): every pair into exactly one batch, in (completedAt, questId) order.</summary>
public sealed class SealingTests(TestDatabases databases) : AnchorerTest(databases)
{
    [Fact]
    public async Task An_empty_tick_writes_nothing()
    {
        var anchorer = await StartAsync();
        await anchorer.TickAsync();
        (
            await ScalarAsync<long>(
                "SELECT (SELECT count(*) FROM civic.batches) + (SELECT count(*) FROM civic.transactions)"
            )
        ).ShouldBe(0);
    }

    [Fact]
    public async Task A_pair_waits_for_its_age_or_for_company()
    {
        var anchorer = await StartAsync(("Anchoring:MaxAge", "01:00:00"), ("Anchoring:MinSize", "3"));
        await Pairs.CompleteAsync(2);
        (await anchorer.Sealing.RunAsync(force: false, default)).ShouldBeNull();
        await Pairs.CompleteAsync(1);
        (await anchorer.Sealing.RunAsync(force: false, default)).ShouldNotBeNull().LeafCount.ShouldBe(3);
        await Pairs.CompleteAsync(1);
        (await anchorer.Sealing.RunAsync(force: false, default)).ShouldBeNull();
        (await anchorer.Sealing.RunAsync(force: true, default)).ShouldNotBeNull().LeafCount.ShouldBe(1);
    }

    [Fact]
    public async Task A_batch_holds_its_limit_and_the_rest_goes_into_the_next()
    {
        await Pairs.CompleteAsync(5);
        var anchorer = await StartAsync(("Anchoring:MaxBatch", "2"));
        for (var i = 0; i < 8; i++)
        {
            await anchorer.TickAsync();
        }
        (await QueryAsync<int>("SELECT leaf_count FROM civic.batches ORDER BY seal")).ShouldBe([2, 2, 1]);
        (
            await QueryAsync<long>(
                "SELECT batch_id FROM civic.transactions WHERE state IN ('confirmed', 'finalized') ORDER BY seal"
            )
        ).ShouldBe([1, 2, 3]);
        await ExactlyOnceAsync(3);
    }

    [Fact]
    public async Task The_stored_tree_is_the_one_OpenZeppelin_would_build_and_proofs_read_from_it_verify()
    {
        await Pairs.CompleteAsync(7);
        var anchorer = await StartAsync();
        var batch = (await anchorer.Sealing.RunAsync(force: false, default)).ShouldNotBeNull();

        var pairs = await QueryAsync<(byte[] Leaf, int Position, int TreeIndex)>(
            "SELECT leaf, position, tree_index FROM civic.completions ORDER BY completed_at, quest_id"
        );
        pairs.Select(p => p.Position).ShouldBe(Enumerable.Range(0, 7));
        var tree = StandardMerkleTree.Build(pairs.Select(p => new Hash32(p.Leaf)).ToArray());
        batch.Root.ShouldBe(tree.Root);
        batch.Tree.ShouldBe(tree.NodeBytes.ToArray());
        foreach (var (leaf, _, treeIndex) in pairs)
        {
            var proof = new List<Hash32>();
            foreach (var index in StandardMerkleTree.ProofIndices(treeIndex))
            {
                proof.Add(
                    new Hash32(
                        await ScalarAsync<byte[]>(
                            "SELECT substring(tree FROM @at FOR 32) FROM civic.batches",
                            new { at = 32 * index + 1 }
                        )
                    )
                );
            }
            MerkleProof.Verify(batch.Root, new Hash32(leaf), proof).ShouldBeTrue();
        }
    }

    [Fact]
    public async Task Pairs_that_complete_while_batches_are_sealed_get_into_exactly_one()
    {
        var anchorer = await StartAsync();
        var completing = Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Pairs.CompleteAsync(10)));
        while (!completing.IsCompleted)
        {
            await anchorer.Sealing.RunAsync(force: true, default);
        }
        await completing;
        await anchorer.Sealing.RunAsync(force: true, default);

        (await ScalarAsync<long>("SELECT count(*) FROM civic.completions WHERE seal IS NULL")).ShouldBe(0);
        (await ScalarAsync<long>("SELECT sum(leaf_count) FROM civic.batches")).ShouldBe(40);
        (
            await ScalarAsync<long>(
                "SELECT count(*) FROM civic.batches b WHERE leaf_count <> (SELECT count(*) "
                    + "FROM civic.completions c WHERE c.seal = b.seal)"
            )
        ).ShouldBe(0);
    }

    [Fact]
    public async Task While_paused_nothing_new_is_sealed_or_sent_and_a_run_command_seals_at_once()
    {
        var anchorer = await StartAsync(("Anchoring:MaxAge", "01:00:00"));
        await CommandAsync("pause-anchoring");
        await Pairs.CompleteAsync(1);
        await CommandAsync("run-anchoring");
        await anchorer.TickAsync();
        (await ScalarAsync<long>("SELECT count(*) FROM civic.batches")).ShouldBe(0);

        await CommandAsync("resume-anchoring");
        await anchorer.TickAsync();
        (await ScalarAsync<long>("SELECT count(*) FROM civic.batches")).ShouldBe(0, "the pair is young");
        await CommandAsync("run-anchoring");
        await anchorer.TickAsync();
        await anchorer.TickAsync();
        await ExactlyOnceAsync(1);
        (await QueryAsync<string>("SELECT result FROM civic.operator_commands ORDER BY id")).ShouldBe([
            "paused",
            "ran",
            "resumed",
            "ran",
        ]);
    }

    private Task CommandAsync(string kind) =>
        ExecuteAsync(
            "INSERT INTO civic.operator_commands (kind, requested_by, requested_at) VALUES (@kind, @by, now())",
            new { kind, by = CompletedPairs.CreatorAddress.ToArray() }
        );
}
