using System.Diagnostics;
using CivicForge.Api.Database;
using CivicForge.Api.Http.Problems;
using CivicForge.Api.Quests;
using CivicForge.Api.Signatures;
using CivicForge.Chain;
using CivicForge.Hosting.Traces;

namespace CivicForge.Api.Attestations;

/// <summary>Last stage, the answer: the stored record, and whether this request stored it.</summary>
internal sealed record AcceptedAttestation(AttestationRole Role, Hash32 Digest, ReceiptResponse Receipt, bool IsNew)
{
    /// <summary>What the storing transaction knows of the quest; null when the record was stored before.</summary>
    public AttestedQuest? Attested { get; init; }

    /// <summary>The quest as that transaction left it, as the attester sees it.</summary>
    public QuestResponse? Quest { get; init; }

    public static AcceptedAttestation Before(StoredAttestation stored, CompletionPromise? promise) =>
        new(stored.Role, stored.Digest, stored.Receipt(promise), IsNew: false);
}

/// <summary>Takes a signature. A key's is decided, checked and stored in one transaction, under the quest row's lock. A
/// contract wallet is a node away, so that it is asked before, outside any transaction, over what the facts then say
/// has to be signed; the same decision is made again under the lock.</summary>
internal sealed class AcceptAttestation(
    KeyedDatabase database,
    AttestationOptions options,
    SignatureCheck signatures,
    AttestationQueue queue
)
{
    /// <exception cref="RuleViolation">Every failure of http-api.md's row.</exception>
    public async Task<AcceptedAttestation> RunAsync(SubmittedAttestation submitted, CancellationToken cancellationToken)
    {
        using var step = StartTrace(submitted);
        return
            SignatureCheck.TryParse(submitted.Signature, out var signature)
            && await queue.StoreAsync(new PendingAttestation.ByKey(submitted, signature)) is { } accepted
            ? accepted
            : await AskContractAsync(submitted, cancellationToken);
    }

    /// <summary>In the quest's own trace, linked with the request's.</summary>
    private static Activity? StartTrace(SubmittedAttestation submitted) =>
        WorkTrace.AreWanted ? WorkTrace.OfQuest(submitted.QuestId).Start("attest", Activity.Current?.Context) : null;

    private async Task<AcceptedAttestation> AskContractAsync(
        SubmittedAttestation submitted,
        CancellationToken cancellationToken
    )
    {
        var facts = await ReadAsync(submitted.QuestId, cancellationToken);
        var decision = AttestationDecision.Of(facts, submitted, options.Domain);
        var valid = await CheckAsync(submitted, decision.Digest, cancellationToken);
        return decision.Stored is { } stored
            ? AcceptedAttestation.Before(stored, facts.Completion)
            : (await queue.StoreAsync(new PendingAttestation.ByContract(submitted, decision, valid)))!;
    }

    private async Task<QuestFacts> ReadAsync(Guid quest, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await QuestFactsReader.ReadAsync(connection, quest, cancellationToken)
            ?? throw QuestReader.NotFound(quest);
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
