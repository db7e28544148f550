using CivicForge.Chain.Merkle;
using CivicForge.Chain.Protocol;
using Npgsql;

namespace CivicForge.Benchmarks.Generate;

/// <summary>COPY into the tables of attestations and completed pairs, and of the batch that seals them.</summary>
internal static class PairTables
{
    /// <param name="connection">The owner's.</param>
    /// <param name="pairs">In the order of their leaves.</param>
    /// <param name="seal">Number of the batch; null leaves the pairs waiting.</param>
    /// <param name="tree">The batch's tree, over the pairs' leaves.</param>
    internal static async Task WriteAsync(
        NpgsqlConnection connection,
        IReadOnlyList<SignedQuest> pairs,
        long? seal,
        StandardMerkleTree? tree,
        long anchorWithin
    )
    {
        await AttestationsAsync(connection, pairs);
        await CompletionsAsync(connection, pairs, seal, tree, anchorWithin);
    }

    private static async Task AttestationsAsync(NpgsqlConnection connection, IReadOnlyList<SignedQuest> pairs)
    {
        await using var copy = await connection.BeginBinaryImportAsync(
            """
            COPY civic.attestations (quest_id, work_hash, role, attester, digest, outcome, deadline, signature, kind,
                received_at, storage_receipt) FROM STDIN BINARY
            """
        );
        foreach (var (quest, _, workHash, pair) in pairs)
        {
            Row("creator", pair!.Creator, quest.Outcome.Word());
            Row("performer", pair.Performer, null);

            void Row(string role, SignedRole signed, string? outcome)
            {
                copy.StartRow();
                copy.Add(quest.Id)
                    .Add(workHash)
                    .Add(role)
                    .Add(signed.Attester)
                    .Add(signed.Digest)
                    .Add(outcome)
                    .AddLong(quest.Deadline)
                    .Add(signed.Signature)
                    .Add("ecdsa")
                    .AddLong(signed.StorageReceipt is null ? quest.CompletedAt : quest.SubmittedAt)
                    .Add(signed.StorageReceipt);
            }
        }

        await copy.CompleteAsync();
    }

    private static async Task CompletionsAsync(
        NpgsqlConnection connection,
        IReadOnlyList<SignedQuest> pairs,
        long? seal,
        StandardMerkleTree? tree,
        long anchorWithin
    )
    {
        await using var copy = await connection.BeginBinaryImportAsync(
            """
            COPY civic.completions (quest_id, creator, performer, work_hash, title_hash, outcome, xp, reputation,
                completed_at, creator_signature, creator_kind, creator_deadline,
              performer_signature, performer_kind, performer_deadline, signatures_hash, leaf, anchor_by,
              creator_receipt, performer_receipt, seal, position, tree_index) FROM STDIN BINARY
            """
        );
        for (var i = 0; i < pairs.Count; i++)
        {
            var (quest, titleHash, _, pair) = pairs[i];
            var completed = pair!.Completed;
            copy.StartRow();
            copy.Add(quest.Id)
                .Add(completed.Creator)
                .Add(completed.Performer)
                .Add(completed.WorkHash)
                .Add(titleHash)
                .Add(quest.Outcome.Word())
                .Add((int)completed.Xp)
                .Add((int)completed.Reputation)
                .AddLong((long)completed.CompletedAt)
                .Add(pair.Creator.Signature)
                .Add("ecdsa")
                .AddLong(quest.Deadline)
                .Add(pair.Performer.Signature)
                .Add("ecdsa")
                .AddLong(quest.Deadline)
                .Add(completed.SignaturesHash)
                .Add(pair.Leaf)
                .AddLong(quest.CompletedAt + anchorWithin)
                .Add(pair.Creator.CompletionReceipt)
                .Add(pair.Performer.CompletionReceipt)
                .AddLong(seal)
                .Add(seal is null ? null : i)
                .Add(tree?.TreeIndex(i));
        }

        await copy.CompleteAsync();
    }

    /// <summary>The batch itself and the relay's work list, last: the anchorer sees it with all of its leaves or not at
    /// all.</summary>
    internal static async Task SealAsync(NpgsqlConnection connection, long seal, StandardMerkleTree tree)
    {
        await using var batch = new NpgsqlBatch(connection);
        var insert = new NpgsqlBatchCommand(
            """
            INSERT INTO civic.batches (seal, root, leaf_count, tree, sealed_at, fence) OVERRIDING SYSTEM VALUE
            VALUES ($1, $2, $3, $4, clock_timestamp(), 1)
            """
        );
        insert.Parameters.Add(new() { Value = seal });
        insert.Parameters.Add(new() { Value = tree.Root.ToArray() });
        insert.Parameters.Add(new() { Value = tree.LeafCount });
        insert.Parameters.Add(new() { Value = tree.NodeBytes.ToArray() });
        batch.BatchCommands.Add(insert);
        var relays = new NpgsqlBatchCommand(
            """
            INSERT INTO civic.reward_relays (quest_id, performer, seal, state, is_contract_signed, tries, next_at,
                fence) SELECT quest_id, performer, seal, 'waiting', false, 0, clock_timestamp(), 1
                FROM civic.completions WHERE seal = $1
            """
        );
        relays.Parameters.Add(new() { Value = seal });
        batch.BatchCommands.Add(relays);
        await batch.ExecuteNonQueryAsync();
    }
}
