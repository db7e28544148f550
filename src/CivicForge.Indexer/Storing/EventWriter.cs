using CivicForge.Chain.Contracts;
using Npgsql;
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
            fields: 3,
            (copy, e) =>
            {
                copy.BigInteger((long)e.BatchId);
                copy.Bytes(e.Root.Bytes);
                copy.Integer((int)e.LeafCount);
            },
            cancellationToken
        );
        await CopyAsync<RewardClaimed>(
            connection,
            logs,
            "reward_claimed",
            "quest_id, performer, creator, batch_id, xp, reputation",
            fields: 6,
            (copy, e) =>
            {
                copy.Uuid(e.QuestId);
                copy.Bytes(e.Performer.Bytes);
                copy.Bytes(e.Creator.Bytes);
                copy.BigInteger((long)e.BatchId);
                copy.Integer((int)e.Xp);
                copy.Integer((int)e.Reputation);
            },
            cancellationToken
        );
        await CopyAsync<AttestationRevoked>(
            connection,
            logs,
            "attestation_revoked",
            "leaf, revoked_by, quest_id, batch_id, reason",
            fields: 5,
            (copy, e) =>
            {
                copy.Bytes(e.Leaf.Bytes);
                copy.Bytes(e.By.Bytes);
                copy.Uuid(e.QuestId);
                copy.BigInteger((long)e.BatchId);
                copy.SmallInteger(e.Reason);
            },
            cancellationToken
        );
        await CopyAsync<BatchWithheld>(
            connection,
            logs,
            "batch_withheld",
            "batch_id, withheld",
            fields: 2,
            (copy, e) =>
            {
                copy.BigInteger((long)e.BatchId);
                copy.Boolean(e.Withheld);
            },
            cancellationToken
        );
        await CopyAsync<ReceiptKeyChanged>(
            connection,
            logs,
            "receipt_key_changed",
            "key, previous",
            fields: 2,
            (copy, e) =>
            {
                copy.Bytes(e.Key.Bytes);
                copy.Bytes(e.Previous.Bytes);
            },
            cancellationToken
        );
    }

    private static async Task CopyAsync<T>(
        NpgsqlConnection connection,
        List<Placed> logs,
        string table,
        string columns,
        short fields,
        Action<BinaryCopy, T> write,
        CancellationToken cancellationToken
    )
        where T : ContractEvent
    {
        if (!logs.Exists(l => l.Log.Event is T))
        {
            return;
        }
        await using var copy = await BinaryCopy.BeginAsync(
            connection,
            $"chain.{table}",
            $"block_hash, log_index, transaction_hash, contract, {columns}",
            cancellationToken
        );
        foreach (var (block, log) in logs)
        {
            if (log.Event is not T e)
            {
                continue;
            }
            await copy.RowAsync((short)(4 + fields), cancellationToken);
            copy.Bytes(block.Ref.Hash.Bytes);
            copy.Integer(log.LogIndex);
            copy.Bytes(log.TransactionHash.Bytes);
            copy.Bytes(log.Contract.Bytes);
            write(copy, e);
        }

        await copy.CompleteAsync(cancellationToken);
    }
}
