using CivicForge.Api.Operations;
using CivicForge.Api.Problems;
using CivicForge.Api.Quests;
using CivicForge.Api.Rewards;
using CivicForge.Api.Signatures;
using CivicForge.Chain;
using CivicForge.Chain.Protocol;
using Npgsql;

namespace CivicForge.Api.Attestations;

/// <summary>The one transaction that stores a signature, and – with the second one – completes the pair: status, completion, ledger, reward,
/// both receipts and the notification, all or nothing, under the quest row's lock. The answer leaves after the commit.</summary>
internal sealed class StoreAttestation(NpgsqlDataSource database, AttestationOptions options, ReceiptSigner receipts, CivicMetrics metrics)
{
    public async Task<AcceptedAttestation> RunAsync(VerifiedAttestation verified, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var (facts, known) = await QuestFactsReader.ReadAsync(connection, verified.QuestId, forUpdate: true, cancellationToken) ?? throw QuestReader.NotFound(verified.QuestId);
        if (facts.Find(verified.Role) is { } stored)
        {
            AcceptAttestation.RequireSameOutcome(stored, verified.Outcome);
            return new AcceptedAttestation(verified.Role, stored.Digest, stored.Receipt(known), IsNew: false);
        }

        RequireUnchanged(facts, verified);
        await using var batch = new NpgsqlBatch(connection, transaction);
        var (attestation, completion) = Decide(facts, verified, batch);
        await batch.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        metrics.Accepted(attestation.Kind, completion is not null);
        return new AcceptedAttestation(verified.Role, verified.Digest, attestation.Receipt(completion), IsNew: true);
    }

    /// <summary>What was verified outside the lock must still be what would be signed, by the clock read under it.</summary>
    private void RequireUnchanged(QuestFacts facts, VerifiedAttestation verified)
    {
        facts.RequireAwaiting();
        facts.RequireBeforeDeadline();
        if (facts.RoleOf(verified.Attester) != verified.Role || facts.Digest(options.Domain, verified.Role, verified.Outcome) != verified.Digest)
            throw new RuleViolation(ErrorCodes.SignerMismatch, "The submission changed while the signature was checked.", ("digest", verified.Digest));
    }

    private (StoredAttestation, CompletionPromise?) Decide(QuestFacts facts, VerifiedAttestation verified, NpgsqlBatch batch)
    {
        var other = facts.Find(verified.Role == AttestationRole.Creator ? AttestationRole.Performer : AttestationRole.Creator);
        var attestation = new StoredAttestation(
            verified.Role, verified.Attester, verified.Digest, verified.Role == AttestationRole.Creator ? verified.Outcome : null, facts.Deadline!.Value,
            verified.Signature.Signature, verified.Signature.Kind, verified.Signature.ValidAt, facts.Now,
            other is null ? receipts.Sign(new AttestationReceipt(verified.Digest, verified.Attester, (ulong)facts.Now, 0, Hash32.Zero)) : null);
        if (other is null)
        {
            AttestationCommands.Insert(batch, facts, attestation, null);
            QuestCommands.Notify(batch, facts.Id, facts.Status);
            return (attestation, null);
        }

        var (byCreator, byPerformer) = verified.Role == AttestationRole.Creator ? (attestation, other) : (other, attestation);
        var completion = Complete(facts, byCreator, byPerformer, batch, other.Role, attestation);
        return (attestation, completion);
    }

    private CompletionPromise Complete(QuestFacts facts, StoredAttestation byCreator, StoredAttestation byPerformer, NpgsqlBatch batch, AttestationRole firstRole, StoredAttestation second)
    {
        var outcome = byCreator.Outcome!.Value;
        var completed = new CompletedQuest(
            facts.Id, facts.Creator, facts.Performer!.Value, facts.WorkHash!.Value, outcome.GrantedXp((uint)facts.RewardXp), (uint)facts.RewardReputation,
            (ulong)facts.Now, SignaturesHash.Compute(byCreator.Signature, byPerformer.Signature));
        var (leaf, anchorBy) = (completed.Leaf(), facts.Now + options.AnchorWithinSeconds);
        var promise = new CompletionPromise(facts.Now, anchorBy, leaf, Sign(byCreator), Sign(byPerformer));

        AttestationCommands.Insert(batch, facts, second, promise.SignatureOf(second.Role));
        AttestationCommands.AddCompletionReceipt(batch, facts, firstRole, promise.SignatureOf(firstRole));
        AttestationCommands.InsertCompletion(batch, completed, facts.TitleHash, byCreator, byPerformer, promise);
        QuestCommands.Complete(batch, facts.Id, second.Attester, facts.Now);
        RewardCommands.Grant(batch, completed);
        QuestCommands.Notify(batch, facts.Id, QuestStatus.Complete);
        return promise;

        byte[] Sign(StoredAttestation attestation) => receipts.Sign(new AttestationReceipt(attestation.Digest, attestation.Attester, (ulong)facts.Now, (ulong)anchorBy, leaf));
    }
}
