using CivicForge.Chain.Contracts;
using CivicForge.Chain.Rpc;
using CivicForge.Verifier.Node;

namespace CivicForge.Verifier.Steps;

/// <summary><c>revocation</c>: neither party has publicly withdrawn its statement, as of the finalized block.</summary>
internal static class RevocationStep
{
    internal static Task<Finding> CheckAsync(Proof proof, NodeView node, CancellationToken cancellationToken) => node.AskAsync(async (client, finalized) =>
    {
        var completed = proof.Completed;
        var registry = new AttestationRegistryContract(client, proof.Domain.VerifyingContract);
        var status = await registry.StatusOfAsync(proof.Path.BatchId, completed, proof.Path.Siblings, BlockId.Hash(finalized.Hash), cancellationToken).ConfigureAwait(false);
        return status switch
        {
            AttestationStatus.Attested => Finding.Pass($"Nobody has revoked it as of finalized block {finalized.Number}."),
            AttestationStatus.RevokedByCreator => Finding.Fail($"The creator {completed.Creator} has revoked the attestation."),
            AttestationStatus.RevokedByPerformer => Finding.Fail($"The performer {completed.Performer} has revoked the attestation."),
            AttestationStatus.RevokedByBoth => Finding.Fail($"Both parties, {completed.Creator} and {completed.Performer}, have revoked the attestation."),
            _ => Finding.Inconclusive($"The registry does not know this attestation at finalized block {finalized.Number}, so it can't say whether it was revoked."),
        };
    });
}
