namespace CivicForge.Verifier;

/// <summary>What a verification comes to (protocol §9): any failed step → invalid, else any inconclusive step →
/// inconclusive, else valid.</summary>
public enum Verdict
{
    Valid,
    Invalid,
    Inconclusive,
}

/// <summary>The words and exit codes of a <see cref="Verdict"/>.</summary>
public static class Verdicts
{
    /// <summary>The verdict over all steps.</summary>
    public static Verdict Of(IEnumerable<Step> steps)
    {
        var verdict = Verdict.Valid;
        foreach (var step in steps)
        {
            if (step.Result == StepResult.Fail)
            {
                return Verdict.Invalid;
            }
            if (step.Result == StepResult.Inconclusive)
            {
                verdict = Verdict.Inconclusive;
            }
        }

        return verdict;
    }

    /// <summary>The word on the wire: <c>valid</c>, <c>invalid</c>, <c>inconclusive</c>.</summary>
    public static string Word(this Verdict verdict) =>
        verdict switch
        {
            Verdict.Valid => "valid",
            Verdict.Invalid => "invalid",
            _ => "inconclusive",
        };

    /// <summary>0 valid, 1 invalid, 2 inconclusive.</summary>
    public static int ExitCode(this Verdict verdict) => (int)verdict;
}
