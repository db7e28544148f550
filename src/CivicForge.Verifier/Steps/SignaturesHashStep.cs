using CivicForge.Chain.Protocol;

namespace CivicForge.Verifier.Steps;

/// <summary><c>signatures-hash</c>: the leaf commits to exactly these two signatures.</summary>
internal static class SignaturesHashStep
{
    internal static Finding Check(Proof proof)
    {
        var hash = SignaturesHash.Compute(proof.Creator.Signature, proof.Performer.Signature);
        return hash == proof.Completed.SignaturesHash
            ? Finding.Pass("The anchored leaf commits to these two signatures.")
            : Finding.Fail(
                $"The two signatures hash to {hash}, completed.signaturesHash is {proof.Completed.SignaturesHash}."
            );
    }
}
