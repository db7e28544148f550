using CivicForge.Api.Http.Problems;
using CivicForge.Api.Signatures;
using CivicForge.Chain.Crypto;

namespace CivicForge.Api.Attestations;

/// <summary>Second stage: waits to be stored. A key's signature is checked by the facts that are read under the lock,
/// which takes no node and some 35 µs; a contract wallet's was checked before, by facts that may have changed
/// since.</summary>
internal abstract class PendingAttestation(SubmittedAttestation submitted)
{
    public SubmittedAttestation Submitted { get; } = submitted;

    /// <summary>Completed after the commit that holds the record, or with the failure; null when a key did not sign, so
    /// that the attester's contract has to be asked.</summary>
    public TaskCompletionSource<AcceptedAttestation?> Accepted { get; } =
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <returns>Null when a key did not sign it.</returns>
    /// <exception cref="RuleViolation">What was checked is not what has to be signed any more.</exception>
    public abstract SignatureVerdict.Valid? Check(AttestationDecision decision);

    internal sealed class ByKey(SubmittedAttestation submitted, EcdsaSignature signature)
        : PendingAttestation(submitted)
    {
        public override SignatureVerdict.Valid? Check(AttestationDecision decision) =>
            SignatureCheck.Recovers(Submitted.Attester, decision.Digest, signature);
    }

    internal sealed class ByContract(
        SubmittedAttestation submitted,
        AttestationDecision asked,
        SignatureVerdict.Valid verdict
    ) : PendingAttestation(submitted)
    {
        public override SignatureVerdict.Valid Check(AttestationDecision decision) =>
            decision.Role == asked.Role && decision.Digest == asked.Digest
                ? verdict
                : throw new RuleViolation(
                    ErrorCodes.SignerMismatch,
                    "The submission changed while the signature was checked.",
                    ("digest", asked.Digest)
                );
    }
}
