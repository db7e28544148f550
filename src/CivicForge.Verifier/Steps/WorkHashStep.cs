using CivicForge.Chain.Protocol;

namespace CivicForge.Verifier.Steps;

/// <summary><c>work-hash</c>: the disclosed texts are the ones that were signed.</summary>
internal static class WorkHashStep
{
    internal static Finding Check(Proof proof)
    {
        if (proof.Content is not { } content)
        {
            return Finding.Skipped("The file discloses no texts.");
        }
        var hash = WorkHash.Compute(
            content.Salt,
            content.Title,
            content.Description,
            content.ExceptionalCriteria,
            content.Submission,
            content.Evidence
        );
        return hash == proof.Completed.WorkHash
            ? Finding.Pass($"The disclosed texts and {Count(content.Evidence.Count)} are those that were signed.")
            : Finding.Fail($"The disclosed content hashes to {hash}, the parties signed {proof.Completed.WorkHash}.");
    }

    private static string Count(int files) => files == 1 ? "1 evidence hash" : $"{files} evidence hashes";
}
