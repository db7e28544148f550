using CivicForge.Chain.Contracts;
using CivicForge.Verifier.Node;

namespace CivicForge.Verifier.Steps;

/// <summary><c>revocation</c>: neither party has publicly withdrawn its statement, as of the finalized block.</summary>
internal static class RevocationStep
{
    internal static Task<Finding> CheckAsync(Proof proof, NodeView view) =>
        view.AskAsync(
            async (node, finalized) =>
            {
                var completed = proof.Completed;
                var call = AttestationRegistryContract.EncodeStatusOf(
                    proof.Path.BatchId,
                    completed,
                    proof.Path.Siblings
                );
                var answer = await node.CallAsync(proof.Domain.VerifyingContract, call, finalized.Reference)
                    .ConfigureAwait(false);
                return Status(answer) switch
                {
                    AttestationStatus.Attested => Finding.Pass(
                        $"Nobody has revoked it as of finalized block {finalized.Number}."
                    ),
                    AttestationStatus.RevokedByCreator => Finding.Fail(
                        $"The creator {completed.Creator} has revoked the attestation."
                    ),
                    AttestationStatus.RevokedByPerformer => Finding.Fail(
                        $"The performer {completed.Performer} has revoked the attestation."
                    ),
                    AttestationStatus.RevokedByBoth => Finding.Fail(
                        $"Both parties, {completed.Creator} and {completed.Performer}, have revoked the attestation."
                    ),
                    _ => Finding.Inconclusive(
                        $"The registry does not know this attestation at finalized block {finalized.Number}, so it "
                            + "cannot say whether it was revoked."
                    ),
                };
            }
        );

    /// <summary>An ABI word; anything else is not an answer of the registry's.</summary>
    private static AttestationStatus? Status(byte[] answer) =>
        answer.Length == 32 && !answer.AsSpan(0, 31).ContainsAnyExcept((byte)0) ? (AttestationStatus)answer[31] : null;
}
