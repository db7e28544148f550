using CivicForge.Api.Signatures;
using CivicForge.Chain;

namespace CivicForge.Api.Attestations;

/// <summary>Second stage: the signature is the attester's over <paramref name="Digest"/>, and waits to be
/// stored.</summary>
internal sealed record CheckedAttestation(
    SubmittedAttestation Submitted,
    AttestationRole Role,
    Hash32 Digest,
    SignatureVerdict.Valid Signature
)
{
    /// <summary>Completed after the commit that holds the record, or with the failure.</summary>
    public TaskCompletionSource<AcceptedAttestation> Accepted { get; } =
        new(TaskCreationOptions.RunContinuationsAsynchronously);
}
