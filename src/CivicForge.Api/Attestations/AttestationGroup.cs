using CivicForge.Api.Http.Problems;
using CivicForge.Api.Members;
using CivicForge.Api.Quests;
using CivicForge.Chain;
using CivicForge.Chain.Protocol;
using Npgsql;

namespace CivicForge.Api.Attestations;

/// <summary>Decides what each checked signature becomes, by the facts read under the locks, and collects the rows to
/// write. It knows at most one signature a quest, so that no decision depends on another.</summary>
/// <param name="isFirstPaid">Whether a performer's first pair brings the points of sign-up.</param>
internal sealed class AttestationGroup(AttestationOptions options, ReceiptSigner receipts, bool isFirstPaid)
{
    private readonly List<StoredAttestation> _attestations = [];
    private readonly List<CompletedPair> _pairs = [];
    private readonly List<AttestedQuest> _changed = [];
    private NpgsqlBatchCommand? _moved;

    public IReadOnlyList<StoredAttestation> Attestations => _attestations;

    /// <summary>The quests of <see cref="Attestations"/>, as far as they are known before they are written.</summary>
    public IReadOnlyList<AttestedQuest> Changed => _changed;

    /// <summary>The record: stored before, or about to be with <see cref="AddTo"/>.</summary>
    /// <exception cref="RuleViolation">The state, the deadline or the submission changed while the signature was
    /// checked.</exception>
    public AcceptedAttestation Decide(QuestFacts facts, CheckedAttestation attestation)
    {
        var decision = AttestationDecision.Of(facts, attestation.Submitted, options.Domain);
        if (decision.Stored is { } before)
        {
            return AcceptedAttestation.Before(before, facts.Completion);
        }
        if (decision.Role != attestation.Role || decision.Digest != attestation.Digest)
        {
            throw new RuleViolation(
                ErrorCodes.SignerMismatch,
                "The submission changed while the signature was checked.",
                ("digest", attestation.Digest)
            );
        }

        var other = facts.Find(
            decision.Role == AttestationRole.Creator ? AttestationRole.Performer : AttestationRole.Creator
        );
        return other is null
            ? StoreFirst(facts, Record(facts, attestation))
            : Complete(facts, Record(facts, attestation), other);
    }

    /// <summary>All rows, as statements of the transaction that holds the locks.</summary>
    public void AddTo(NpgsqlBatch batch)
    {
        AttestationCommands.Insert(batch, _attestations);
        AttestationCommands.Complete(batch, _pairs);
        _moved = QuestCommands.Complete(
            batch,
            [.. _pairs.Select(p => new QuestCompletion(p.Quest.QuestId, p.Second.Attester, p.Promise.CompletedAt))]
        );
        PointCommands.Complete(batch, [.. _pairs.Select(p => p.Quest)], isFirstPaid);
        QuestCommands.Announce(batch, [.. _changed.Select(q => q.Id)]);
    }

    /// <summary>Signatures, completions and ledger entries have no foreign keys: that each quest is there is what its move
    /// says.</summary>
    /// <exception cref="InvalidOperationException">A quest that is completed did not move; nothing may be
    /// committed.</exception>
    public void RequireMoved()
    {
        if (_moved is not null && _moved.RecordsAffected != _pairs.Count)
        {
            throw new InvalidOperationException(
                $"{_pairs.Count} pairs were completed and {_moved.RecordsAffected} quests moved. Nothing was stored."
            );
        }
    }

    private static StoredAttestation Record(QuestFacts facts, CheckedAttestation attestation) =>
        new(
            facts.Id,
            facts.WorkHash!.Value,
            attestation.Role,
            attestation.Submitted.Attester,
            attestation.Digest,
            attestation.Role == AttestationRole.Creator ? attestation.Submitted.Outcome : null,
            facts.Deadline!.Value,
            attestation.Signature.Signature,
            attestation.Signature.Kind,
            attestation.Signature.ValidAt,
            facts.Now,
            StorageReceipt: null
        );

    private AcceptedAttestation StoreFirst(QuestFacts facts, StoredAttestation first)
    {
        var receipt = new AttestationReceipt(first.Digest, first.Attester, (ulong)facts.Now, 0, Hash32.Zero);
        return Store(facts, first with { StorageReceipt = receipts.Sign(receipt) }, [], null);
    }

    private AcceptedAttestation Complete(QuestFacts facts, StoredAttestation second, StoredAttestation first)
    {
        var (byCreator, byPerformer) = second.Role == AttestationRole.Creator ? (second, first) : (first, second);
        var quest = new CompletedQuest(
            facts.Id,
            facts.Creator,
            facts.Performer!.Value,
            facts.WorkHash!.Value,
            byCreator.Outcome!.Value.GrantedXp((uint)facts.RewardXp),
            (uint)facts.RewardReputation,
            (ulong)facts.Now,
            SignaturesHash.Compute(byCreator.Signature, byPerformer.Signature)
        );
        var (leaf, anchorBy) = (quest.Leaf(), facts.Now + options.AnchorWithinSeconds);
        var promise = new CompletionPromise(
            facts.Now,
            anchorBy,
            leaf,
            receipts.Sign(Receipt(byCreator)),
            receipts.Sign(Receipt(byPerformer))
        );
        var pair = new CompletedPair(quest, facts.TitleHash, byCreator, byPerformer, promise);
        _pairs.Add(pair);
        return Store(facts, second, [first], pair);

        AttestationReceipt Receipt(StoredAttestation of) =>
            new(of.Digest, of.Attester, (ulong)facts.Now, (ulong)anchorBy, leaf);
    }

    private AcceptedAttestation Store(
        QuestFacts facts,
        StoredAttestation attestation,
        StoredAttestation[] before,
        CompletedPair? pair
    )
    {
        _attestations.Add(attestation);
        _changed.Add(
            new AttestedQuest(
                facts.Id,
                attestation.Attester,
                facts.HasEvidence,
                [.. before.Append(attestation).OrderBy(a => a.Role).Select(a => a.Response(pair?.Promise))],
                pair is null
                    ? null
                    : new FreshCompletion(
                        pair.Promise.Leaf,
                        pair.Promise.AnchorBy,
                        pair.Quest.Xp,
                        pair.Quest.Reputation
                    )
            )
        );
        return new AcceptedAttestation(
            attestation.Role,
            attestation.Digest,
            attestation.Receipt(pair?.Promise),
            IsNew: true
        );
    }
}
