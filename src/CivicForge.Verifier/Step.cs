namespace CivicForge.Verifier;

/// <summary>How a step ended.</summary>
public enum StepResult
{
    Pass,
    Fail,

    /// <summary>Not done, because there was nothing to do it on or the caller asked not to. Never speaks against the
    /// proof.</summary>
    Skipped,

    /// <summary>Could not be decided, e.g. because no node answered. Never taken for a failure.</summary>
    Inconclusive,
}

/// <summary>One named step of a verification with its result and a sentence that says why.</summary>
/// <param name="Name">One of <see cref="StepNames"/>.</param>
/// <param name="Result">How it ended.</param>
/// <param name="Reason">The facts. May quote texts of the file: clean it with <see cref="PrintableText"/> before it
/// reaches a terminal.</param>
public sealed record Step(string Name, StepResult Result, string Reason);

/// <summary>The result of a step before it has its name.</summary>
internal readonly record struct Finding(StepResult Result, string Reason)
{
    internal static Finding Pass(string reason) => new(StepResult.Pass, reason);

    internal static Finding Fail(string reason) => new(StepResult.Fail, reason);

    internal static Finding Skipped(string reason) => new(StepResult.Skipped, reason);

    internal static Finding Inconclusive(string reason) => new(StepResult.Inconclusive, reason);

    internal Step As(string name) => new(name, Result, Reason);
}
