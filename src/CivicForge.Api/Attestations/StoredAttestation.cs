using CivicForge.Api.Database;
using CivicForge.Api.Quests;
using CivicForge.Api.Signatures;
using CivicForge.Chain;
using CivicForge.Chain.Protocol;

namespace CivicForge.Api.Attestations;

/// <summary>An accepted attestation, from the database or about to be written.</summary>
internal sealed record StoredAttestation(
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
    public ReceiptResponse Receipt(CompletionPromise? completion) =>
        StorageReceipt is { } bytes
            ? new ReceiptResponse(Digest, Attester, ReceivedAt, 0, Hash32.Zero, Hex.Encode(bytes))
            : completion!.ReceiptOf(this);

    /// <summary>As a quest in full shows it.</summary>
    public AttestationResponse Response(CompletionPromise? completion) =>
        new(
            Words.Lower(Role),
            Attester,
            Words.Lower(Kind),
            Digest,
            Outcome?.Word(),
            ReceivedAt,
            Receipt(completion),
            completion?.ReceiptOf(this)
        );
}

/// <summary>What completion promises both parties (protocol §8). Times in unix seconds.</summary>
internal sealed record CompletionPromise(
    long CompletedAt,
    long AnchorBy,
    Hash32 Leaf,
    byte[] CreatorReceipt,
    byte[] PerformerReceipt
)
{
    public ReceiptResponse ReceiptOf(StoredAttestation attestation) =>
        new(
            attestation.Digest,
            attestation.Attester,
            CompletedAt,
            AnchorBy,
            Leaf,
            Hex.Encode(SignatureOf(attestation.Role))
        );

    public byte[] SignatureOf(AttestationRole role) =>
        role == AttestationRole.Creator ? CreatorReceipt : PerformerReceipt;
}
