using CivicForge.Api.Http.Problems;
using CivicForge.Api.Quests;
using CivicForge.Api.Signatures;
using CivicForge.Chain;

namespace CivicForge.Api.Attestations;

/// <summary>Last stage, the answer: the stored record, and whether this request stored it.</summary>
internal sealed record AcceptedAttestation(AttestationRole Role, Hash32 Digest, ReceiptResponse Receipt, bool IsNew)
{
    /// <summary>The quest as the storing transaction left it, as the attester sees it; null when the record was stored
    /// before.</summary>
    public QuestResponse? Quest { get; init; }

    public static AcceptedAttestation Before(StoredAttestation stored, CompletionPromise? promise) =>
        new(stored.Role, stored.Digest, stored.Receipt(promise), IsNew: false);
}

/// <summary>Takes a signature: read the facts, decide what has to be signed and hash it here, check the signature
/// outside any transaction, then store it under the quest row's lock, where the same decision is made again.</summary>
internal sealed class AcceptAttestation(
    QuestFactsQueue quests,
    AttestationOptions options,
    SignatureCheck signatures,
    AttestationQueue queue
)
{
    /// <exception cref="RuleViolation">Every failure of http-api.md's row.</exception>
    public async Task<AcceptedAttestation> RunAsync(SubmittedAttestation submitted, CancellationToken cancellationToken)
    {
        var facts = await quests.ReadAsync(submitted.QuestId) ?? throw QuestReader.NotFound(submitted.QuestId);
        var decision = AttestationDecision.Of(facts, submitted, options.Domain);
        var valid = await CheckAsync(submitted, decision.Digest, cancellationToken);
        return decision.Stored is { } stored
            ? AcceptedAttestation.Before(stored, facts.Completion)
            : await queue.StoreAsync(new CheckedAttestation(submitted, decision.Role, decision.Digest, valid));
    }

    private async Task<SignatureVerdict.Valid> CheckAsync(
        SubmittedAttestation submitted,
        Hash32 digest,
        CancellationToken cancellationToken
    ) =>
        await signatures.VerifyAsync(submitted.Attester, digest, submitted.Signature, cancellationToken) switch
        {
            SignatureVerdict.Valid valid => valid,
            SignatureVerdict.Invalid invalid => throw new RuleViolation(
                invalid.Code,
                $"{invalid.Reason} The digest is {digest}.",
                ("digest", digest),
                ("expectedSigner", submitted.Attester)
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
