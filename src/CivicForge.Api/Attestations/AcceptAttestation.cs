using CivicForge.Api.Http.Problems;
using CivicForge.Api.Quests;
using CivicForge.Api.Signatures;
using CivicForge.Chain;
using CivicForge.Chain.Protocol;

namespace CivicForge.Api.Attestations;

/// <summary>What became of a signature: the stored record, and whether this request stored it.</summary>
internal sealed record AcceptedAttestation(AttestationRole Role, Hash32 Digest, ReceiptResponse Receipt, bool IsNew)
{
    /// <summary>The quest as the storing transaction left it, as the attester sees it; null when the record was stored
    /// before.</summary>
    public QuestResponse? Quest { get; init; }
}

/// <summary>Takes a signature: read the facts, hash the typed data here, check the signature outside any transaction,
/// then store it under the quest row's lock, where state and deadline are checked again.</summary>
internal sealed class AcceptAttestation(
    QuestFactsQueue quests,
    AttestationOptions options,
    SignatureCheck signatures,
    AttestationQueue queue
)
{
    /// <exception cref="RuleViolation">Every failure of http-api.md's row.</exception>
    public async Task<AcceptedAttestation> RunAsync(
        Guid id,
        Address caller,
        string signature,
        Outcome outcome,
        CancellationToken cancellationToken
    )
    {
        var (facts, completion) = await quests.ReadAsync(id) ?? throw QuestReader.NotFound(id);
        var role = facts.RoleOf(caller);
        if (facts.Find(role) is { } stored)
        {
            RequireSameOutcome(stored, outcome);
            await VerifyAsync(caller, stored.Digest, signature, cancellationToken);
            return new AcceptedAttestation(role, stored.Digest, stored.Receipt(completion), IsNew: false);
        }

        facts.RequireAwaiting();
        facts.RequireBeforeDeadline();
        var digest = facts.Digest(options.Domain, role, outcome);
        var valid = await VerifyAsync(caller, digest, signature, cancellationToken);
        return await queue.StoreAsync(new VerifiedAttestation(id, role, caller, digest, outcome, valid));
    }

    /// <summary>A party that has signed with another outcome can not sign again.</summary>
    public static void RequireSameOutcome(StoredAttestation stored, Outcome outcome)
    {
        if (stored.Outcome is { } first && first != outcome)
        {
            throw new RuleViolation(
                ErrorCodes.AlreadyAttested,
                $"The creator has attested '{first.Word()}'.",
                ("outcome", first.Word())
            );
        }
    }

    private async Task<SignatureVerdict.Valid> VerifyAsync(
        Address signer,
        Hash32 digest,
        string signature,
        CancellationToken cancellationToken
    ) =>
        await signatures.VerifyAsync(signer, digest, signature, cancellationToken) switch
        {
            SignatureVerdict.Valid valid => valid,
            SignatureVerdict.Invalid invalid => throw new RuleViolation(
                invalid.Code,
                $"{invalid.Reason} The digest is {digest}.",
                ("digest", digest),
                ("expectedSigner", signer)
            ),
            SignatureVerdict.Inconclusive inconclusive => throw new RuleViolation(
                ErrorCodes.SignatureInconclusive,
                $"The signature could not be checked: {inconclusive.Reason}. Nothing was stored."
            )
            {
                RetryAfter = TimeSpan.FromSeconds(5),
            },
            _ => throw new InvalidOperationException("An unknown verdict."),
        };
}

/// <summary>A signature found valid over <paramref name="Digest"/>, not stored yet.</summary>
internal sealed record VerifiedAttestation(
    Guid QuestId,
    AttestationRole Role,
    Address Attester,
    Hash32 Digest,
    Outcome Outcome,
    SignatureVerdict.Valid Signature
);
