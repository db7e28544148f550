using CivicForge.Api.Database;
using CivicForge.Api.Quests;
using CivicForge.Api.Signatures;
using CivicForge.Chain;
using CivicForge.Chain.Protocol;

namespace CivicForge.Api.Attestations;

/// <summary>Third stage: a row of <c>civic.attestations</c>, read or about to be written.</summary>
/// <param name="Outcome">Of the creator alone.</param>
/// <param name="Deadline">That was signed, unix seconds.</param>
/// <param name="StorageReceipt">65 bytes; null when this signature completed the pair, so that it was never only
/// stored.</param>
internal sealed record StoredAttestation(
    Guid QuestId,
    Hash32 WorkHash,
    AttestationRole Role,
    Address Attester,
    Hash32 Digest,
    Outcome? Outcome,
    long Deadline,
    byte[] Signature,
    SignatureKind Kind,
    BlockRef? ValidAt,
    long ReceivedAt,
    byte[]? StorageReceipt
)
{
    /// <summary>The receipt given for this signature: for storage, or – when it completed the pair – for
    /// anchoring.</summary>
    public ReceiptResponse Receipt(CompletionPromise? promise) =>
        StorageReceipt is { } bytes
            ? new ReceiptResponse(Digest, Attester, ReceivedAt, 0, Hash32.Zero, Hex.Encode(bytes))
            : ForAnchoring(promise!);

    /// <summary>As a quest in full shows it.</summary>
    public AttestationResponse Response(CompletionPromise? promise) =>
        new(
            Words.Of(Role),
            Attester,
            Words.Of(Kind),
            Digest,
            Outcome?.Word(),
            ReceivedAt,
            Receipt(promise),
            promise is null ? null : ForAnchoring(promise)
        );

    private ReceiptResponse ForAnchoring(CompletionPromise promise) =>
        new(Digest, Attester, promise.CompletedAt, promise.AnchorBy, promise.Leaf, Hex.Encode(promise.Receipt(Role)));
}
