namespace CivicForge.Sandbox.Testing;

/// <summary>
/// What only <c>./civicforge test --all</c> runs: more of what one case of the default run shows already. xUnit tests
/// carry the trait <c>Tier=Long</c>; other parts, and tests that choose a number of rounds, look at the environment
/// variable <c>CIVICFORGE_TESTS</c>, which is <c>all</c> then.
/// </summary>
public static class LongTier
{
    private const string Variable = "CIVICFORGE_TESTS";

    /// <summary>The trait's name and its value.</summary>
    public const string Trait = "Tier",
        Long = "Long";

    /// <summary>Whether it runs.</summary>
    public static bool Runs => Environment.GetEnvironmentVariable(Variable) == "all";

    /// <summary>For this process and those it starts.</summary>
    internal static void Set(bool runs) => Environment.SetEnvironmentVariable(Variable, runs ? "all" : null);
}
