using CivicForge.Chain;
using CivicForge.Indexer.Events;
using CivicForge.Indexer.Following;
using Dapper;
using Npgsql;

namespace CivicForge.Indexer.Storing;

/// <summary>The steps that change the rows, each one transaction under the lease; and the reads that decide the next
/// one.</summary>
internal sealed class ChainStore(
    NpgsqlDataSource database,
    CursorLease lease,
    FollowedContracts contracts,
    Findings findings
)
{
    /// <summary>How far the rows go, with the holes of contracts that were registered late.</summary>
    internal async Task<Position> PositionAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var c = await connection.QuerySingleAsync<CursorRow>(
            new CommandDefinition(
                """
                SELECT start_block AS "StartBlock", number, hash, finalized_number AS "FinalizedNumber",
                    finalized_hash AS "FinalizedHash", genesis_hash AS "GenesisHash", halted_reason AS "HaltedReason"
                FROM chain.cursors
                """,
                cancellationToken: cancellationToken
            )
        );
        var holes = await connection.QueryAsync<(byte[] Contract, long From, long To)>(
            new CommandDefinition(
                """
                SELECT c.contract, lower(hole), upper(hole) - 1
                FROM chain.coverage c, chain.cursors k,
                    unnest(int8multirange(int8range(k.start_block,
                        coalesce(k.finalized_number, k.start_block - 1), '[]')) - c.blocks) hole
                WHERE c.contract = ANY(@followed) AND k.finalized_number >= k.start_block
                ORDER BY lower(hole), c.contract
                """,
                new { followed = contracts.Addresses.Select(a => a.ToArray()).ToArray() },
                cancellationToken: cancellationToken
            )
        );
        return new Position(
            c.StartBlock,
            c.Hash is { } hash ? new(c.Number, new Hash32(hash)) : null,
            c.FinalizedNumber is { } final ? new(final, new Hash32(c.FinalizedHash)) : null,
            c.HaltedReason,
            [.. holes.Select(h => new Hole(new Address(h.Contract), h.From, h.To))],
            new Hash32(c.GenesisHash)
        );
    }

    /// <summary>Hash of our canonical block, null when none is stored under that number.</summary>
    internal async Task<Hash32?> CanonicalHashAsync(long number, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var hash = await connection.ExecuteScalarAsync<byte[]?>(
            new CommandDefinition(
                "SELECT hash FROM chain.blocks WHERE canonical AND number = @number",
                new { number },
                cancellationToken: cancellationToken
            )
        );
        return hash is null ? null : new Hash32(hash);
    }

    /// <summary>Hashes of our canonical blocks from this number on: the provisional ones, when it is the last final
    /// number.</summary>
    internal async Task<Dictionary<long, Hash32>> CanonicalHashesAsync(long from, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = await connection.QueryAsync<(long Number, byte[] Hash)>(
            new CommandDefinition(
                "SELECT number, hash FROM chain.blocks WHERE canonical AND number >= @from",
                new { from },
                cancellationToken: cancellationToken
            )
        );
        return rows.ToDictionary(r => r.Number, r => new Hash32(r.Hash));
    }

    /// <summary>Stores the blocks up to and with <paramref name="last"/>, moves the cursor there, and finality as far
    /// as it goes.</summary>
    internal async Task<int> AppendAsync(
        long fence,
        long from,
        IReadOnlyList<IndexedBlock> blocks,
        BlockRef last,
        BlockRef? final,
        BlockRef head,
        CancellationToken cancellationToken
    )
    {
        var stored = await StepAsync(
            fence,
            async connection =>
            {
                var (blockRows, logRows) = await BlockWriter.WriteAsync(connection, blocks, cancellationToken);
                await findings.AddWeakAsync(connection, blocks, cancellationToken);
                await CoverAsync(connection, contracts.Addresses, from, last.Number, cancellationToken);
                var moved = await connection.ExecuteAsync(
                    new CommandDefinition(
                        """
                        UPDATE chain.cursors SET number = @number, hash = @hash, head_number = greatest(@head, @number),
                            blocks_written = blocks_written + @blockRows,
                            logs_written = logs_written + @logRows, updated_at = clock_timestamp()
                        WHERE number = @from - 1
                        """,
                        new
                        {
                            number = last.Number,
                            hash = last.Hash.ToArray(),
                            head = head.Number,
                            blockRows,
                            logRows,
                            from,
                        },
                        cancellationToken: cancellationToken
                    )
                );
                if (moved != 1)
                {
                    throw new InvalidOperationException(
                        $"The cursor does not stand at block {from - 1}; blocks {from} to {last.Number} were "
                            + "not written."
                    );
                }
                await FinalizeAsync(connection, final, cancellationToken);
                return (logRows, true);
            },
            cancellationToken
        );
        EventTraces.Mark(blocks);
        return stored;
    }

    /// <summary>Stores final blocks below the cursor for a contract that was registered late. The cursor
    /// stays.</summary>
    internal Task<int> FillAsync(
        long fence,
        long from,
        long to,
        IReadOnlyList<IndexedBlock> blocks,
        Address contract,
        CancellationToken cancellationToken
    ) =>
        StepAsync(
            fence,
            async connection =>
            {
                var written = await BlockWriter.WriteAsync(connection, blocks, cancellationToken);
                await findings.AddWeakAsync(connection, blocks, cancellationToken);
                await CountAsync(connection, written, cancellationToken);
                await CoverAsync(connection, [contract], from, to, cancellationToken);
                return (written.Logs, true);
            },
            cancellationToken
        );

    /// <summary>Leaves the fork: everything above the ancestor is no longer canonical, and the reorganisation is noted.
    /// Nothing is deleted. Running it twice changes nothing more.</summary>
    /// <param name="fence">From the lease.</param>
    /// <param name="ancestor">Last block that both forks hold; null when they differ from the start block on.</param>
    /// <param name="cancellationToken">Rolls back.</param>
    /// <returns>Blocks flipped.</returns>
    internal Task<int> RewindAsync(long fence, BlockRef? ancestor, CancellationToken cancellationToken) =>
        StepAsync(
            fence,
            async connection =>
            {
                var flipped = await connection.ExecuteAsync(
                    new CommandDefinition(
                        """
                        UPDATE chain.blocks SET canonical = false FROM chain.cursors c
                        WHERE canonical AND blocks.number > coalesce(@number, c.start_block - 1)
                        """,
                        new { number = ancestor?.Number },
                        cancellationToken: cancellationToken
                    )
                );
                await connection.ExecuteAsync(
                    new CommandDefinition(
                        """
                        INSERT INTO chain.reorgs (from_number, from_hash, ancestor_number, ancestor_hash, blocks)
                        SELECT c.number, c.hash, @number, @hash, @flipped FROM chain.cursors c WHERE @flipped > 0;
                        UPDATE chain.coverage SET blocks = coverage.blocks
                          - int8multirange(int8range(coalesce(@number + 1, c.start_block), NULL))
                        FROM chain.cursors c;
                        UPDATE chain.cursors SET number = coalesce(@number, start_block - 1), hash = @hash,
                            updated_at = clock_timestamp();
                        """,
                        new
                        {
                            number = ancestor?.Number,
                            hash = ancestor?.Hash.ToArray(),
                            flipped,
                        },
                        cancellationToken: cancellationToken
                    )
                );
                return (flipped, true);
            },
            cancellationToken
        );

    /// <summary>Notes the head and moves finality when there is no block to store.</summary>
    internal Task<bool> AdvanceAsync(long fence, BlockRef head, BlockRef? final, CancellationToken cancellationToken) =>
        StepAsync(
            fence,
            async connection =>
            {
                await connection.ExecuteAsync(
                    new CommandDefinition(
                        "UPDATE chain.cursors SET head_number = @head, updated_at = clock_timestamp()",
                        new { head = head.Number },
                        cancellationToken: cancellationToken
                    )
                );
                var moved = await FinalizeAsync(connection, final, cancellationToken);
                return (moved, moved);
            },
            cancellationToken
        );

    /// <summary>Latches the halt. The first reason stays.</summary>
    internal Task<bool> HaltAsync(long fence, string reason, CancellationToken cancellationToken) =>
        StepAsync(
            fence,
            async connection =>
            {
                var latched = await connection.ExecuteAsync(
                    new CommandDefinition(
                        "UPDATE chain.cursors SET halted_reason = @reason, halted_at = clock_timestamp(), "
                            + "updated_at = clock_timestamp() WHERE halted_reason IS NULL",
                        new { reason },
                        cancellationToken: cancellationToken
                    )
                );
                return (latched == 1, latched == 1);
            },
            cancellationToken
        );

    /// <summary>Any other step under the lease, see <see cref="SecondPass"/> and <see cref="StateAudit"/>.</summary>
    internal async Task<T> StepAsync<T>(
        long fence,
        Func<NpgsqlConnection, Task<(T Result, bool Changed)>> work,
        CancellationToken cancellationToken
    )
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await lease.BeginAsync(connection, fence, cancellationToken);
        var (result, changed) = await work(connection);
        if (changed)
        {
            await connection.ExecuteAsync(
                new CommandDefinition("notify chain_changed", cancellationToken: cancellationToken)
            );
        }
        await transaction.CommitAsync(cancellationToken);
        return result;
    }

    internal static Task CountAsync(
        NpgsqlConnection connection,
        (int Blocks, int Logs) written,
        CancellationToken cancellationToken
    ) =>
        connection.ExecuteAsync(
            new CommandDefinition(
                "UPDATE chain.cursors SET blocks_written = blocks_written + @Blocks, logs_written = logs_written + "
                    + "@Logs, updated_at = clock_timestamp()",
                new { written.Blocks, written.Logs },
                cancellationToken: cancellationToken
            )
        );

    private static Task CoverAsync(
        NpgsqlConnection connection,
        IReadOnlyList<Address> contracts,
        long from,
        long to,
        CancellationToken cancellationToken
    ) =>
        connection.ExecuteAsync(
            new CommandDefinition(
                "UPDATE chain.coverage SET blocks = blocks + int8multirange(int8range(@from, @to, '[]')) "
                    + "WHERE contract = ANY(@contracts)",
                new
                {
                    from,
                    to,
                    contracts = contracts.Select(a => a.ToArray()).ToArray(),
                },
                cancellationToken: cancellationToken
            )
        );

    /// <summary>
    /// Finality moves forward only, never past the cursor, and only onto a block that we hold as canonical under the
    /// very hash the node called final.
    /// </summary>
    private static async Task<bool> FinalizeAsync(
        NpgsqlConnection connection,
        BlockRef? final,
        CancellationToken cancellationToken
    ) =>
        final is { } block
        && await connection.ExecuteAsync(
            new CommandDefinition(
                """
                UPDATE chain.cursors c
                SET finalized_number = b.number, finalized_hash = b.hash, updated_at = clock_timestamp()
                FROM chain.blocks b
                WHERE b.canonical AND b.number = least(@number, c.number) AND (b.number < @number OR b.hash = @hash)
                    AND b.number > coalesce(c.finalized_number, -1)
                """,
                new { number = block.Number, hash = block.Hash.ToArray() },
                cancellationToken: cancellationToken
            )
        ) == 1;

    private sealed record CursorRow(
        long StartBlock,
        long Number,
        byte[]? Hash,
        long? FinalizedNumber,
        byte[]? FinalizedHash,
        byte[] GenesisHash,
        string? HaltedReason
    );
}
