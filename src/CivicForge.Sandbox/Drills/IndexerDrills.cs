namespace CivicForge.Sandbox.Drills;

/// <summary>What goes wrong with the indexer.</summary>
internal static class IndexerDrills
{
    /// <summary>Of the final block; done twice, it is the old one again.</summary>
    private const string OtherHash = "set_byte(finalized_hash, 0, 255 - get_byte(finalized_hash, 0))";

    public static IReadOnlyList<AlertDrill> All { get; } =
    [
        new("IndexerFindings", "a log is stored that the chain does not know, and final blocks are read again")
        {
            BreakAsync = async (scene, token) =>
            {
                await scene.SignAsync(TimeSpan.FromSeconds(30), token);
                await scene.SqlAsync(
                    """
                    INSERT INTO chain.logs
                      (block_hash, log_index, block_number, transaction_hash, contract, topics, data, event)
                    SELECT block_hash, 4711, block_number, transaction_hash, contract, topics, data, NULL
                    FROM chain.logs, chain.cursors WHERE block_number <= finalized_number
                    ORDER BY block_number DESC LIMIT 1;
                    UPDATE chain.cursors SET reread_number = start_block - 1;
                    """,
                    token
                );
            },
            MendAsync = (scene, token) => scene.SqlAsync("DELETE FROM chain.logs WHERE log_index = 4711", token),
        },
        new("IndexerStale", "the indexer's user is locked out of PostgreSQL")
        {
            BreakAsync = (scene, token) => scene.LockOutAsync("civic_indexer", token),
            MendAsync = (scene, token) => scene.LetInAsync("civic_indexer", token),
        },
        new("IndexerBehind", "the indexer may not store blocks, and 150 are mined")
        {
            BreakAsync = async (scene, token) =>
            {
                await scene.SqlAsync("REVOKE INSERT ON chain.blocks FROM civic_indexer", token);
                await scene.Node.RequestAsync("anvil_mine", ["0x96"], token);
            },
            MendAsync = (scene, token) => scene.SqlAsync("GRANT INSERT ON chain.blocks TO civic_indexer", token),
        },
        new("IndexerHalted", "the newest final block is remembered as another one than the node has")
        {
            BreakAsync = async (scene, token) =>
            {
                await scene.SignAsync(TimeSpan.FromSeconds(30), token); // then all is final, and no block follows
                await scene.SqlAsync($"UPDATE chain.cursors SET finalized_hash = {OtherHash}", token);
            },
            MendAsync = (scene, token) =>
                scene.SqlAsync(
                    $"UPDATE chain.cursors SET finalized_hash = {OtherHash}, halted_reason = NULL, halted_at = NULL",
                    token
                ),
        },
    ];
}
