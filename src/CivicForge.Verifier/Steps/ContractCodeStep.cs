using CivicForge.Chain.Contracts;
using CivicForge.Chain.Rpc;
using CivicForge.Verifier.Node;

namespace CivicForge.Verifier.Steps;

/// <summary><c>contract-code</c>: what runs at the registry's address is the published AttestationRegistry. Places that the constructor
/// fills in (immutable variables) are left out of the comparison.</summary>
internal static class ContractCodeStep
{
    internal static Task<Finding> CheckAsync(Proof proof, NodeView node, CancellationToken cancellationToken) => node.AskAsync(async (client, _) =>
    {
        var registry = proof.Domain.VerifyingContract;
        var code = await client.GetCodeAsync(registry, BlockId.Latest, cancellationToken).ConfigureAwait(false);
        if (code.Length == 0) return Finding.Fail($"There is no contract at {registry}.");
        return ContractArtifact.AttestationRegistry.Matches(code)
            ? Finding.Pass($"The contract at {registry} runs the published code of AttestationRegistry.")
            : Finding.Fail($"The contract at {registry} does not run the published code of AttestationRegistry.");
    });
}
