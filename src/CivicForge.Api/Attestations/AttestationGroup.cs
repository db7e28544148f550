using CivicForge.Api.Http.Problems;
using CivicForge.Api.Members;
using CivicForge.Api.Quests;
using CivicForge.Chain;
using CivicForge.Chain.Protocol;
using Npgsql;

namespace CivicForge.Api.Attestations;

/// <summary>Decides what each signature becomes, by the facts read under the locks, and collects the rows to
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
    /// <returns>Null when no key of the attester signed what has to be signed.</returns>
    /// <exception cref="RuleViolation">By these facts the attester cannot sign, or the submission changed while a
    /// contract was asked.</exception>
    public AcceptedAttestation? Decide(LockedQuest quest, PendingAttestation pending)
    {
        var (facts, submitted) = (quest.Facts, pending.Submitted);
        var decision = AttestationDecision.Of(facts, submitted, options.Domain);
        if (pending.Check(decision) is not { } valid)
        {
            return null;
        }
        if (decision.Stored is { } before)
        {
            return AcceptedAttestation.Before(before, facts.Completion);
        }
        var record = new StoredAttestation(
            facts.Id,
            facts.WorkHash!.Value,
            decision.Role,
            submitted.Attester,
            decision.Digest,
            decision.Role == AttestationRole.Creator ? submitted.Outcome : null,
            facts.Deadline!.Value,
            valid.Signature,
            valid.Kind,
            valid.ValidAt,
            facts.Now,
            StorageReceipt: null
        );
        var other = facts.Find(
            decision.Role == AttestationRole.Creator ? AttestationRole.Performer : AttestationRole.Creator
        );
        return other is null ? StoreFirst(quest, record) : Complete(quest, record, other);
    }

    /// <summary>All rows, as statements of the transaction that holds the locks.</summary>
    public void AddTo(NpgsqlBatch batch)
    {
        AttestationCommands.Insert(batch, _attestations);
        AttestationCommands.Complete(batch, _pairs);
        _moved = QuestCommands.Complete(
            batch,
            [
                .. _pairs.Select(p => new QuestCompletion(
                    p.Quest.QuestId,
                    p.Second.Attester,
                    p.At,
                    p.Promise.CompletedAt
                )),
            ]
        );
        PointCommands.Complete(batch, [.. _pairs.Select(p => p.Quest)], isFirstPaid);
        QuestCommands.Announce(batch, _changed);
    }

    /// <summary>Signatures, completions and ledger entries have no foreign keys: that each quest is there is what its
    /// move says.</summary>
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

    private AcceptedAttestation StoreFirst(LockedQuest quest, StoredAttestation first)
    {
        var receipt = new AttestationReceipt(first.Digest, first.Attester, (ulong)quest.Facts.Now, 0, Hash32.Zero);
        return Store(quest, first with { StorageReceipt = receipts.Sign(receipt) }, [], null);
    }

    private AcceptedAttestation Complete(LockedQuest locked, StoredAttestation second, StoredAttestation first)
    {
        var facts = locked.Facts;
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
        var pair = new CompletedPair(quest, facts.TitleHash, byCreator, byPerformer, promise, locked.Now);
        _pairs.Add(pair);
        return Store(locked, second, [first], pair);

        AttestationReceipt Receipt(StoredAttestation of) =>
            new(of.Digest, of.Attester, (ulong)facts.Now, (ulong)anchorBy, leaf);
    }

    private AcceptedAttestation Store(
        LockedQuest quest,
        StoredAttestation attestation,
        StoredAttestation[] before,
        CompletedPair? pair
    )
    {
        var attested = new AttestedQuest(
            quest.Row,
            attestation.Attester,
            quest.Timeline,
            [.. before.Append(attestation).OrderBy(a => a.Role).Select(a => a.Response(pair?.Promise))],
            pair is null
                ? null
                : new FreshCompletion(
                    pair.At,
                    pair.Promise.Leaf,
                    pair.Promise.AnchorBy,
                    pair.Quest.Xp,
                    pair.Quest.Reputation
                )
        );
        _attestations.Add(attestation);
        _changed.Add(attested);
        return new AcceptedAttestation(
            attestation.Role,
            attestation.Digest,
            attestation.Receipt(pair?.Promise),
            IsNew: true
        )
        {
            Attested = attested,
        };
    }
}
