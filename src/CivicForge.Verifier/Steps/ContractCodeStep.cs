using CivicForge.Chain.Contracts;
using CivicForge.Verifier.Node;

namespace CivicForge.Verifier.Steps;

/// <summary><c>contract-code</c>: what runs at the registry's address is the published AttestationRegistry. Places that
/// the constructor fills in (immutable variables) are left out of the comparison.</summary>
internal static class ContractCodeStep
{
    internal static Task<Finding> CheckAsync(Proof proof, NodeView view) =>
        view.AskAsync(
            async (node, _) =>
            {
                var registry = proof.Domain.VerifyingContract;
                var code = await node.CodeAsync(registry).ConfigureAwait(false);
                if (code.Length == 0)
                {
                    return await NodeView.BehindAsync(node, proof).ConfigureAwait(false) is { } behind
                        ? Finding.Inconclusive(behind)
                        : Finding.Fail($"There is no contract at {registry}.");
                }

                return ContractArtifact.AttestationRegistry.Matches(code)
                    ? Finding.Pass($"The contract at {registry} runs the published code of AttestationRegistry.")
                    : Finding.Fail(
                        $"The contract at {registry} does not run the published code of AttestationRegistry."
                    );
            }
        );
}
