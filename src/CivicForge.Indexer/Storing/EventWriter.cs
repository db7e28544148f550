using CivicForge.Chain.Contracts;
using Npgsql;
using NpgsqlTypes;
using static CivicForge.Indexer.Storing.BlockWriter;

namespace CivicForge.Indexer.Storing;

/// <summary>Projects the known events of freshly stored logs into their typed tables, one COPY a table.</summary>
internal static class EventWriter
{
    internal static async Task CopyAsync(
        NpgsqlConnection connection,
        List<Placed> logs,
        CancellationToken cancellationToken
    )
    {
        await CopyAsync<BatchAnchored>(
            connection,
            logs,
            "batch_anchored",
            "batch_id, root, leaf_count",
            e =>
                [
                    ((long)e.BatchId, NpgsqlDbType.Bigint),
                    (e.Root.ToArray(), NpgsqlDbType.Bytea),
                    ((int)e.LeafCount, NpgsqlDbType.Integer),
                ],
            cancellationToken
        );
        await CopyAsync<RewardClaimed>(
            connection,
            logs,
            "reward_claimed",
            "quest_id, performer, creator, batch_id, xp, reputation",
            e =>
                [
                    (e.QuestId, NpgsqlDbType.Uuid),
                    (e.Performer.ToArray(), NpgsqlDbType.Bytea),
                    (e.Creator.ToArray(), NpgsqlDbType.Bytea),
                    ((long)e.BatchId, NpgsqlDbType.Bigint),
                    ((int)e.Xp, NpgsqlDbType.Integer),
                    ((int)e.Reputation, NpgsqlDbType.Integer),
                ],
            cancellationToken
        );
        await CopyAsync<AttestationRevoked>(
            connection,
            logs,
            "attestation_revoked",
            "leaf, revoked_by, quest_id, batch_id, reason",
            e =>
                [
                    (e.Leaf.ToArray(), NpgsqlDbType.Bytea),
                    (e.By.ToArray(), NpgsqlDbType.Bytea),
                    (e.QuestId, NpgsqlDbType.Uuid),
                    ((long)e.BatchId, NpgsqlDbType.Bigint),
                    ((short)e.Reason, NpgsqlDbType.Smallint),
                ],
            cancellationToken
        );
        await CopyAsync<BatchWithheld>(
            connection,
            logs,
            "batch_withheld",
            "batch_id, withheld",
            e => [((long)e.BatchId, NpgsqlDbType.Bigint), (e.Withheld, NpgsqlDbType.Boolean)],
            cancellationToken
        );
        await CopyAsync<ReceiptKeyChanged>(
            connection,
            logs,
            "receipt_key_changed",
            "key, previous",
            e => [(e.Key.ToArray(), NpgsqlDbType.Bytea), (e.Previous.ToArray(), NpgsqlDbType.Bytea)],
            cancellationToken
        );
    }

    private static async Task CopyAsync<T>(
        NpgsqlConnection connection,
        List<Placed> logs,
        string table,
        string columns,
        Func<T, (object Value, NpgsqlDbType Type)[]> fields,
        CancellationToken cancellationToken
    )
        where T : ContractEvent
    {
        if (!logs.Exists(l => l.Log.Event is T))
        {
            return;
        }
        await using var copy = await connection.BeginBinaryImportAsync(
            $"copy chain.{table} (block_hash, log_index, transaction_hash, contract, {columns}) from stdin "
                + "(format binary)",
            cancellationToken
        );
        foreach (var (block, log) in logs)
        {
            if (log.Event is not T e)
            {
                continue;
            }
            await copy.StartRowAsync(cancellationToken);
            await copy.WriteAsync(block.Ref.Hash.ToArray(), NpgsqlDbType.Bytea, cancellationToken);
            await copy.WriteAsync(log.LogIndex, NpgsqlDbType.Integer, cancellationToken);
            await copy.WriteAsync(log.TransactionHash.ToArray(), NpgsqlDbType.Bytea, cancellationToken);
            await copy.WriteAsync(log.Contract.ToArray(), NpgsqlDbType.Bytea, cancellationToken);
            foreach (var (value, type) in fields(e))
            {
                await copy.WriteAsync(value, type, cancellationToken);
            }
        }

        await copy.CompleteAsync(cancellationToken);
    }
}
