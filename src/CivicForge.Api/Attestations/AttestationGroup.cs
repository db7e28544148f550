using CivicForge.Api.Http.Problems;
using CivicForge.Api.Quests;
using CivicForge.Api.Rewards;
using CivicForge.Chain;
using CivicForge.Chain.Protocol;
using Npgsql;

namespace CivicForge.Api.Attestations;

/// <summary>Decides what each verified signature becomes, by the facts read under the locks, and collects the rows to
/// write. It knows at most one signature a quest, so that no decision depends on another.</summary>
/// <param name="isFirstPaid">Whether a performer's first pair brings the points of sign-up.</param>
internal sealed class AttestationGroup(AttestationOptions options, ReceiptSigner receipts, bool isFirstPaid)
{
    private readonly List<NewAttestation> _attestations = [];
    private readonly List<NewCompletion> _completions = [];
    private readonly List<AttestedQuest> _changed = [];
    private NpgsqlBatchCommand? _moved;

    public int Stored => _attestations.Count;

    public IReadOnlyList<NewAttestation> Attestations => _attestations;

    /// <summary>The quests of <see cref="Attestations"/>, as far as they are known before they are written.</summary>
    public IReadOnlyList<AttestedQuest> Changed => _changed;

    /// <summary>The record: stored before, or about to be with <see cref="AddTo"/>.</summary>
    /// <exception cref="RuleViolation">The state, the deadline or the submission changed while the signature was
    /// checked.</exception>
    public AcceptedAttestation Decide(QuestState state, VerifiedAttestation verified)
    {
        var facts = state.Facts;
        if (facts.Find(verified.Role) is { } stored)
        {
            AcceptAttestation.RequireSameOutcome(stored, verified.Outcome);
            return new AcceptedAttestation(
                verified.Role,
                stored.Digest,
                stored.Receipt(state.Completion),
                IsNew: false
            );
        }

        RequireUnchanged(facts, verified);
        var other = facts.Find(
            verified.Role == AttestationRole.Creator ? AttestationRole.Performer : AttestationRole.Creator
        );
        var attestation = new StoredAttestation(
            verified.Role,
            verified.Attester,
            verified.Digest,
            verified.Role == AttestationRole.Creator ? verified.Outcome : null,
            facts.Deadline!.Value,
            verified.Signature.Signature,
            verified.Signature.Kind,
            verified.Signature.ValidAt,
            facts.Now,
            other is null
                ? receipts.Sign(
                    new AttestationReceipt(verified.Digest, verified.Attester, (ulong)facts.Now, 0, Hash32.Zero)
                )
                : null
        );
        var promise = other is null ? null : Complete(facts, attestation, other);
        _attestations.Add(
            new NewAttestation(facts.Id, facts.WorkHash!.Value, attestation, promise?.SignatureOf(verified.Role))
        );
        _changed.Add(
            new AttestedQuest(
                facts.Id,
                attestation.Attester,
                facts.HasEvidence,
                [
                    .. new[] { attestation, other }
                        .OfType<StoredAttestation>()
                        .OrderBy(a => a.Role)
                        .Select(a => a.Response(promise)),
                ],
                promise is null ? null : Fresh(_completions[^1])
            )
        );
        return new AcceptedAttestation(verified.Role, verified.Digest, attestation.Receipt(promise), IsNew: true);
    }

    /// <summary>All rows, as statements of the transaction that holds the locks.</summary>
    public void AddTo(NpgsqlBatch batch)
    {
        AttestationCommands.Insert(batch, _attestations);
        AttestationCommands.Complete(batch, _completions);
        _moved = QuestCommands.Complete(
            batch,
            [.. _completions.Select(c => new QuestCompletion(c.Completed.QuestId, c.Completer, c.Promise.CompletedAt))]
        );
        RewardCommands.Grant(batch, [.. _completions.Select(c => c.Completed)], isFirstPaid);
        QuestCommands.Announce(batch, [.. _changed.Select(q => q.Id)]);
    }

    /// <summary>Completions, rewards and ledger entries have no foreign keys: that each quest is there is what its move
    /// says.</summary>
    /// <exception cref="InvalidOperationException">A quest that is completed did not move; nothing may be
    /// committed.</exception>
    public void RequireMoved()
    {
        if (_moved is not null && _moved.RecordsAffected != _completions.Count)
        {
            throw new InvalidOperationException(
                $"{_completions.Count} pairs were completed and {_moved.RecordsAffected} quests moved. Nothing "
                    + "was stored."
            );
        }
    }

    private static FreshCompletion Fresh(NewCompletion pair) =>
        new(pair.Promise.Leaf, pair.Promise.AnchorBy, pair.Completed.Xp, pair.Completed.Reputation);

    /// <summary>What was verified outside the lock must still be what would be signed, by the clock read under
    /// it.</summary>
    private void RequireUnchanged(QuestFacts facts, VerifiedAttestation verified)
    {
        facts.RequireAwaiting();
        facts.RequireBeforeDeadline();
        if (
            facts.RoleOf(verified.Attester) != verified.Role
            || facts.Digest(options.Domain, verified.Role, verified.Outcome) != verified.Digest
        )
        {
            throw new RuleViolation(
                ErrorCodes.SignerMismatch,
                "The submission changed while the signature was checked.",
                ("digest", verified.Digest)
            );
        }
    }

    private CompletionPromise Complete(QuestFacts facts, StoredAttestation second, StoredAttestation first)
    {
        var (byCreator, byPerformer) = second.Role == AttestationRole.Creator ? (second, first) : (first, second);
        var outcome = byCreator.Outcome!.Value;
        var completed = new CompletedQuest(
            facts.Id,
            facts.Creator,
            facts.Performer!.Value,
            facts.WorkHash!.Value,
            outcome.GrantedXp((uint)facts.RewardXp),
            (uint)facts.RewardReputation,
            (ulong)facts.Now,
            SignaturesHash.Compute(byCreator.Signature, byPerformer.Signature)
        );
        var (leaf, anchorBy) = (completed.Leaf(), facts.Now + options.AnchorWithinSeconds);
        var promise = new CompletionPromise(facts.Now, anchorBy, leaf, Sign(byCreator), Sign(byPerformer));
        _completions.Add(new NewCompletion(completed, facts.TitleHash, byCreator, byPerformer, promise, first.Role));
        return promise;

        byte[] Sign(StoredAttestation attestation) =>
            receipts.Sign(
                new AttestationReceipt(
                    attestation.Digest,
                    attestation.Attester,
                    (ulong)facts.Now,
                    (ulong)anchorBy,
                    leaf
                )
            );
    }
}
