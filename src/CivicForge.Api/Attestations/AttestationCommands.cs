using CivicForge.Api.Database;
using CivicForge.Chain;
using CivicForge.Chain.Protocol;
using Npgsql;

namespace CivicForge.Api.Attestations;

/// <summary>The writes of this slice, as commands that join a transaction's batch.</summary>
internal static class AttestationCommands
{
    public static void Insert(NpgsqlBatch batch, QuestFacts facts, StoredAttestation attestation, byte[]? completionReceipt)
    {
        var parameters = Add(batch, """
            INSERT INTO civic.attestations (quest_id, work_hash, role, attester, digest, outcome, deadline, signature, kind, valid_at_number, valid_at_hash, received_at, storage_receipt, completion_receipt)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
            """);
        parameters.AddGuid(facts.Id);
        parameters.AddHash(facts.WorkHash);
        parameters.AddText(Words.Lower(attestation.Role));
        parameters.AddAddress(attestation.Attester);
        parameters.AddHash(attestation.Digest);
        parameters.AddText(attestation.Outcome?.Word());
        parameters.AddInt64(attestation.Deadline);
        parameters.AddBytes(attestation.Signature);
        parameters.AddText(Words.Lower(attestation.Kind));
        parameters.AddInt64(attestation.ValidAt?.Number);
        parameters.AddHash(attestation.ValidAt?.Hash);
        parameters.AddInt64(attestation.ReceivedAt);
        parameters.AddBytes(attestation.StorageReceipt);
        parameters.AddBytes(completionReceipt);
    }

    public static void AddCompletionReceipt(NpgsqlBatch batch, QuestFacts facts, AttestationRole role, byte[] receipt)
    {
        var parameters = Add(batch, "UPDATE civic.attestations SET completion_receipt = $4 WHERE quest_id = $1 AND work_hash = $2 AND role = $3");
        parameters.AddGuid(facts.Id);
        parameters.AddHash(facts.WorkHash);
        parameters.AddText(Words.Lower(role));
        parameters.AddBytes(receipt);
    }

    public static void InsertCompletion(NpgsqlBatch batch, CompletedQuest completed, Hash32 titleHash, StoredAttestation byCreator, StoredAttestation byPerformer, CompletionPromise promise)
    {
        var parameters = Add(batch, """
            INSERT INTO civic.completions (quest_id, creator, performer, work_hash, title_hash, outcome, xp, reputation, completed_at, signatures_hash, leaf, anchor_by,
                creator_signature, creator_kind, creator_deadline, creator_valid_at_number, creator_valid_at_hash,
                performer_signature, performer_kind, performer_deadline, performer_valid_at_number, performer_valid_at_hash)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22)
            """);
        parameters.AddGuid(completed.QuestId);
        parameters.AddAddress(completed.Creator);
        parameters.AddAddress(completed.Performer);
        parameters.AddHash(completed.WorkHash);
        parameters.AddHash(titleHash);
        parameters.AddText(byCreator.Outcome!.Value.Word());
        parameters.AddInt32((int)completed.Xp);
        parameters.AddInt32((int)completed.Reputation);
        parameters.AddInt64((long)completed.CompletedAt);
        parameters.AddHash(completed.SignaturesHash);
        parameters.AddHash(promise.Leaf);
        parameters.AddInt64(promise.AnchorBy);
        AddSigned(parameters, byCreator);
        AddSigned(parameters, byPerformer);
    }

    private static void AddSigned(NpgsqlParameterCollection parameters, StoredAttestation attestation)
    {
        parameters.AddBytes(attestation.Signature);
        parameters.AddText(Words.Lower(attestation.Kind));
        parameters.AddInt64(attestation.Deadline);
        parameters.AddInt64(attestation.ValidAt?.Number);
        parameters.AddHash(attestation.ValidAt?.Hash);
    }

    private static NpgsqlParameterCollection Add(NpgsqlBatch batch, string sql)
    {
        var command = new NpgsqlBatchCommand(sql);
        batch.BatchCommands.Add(command);
        return command.Parameters;
    }
}
