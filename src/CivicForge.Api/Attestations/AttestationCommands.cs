using CivicForge.Api.Database;
using CivicForge.Chain.Protocol;
using Npgsql;

namespace CivicForge.Api.Attestations;

/// <summary>The writes of this slice: one statement a table, whatever the number of rows.</summary>
internal static class AttestationCommands
{
    public static void Insert(NpgsqlBatch batch, IReadOnlyList<StoredAttestation> rows) =>
        batch.AddRows(
            """
            INSERT INTO civic.attestations (quest_id, work_hash, role, attester, digest, outcome, deadline, signature,
                kind, valid_at_number, valid_at_hash, received_at, storage_receipt)
            SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
            """,
            rows,
            columns =>
                columns
                    .Uuid(r => r.QuestId)
                    .Hash(r => r.WorkHash)
                    .Text(r => Words.Of(r.Role))
                    .Address(r => r.Attester)
                    .Hash(r => r.Digest)
                    .Text(r => r.Outcome?.Word())
                    .Int64(r => r.Deadline)
                    .Bytes(r => r.Signature)
                    .Text(r => Words.Of(r.Kind))
                    .Int64(r => r.ValidAt?.Number)
                    .Hash(r => r.ValidAt?.Hash)
                    .Int64(r => r.ReceivedAt)
                    .Bytes(r => r.StorageReceipt)
        );

    public static void Complete(NpgsqlBatch batch, IReadOnlyList<CompletedPair> rows) =>
        batch.AddRows(
            """
            INSERT INTO civic.completions (quest_id, creator, performer, work_hash, title_hash, outcome, xp,
              reputation, completed_at, signatures_hash, leaf, anchor_by, creator_receipt, performer_receipt,
              creator_signature, creator_kind, creator_deadline, creator_valid_at_number, creator_valid_at_hash,
              performer_signature, performer_kind, performer_deadline, performer_valid_at_number,
              performer_valid_at_hash)
            SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19,
              $20, $21, $22, $23, $24)
            """,
            rows,
            columns =>
                Signed(
                    Signed(
                        columns
                            .Uuid(r => r.Quest.QuestId)
                            .Address(r => r.Quest.Creator)
                            .Address(r => r.Quest.Performer)
                            .Hash(r => r.Quest.WorkHash)
                            .Hash(r => r.TitleHash)
                            .Text(r => r.ByCreator.Outcome!.Value.Word())
                            .Int32(r => (int)r.Quest.Xp)
                            .Int32(r => (int)r.Quest.Reputation)
                            .Int64(r => (long)r.Quest.CompletedAt)
                            .Hash(r => r.Quest.SignaturesHash)
                            .Hash(r => r.Promise.Leaf)
                            .Int64(r => r.Promise.AnchorBy)
                            .Bytes(r => r.Promise.CreatorReceipt)
                            .Bytes(r => r.Promise.PerformerReceipt),
                        r => r.ByCreator
                    ),
                    r => r.ByPerformer
                )
        );

    private static Columns<CompletedPair> Signed(
        Columns<CompletedPair> columns,
        Func<CompletedPair, StoredAttestation> by
    ) =>
        columns
            .Bytes(r => by(r).Signature)
            .Text(r => Words.Of(by(r).Kind))
            .Int64(r => by(r).Deadline)
            .Int64(r => by(r).ValidAt?.Number)
            .Hash(r => by(r).ValidAt?.Hash);
}
