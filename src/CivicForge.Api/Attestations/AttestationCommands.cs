using CivicForge.Api.Database;
using CivicForge.Chain;
using CivicForge.Chain.Protocol;
using Npgsql;

namespace CivicForge.Api.Attestations;

/// <summary>A signature to store: under which submission, and with which completion receipt when it completes the
/// pair.</summary>
internal sealed record NewAttestation(
    Guid QuestId,
    Hash32 WorkHash,
    StoredAttestation Attestation,
    byte[]? CompletionReceipt
);

/// <summary>A pair that a signature of this group completes.</summary>
internal sealed record NewCompletion(
    CompletedQuest Completed,
    Hash32 TitleHash,
    StoredAttestation ByCreator,
    StoredAttestation ByPerformer,
    CompletionPromise Promise,
    AttestationRole First
)
{
    /// <summary>Who signed second.</summary>
    public Address Completer => First == AttestationRole.Creator ? ByPerformer.Attester : ByCreator.Attester;
}

/// <summary>The writes of this slice: one statement a table, whatever the number of rows.</summary>
internal static class AttestationCommands
{
    public static void Insert(NpgsqlBatch batch, IReadOnlyList<NewAttestation> rows) =>
        batch.AddRows(
            """
            INSERT INTO civic.attestations (quest_id, work_hash, role, attester, digest, outcome, deadline, signature,
                kind, valid_at_number, valid_at_hash, received_at, storage_receipt, completion_receipt)
            SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
            """,
            rows,
            columns =>
                columns
                    .Uuid(r => r.QuestId)
                    .Hash(r => r.WorkHash)
                    .Text(r => Words.Lower(r.Attestation.Role))
                    .Address(r => r.Attestation.Attester)
                    .Hash(r => r.Attestation.Digest)
                    .Text(r => r.Attestation.Outcome?.Word())
                    .Int64(r => r.Attestation.Deadline)
                    .Bytes(r => r.Attestation.Signature)
                    .Text(r => Words.Lower(r.Attestation.Kind))
                    .Int64(r => r.Attestation.ValidAt?.Number)
                    .Hash(r => r.Attestation.ValidAt?.Hash)
                    .Int64(r => r.Attestation.ReceivedAt)
                    .Bytes(r => r.Attestation.StorageReceipt)
                    .Bytes(r => r.CompletionReceipt)
        );

    public static void Complete(NpgsqlBatch batch, IReadOnlyList<NewCompletion> rows)
    {
        batch.AddRows(
            """
            UPDATE civic.attestations a SET completion_receipt = n.receipt
            FROM unnest($1, $2, $3, $4) AS n (quest_id, work_hash, role, receipt)
            WHERE a.quest_id = n.quest_id AND a.work_hash = n.work_hash AND a.role = n.role
            """,
            rows,
            columns =>
                columns
                    .Uuid(r => r.Completed.QuestId)
                    .Hash(r => r.Completed.WorkHash)
                    .Text(r => Words.Lower(r.First))
                    .Bytes(r => r.Promise.SignatureOf(r.First))
        );
        batch.AddRows(
            """
            INSERT INTO civic.completions (quest_id, creator, performer, work_hash, title_hash, outcome, xp,
                reputation, completed_at, signatures_hash, leaf, anchor_by,
                creator_signature, creator_kind, creator_deadline, creator_valid_at_number, creator_valid_at_hash,
                performer_signature, performer_kind, performer_deadline, performer_valid_at_number,
                    performer_valid_at_hash)
            SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19,
                $20, $21, $22)
            """,
            rows,
            columns =>
                Signed(
                    Signed(
                        columns
                            .Uuid(r => r.Completed.QuestId)
                            .Address(r => r.Completed.Creator)
                            .Address(r => r.Completed.Performer)
                            .Hash(r => r.Completed.WorkHash)
                            .Hash(r => r.TitleHash)
                            .Text(r => r.ByCreator.Outcome!.Value.Word())
                            .Int32(r => (int)r.Completed.Xp)
                            .Int32(r => (int)r.Completed.Reputation)
                            .Int64(r => (long)r.Completed.CompletedAt)
                            .Hash(r => r.Completed.SignaturesHash)
                            .Hash(r => r.Promise.Leaf)
                            .Int64(r => r.Promise.AnchorBy),
                        r => r.ByCreator
                    ),
                    r => r.ByPerformer
                )
        );
    }

    private static Columns<NewCompletion> Signed(
        Columns<NewCompletion> columns,
        Func<NewCompletion, StoredAttestation> by
    ) =>
        columns
            .Bytes(r => by(r).Signature)
            .Text(r => Words.Lower(by(r).Kind))
            .Int64(r => by(r).Deadline)
            .Int64(r => by(r).ValidAt?.Number)
            .Hash(r => by(r).ValidAt?.Hash);
}
