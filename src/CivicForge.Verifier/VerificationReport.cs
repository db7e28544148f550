namespace CivicForge.Verifier;

/// <summary>What a verification found.</summary>
/// <param name="Steps">All of <see cref="StepNames.All"/>, in that order.</param>
/// <param name="Proof">The proof as read, or null when step <c>format</c> failed.</param>
public sealed record VerificationReport(IReadOnlyList<Step> Steps, Proof? Proof)
{
    /// <summary>The verdict over all steps.</summary>
    public Verdict Verdict { get; } = Verdicts.Of(Steps);

    /// <summary>The step of this name.</summary>
    public Step this[string name] => Steps.First(step => step.Name == name);
}
