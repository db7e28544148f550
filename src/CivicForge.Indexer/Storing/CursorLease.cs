using CivicForge.Chain;
using CivicForge.Indexer.Events;
using CivicForge.Indexer.Reading;
using Dapper;
using Npgsql;

namespace CivicForge.Indexer.Storing;

/// <summary>
/// One writer: the cursor's row names its holder, until when by the database's clock, and a fence that grows with every
/// change of holder. Every step renews it and carries the fence, so a paused holder that wakes up can write nothing.
/// Not shared with the anchorer's lease: this one is a part of the cursor's row, so that one lock covers the right to
/// write and the place to write at, and each step renews it; that one is a row of its own and renewed by its ticks.
/// </summary>
internal sealed class CursorLease(NpgsqlDataSource database, string holder, TimeSpan term)
{
    internal TimeSpan Term => term;

    /// <summary>Makes the cursor and the contracts' coverage on the first start, and checks on each later one that it
    /// is still the same chain.</summary>
    /// <exception cref="WrongChainException">The database follows another chain.</exception>
    internal async Task PrepareAsync(
        long chainId,
        Hash32 genesis,
        long startBlock,
        FollowedContracts contracts,
        CancellationToken cancellationToken
    )
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await connection.ExecuteAsync(
            new CommandDefinition(
                """
                INSERT INTO chain.cursors (id, chain_id, genesis_hash, start_block, number, reread_number,
                    blocks_written,
                    logs_written, holder, fence, lease_until, updated_at)
                VALUES (1, @chainId, @genesis, @startBlock, @startBlock - 1, @startBlock - 1, 0, 0, '', 0, '-infinity',
                    clock_timestamp())
                ON CONFLICT (id) DO NOTHING
                """,
                new
                {
                    chainId,
                    genesis = genesis.ToArray(),
                    startBlock,
                },
                transaction,
                cancellationToken: cancellationToken
            )
        );
        var known = await connection.QuerySingleAsync<(long ChainId, byte[] Genesis)>(
            new CommandDefinition(
                "SELECT chain_id, genesis_hash FROM chain.cursors FOR UPDATE",
                transaction: transaction,
                cancellationToken: cancellationToken
            )
        );
        if (known.ChainId != chainId || new Hash32(known.Genesis) != genesis)
        {
            throw new WrongChainException(
                $"This database follows chain {known.ChainId} with genesis {Hex.Encode(known.Genesis)}; the node "
                    + $"is chain {chainId} with genesis {genesis}. "
                    + "Nothing was read or deleted. Point Chain:RpcUrl at the right node, or start with an empty "
                    + "database (sandbox: --fresh)."
            );
        }
        await connection.ExecuteAsync(
            new CommandDefinition(
                """
                UPDATE chain.cursors SET start_block = @startBlock,
                    number = CASE WHEN hash IS NULL THEN @startBlock - 1
                        ELSE number END, reread_number = @startBlock - 1
                WHERE start_block > @startBlock
                """,
                new { startBlock },
                transaction,
                cancellationToken: cancellationToken
            )
        );
        foreach (var (address, name) in contracts.All)
        {
            await connection.ExecuteAsync(
                new CommandDefinition(
                    "INSERT INTO chain.coverage (contract, name, blocks) VALUES (@address, @name, '{}') "
                        + "ON CONFLICT (contract) DO NOTHING",
                    new { address = address.ToArray(), name },
                    transaction,
                    cancellationToken: cancellationToken
                )
            );
        }
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Takes the lease if it is free or already ours.</summary>
    /// <returns>The fence to write with, or null while another instance holds it.</returns>
    internal async Task<long?> TryTakeAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<long?>(
            new CommandDefinition(
                """
                UPDATE chain.cursors
                SET fence = CASE WHEN holder = @holder THEN fence
                    ELSE fence + 1 END, holder = @holder, lease_until = clock_timestamp() + @term
                WHERE holder = @holder OR lease_until < clock_timestamp()
                RETURNING fence
                """,
                new { holder, term },
                cancellationToken: cancellationToken
            )
        );
    }

    /// <summary>Gives the lease back on a clean stop, so that a standby need not wait for its end.</summary>
    internal async Task ReleaseAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(
            new CommandDefinition(
                "UPDATE chain.cursors SET holder = '', lease_until = '-infinity' WHERE holder = @holder",
                new { holder },
                cancellationToken: cancellationToken
            )
        );
    }

    /// <summary>Opens a step's transaction: locks the cursor's row and checks the fence; the lock holds until the
    /// commit.</summary>
    /// <exception cref="LeaseLostException">Another instance has taken over.</exception>
    internal async Task<NpgsqlTransaction> BeginAsync(
        NpgsqlConnection connection,
        long fence,
        CancellationToken cancellationToken
    )
    {
        var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var held = await connection.ExecuteAsync(
            new CommandDefinition(
                "UPDATE chain.cursors SET lease_until = clock_timestamp() + @term WHERE fence = @fence "
                    + "AND holder = @holder",
                new
                {
                    term,
                    fence,
                    holder,
                },
                transaction,
                cancellationToken: cancellationToken
            )
        );
        if (held == 1)
        {
            return transaction;
        }
        await transaction.DisposeAsync();
        throw new LeaseLostException(fence);
    }
}
