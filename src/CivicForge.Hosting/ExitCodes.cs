namespace CivicForge.Hosting;

/// <summary>What a process of ours says when it ends, beside what a verb documents of its own. Anything else is an
/// exception that nobody expected, with its trace.</summary>
public static class ExitCodes
{
    public const int Success = 0;

    /// <summary>Called or configured wrongly (EX_USAGE of <c>sysexits.h</c>): starting it again changes
    /// nothing.</summary>
    public const int Usage = 64;
}
