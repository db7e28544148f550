namespace CivicForge.Api.Http.Problems;

/// <summary>An expected failure of a rule: the code says which, the detail says what happened here, the facts go into
/// the answer as members.</summary>
public sealed class RuleViolation(ErrorCode code, string detail, params (string Name, object? Value)[] facts)
    : Exception(detail)
{
    public ErrorCode Code { get; } = code;

    /// <summary>Extra members of the problem document, in camelCase.</summary>
    public IReadOnlyList<(string Name, object? Value)> Facts { get; } = facts;

    /// <summary>When to come back, for 429 and 503.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>422 with one entry a field.</summary>
    public static RuleViolation Invalid(IReadOnlyDictionary<string, string[]> errors) =>
        new(
            ErrorCodes.ValidationFailed,
            $"{errors.Count} field(s) are not valid: {string.Join(", ", errors.Keys)}. Nothing was changed.",
            ("errors", errors)
        );
}
