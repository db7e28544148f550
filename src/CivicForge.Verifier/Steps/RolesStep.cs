namespace CivicForge.Verifier.Steps;

/// <summary><c>roles</c>: the two parties are two wallets.</summary>
internal static class RolesStep
{
    internal static Finding Check(Proof proof) =>
        proof.Completed.Creator == proof.Completed.Performer
            ? Finding.Fail($"Creator and performer are the same wallet, {proof.Completed.Creator}.")
            : Finding.Pass("Creator and performer are two wallets.");
}
