using CivicForge.Chain;
using CivicForge.Indexer.Events;
using CivicForge.Indexer.Reading;
using Dapper;
using Npgsql;

namespace CivicForge.Indexer.Storing;

/// <summary>
/// Writes checked blocks with COPY inside the caller's transaction. What is there already is passed over, so the same
/// range may come twice; that is safe without ON CONFLICT because the transaction holds the cursor's row, and only its
/// holder writes.
/// </summary>
internal static class BlockWriter
{
    /// <returns>Rows inserted now.</returns>
    /// <exception cref="EvidenceException">A canonical block with another hash is stored under one of the
    /// numbers.</exception>
    internal static async Task<(int Blocks, int Logs)> WriteAsync(
        NpgsqlConnection connection,
        IReadOnlyList<IndexedBlock> blocks,
        CancellationToken cancellationToken
    )
    {
        if (blocks.Count == 0)
        {
            return (0, 0);
        }
        await RefuseOtherHashesAsync(connection, blocks, cancellationToken);
        var known = await KnownBlocksAsync(connection, blocks, cancellationToken);
        var fresh = blocks.Where(b => !known.Contains(b.Ref.Hash)).ToList();
        await CopyBlocksAsync(connection, fresh, cancellationToken);
        var knownLogs = known.Count == 0 ? [] : await KnownLogsAsync(connection, known, cancellationToken);
        var logs = blocks
            .SelectMany(b => b.Logs.Select(l => new Placed(b, l)))
            .Where(l => !knownLogs.Contains((l.Block.Ref.Hash, l.Log.LogIndex)))
            .ToList();
        if (logs.Count > 0)
        {
            await CopyLogsAsync(connection, logs, cancellationToken);
        }
        return (fresh.Count, logs.Count);
    }

    internal readonly record struct Placed(IndexedBlock Block, IndexedLog Log);

    private static async Task CopyLogsAsync(
        NpgsqlConnection connection,
        List<Placed> logs,
        CancellationToken cancellationToken
    )
    {
        await using (
            var copy = await BinaryCopy.BeginAsync(
                connection,
                "chain.logs",
                "block_hash, log_index, block_number, transaction_hash, contract, topics, data, event",
                cancellationToken
            )
        )
        {
            foreach (var (block, log) in logs)
            {
                await copy.RowAsync(8, cancellationToken);
                copy.Bytes(block.Ref.Hash.Bytes);
                copy.Integer(log.LogIndex);
                copy.BigInteger(block.Ref.Number);
                copy.Bytes(log.TransactionHash.Bytes);
                copy.Bytes(log.Contract.Bytes);
                copy.Hashes(log.Topics);
                copy.Bytes(log.Data);
                if (log.Event is { } e)
                {
                    copy.Text(e.GetType().Name);
                }
                else
                {
                    copy.Null();
                }
            }

            await copy.CompleteAsync(cancellationToken);
        }

        await EventWriter.CopyAsync(connection, logs, cancellationToken);
    }

    private static async Task CopyBlocksAsync(
        NpgsqlConnection connection,
        List<IndexedBlock> blocks,
        CancellationToken cancellationToken
    )
    {
        if (blocks.Count == 0)
        {
            return;
        }
        await using var copy = await BinaryCopy.BeginAsync(
            connection,
            "chain.blocks",
            "hash, number, parent_hash, block_time, canonical",
            cancellationToken
        );
        foreach (var block in blocks)
        {
            await copy.RowAsync(5, cancellationToken);
            copy.Bytes(block.Ref.Hash.Bytes);
            copy.BigInteger(block.Ref.Number);
            copy.Bytes(block.ParentHash.Bytes);
            copy.Time(block.Time);
            copy.Boolean(true);
        }

        await copy.CompleteAsync(cancellationToken);
    }

    private static async Task RefuseOtherHashesAsync(
        NpgsqlConnection connection,
        IReadOnlyList<IndexedBlock> blocks,
        CancellationToken cancellationToken
    )
    {
        var given = blocks.ToDictionary(b => b.Ref.Number, b => b.Ref.Hash);
        var stored = await connection.QueryAsync<(long Number, byte[] Hash)>(
            new CommandDefinition(
                "SELECT number, hash FROM chain.blocks WHERE canonical AND number = ANY(@numbers)",
                new { numbers = given.Keys.ToArray() },
                cancellationToken: cancellationToken
            )
        );
        foreach (var (number, hash) in stored)
        {
            if (given[number] != new Hash32(hash))
            {
                throw new EvidenceException(
                    $"Block {number} is stored as {Hex.Encode(hash)}, the node now says {given[number]}. "
                        + "Nothing was written."
                );
            }
        }
    }

    /// <summary>Blocks that a reorg left behind and that the chain has come back to are canonical again.</summary>
    private static async Task<HashSet<Hash32>> KnownBlocksAsync(
        NpgsqlConnection connection,
        IReadOnlyList<IndexedBlock> blocks,
        CancellationToken cancellationToken
    )
    {
        var hashes = await connection.QueryAsync<byte[]>(
            new CommandDefinition(
                """
                WITH known AS (SELECT hash FROM chain.blocks WHERE hash = ANY(@hashes)),
                     back AS (UPDATE chain.blocks SET canonical = true
                         WHERE hash IN (SELECT hash FROM known) AND NOT canonical)
                SELECT hash FROM known
                """,
                new { hashes = blocks.Select(b => b.Ref.Hash.ToArray()).ToArray() },
                cancellationToken: cancellationToken
            )
        );
        return [.. hashes.Select(h => new Hash32(h))];
    }

    private static async Task<HashSet<(Hash32 Block, int Index)>> KnownLogsAsync(
        NpgsqlConnection connection,
        HashSet<Hash32> blocks,
        CancellationToken cancellationToken
    )
    {
        var rows = await connection.QueryAsync<(byte[] Block, int Index)>(
            new CommandDefinition(
                "SELECT block_hash, log_index FROM chain.logs WHERE block_hash = ANY(@hashes)",
                new { hashes = blocks.Select(h => h.ToArray()).ToArray() },
                cancellationToken: cancellationToken
            )
        );
        return [.. rows.Select(r => (new Hash32(r.Block), r.Index))];
    }
}
