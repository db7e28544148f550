using CivicForge.Chain.Protocol;

namespace CivicForge.Verifier.Steps;

/// <summary><c>domain</c>: signed for this application, and for a deployment that the verifier – not the file –
/// trusts.</summary>
internal static class DomainStep
{
    internal static Finding Check(Proof proof, IReadOnlyList<TrustedDeployment> trusted)
    {
        var domain = proof.Domain;
        if (domain.Name != CivicDomain.Name || domain.Version != CivicDomain.Version)
        {
            return Finding.Fail(
                $"The statements were signed for \"{domain.Name}\" version \"{domain.Version}\", not for "
                    + "\"CivicForge\" version \"1\"."
            );
        }
        foreach (var deployment in trusted)
        {
            if ((ulong)deployment.ChainId == domain.ChainId && deployment.Registry == domain.VerifyingContract)
            {
                return Finding.Pass(
                    $"Signed for CivicForge on chain {domain.ChainId}, registry {domain.VerifyingContract}, "
                        + $"trusted by {deployment.Source}."
                );
            }
        }

        var known = trusted.Count == 0 ? "no deployment is known" : $"trusted: {string.Join(", ", trusted)}";
        return Finding.Inconclusive(
            $"Unknown deployment: chain {domain.ChainId}, registry {domain.VerifyingContract} ({known}). "
                + "If its operator published this address, name it with --registry CHAIN:ADDRESS."
        );
    }
}
