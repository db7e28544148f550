namespace CivicForge.Api.RateLimits;

/// <summary>What is counted together (domain.md, abuse limits).</summary>
internal enum RateClass
{
    Create,
    Claim,
    Submit,
    Attest,
    Dispute,
    Auth,
    Reads,

    /// <summary>Every other write: edit, cancel, release, evidence, revision, profile.</summary>
    Write,
}

/// <summary>Requests a minute, per member and per IP (section <c>RateLimits</c>). <c>RateLimits:Multiplier</c> scales all of them.</summary>
internal sealed class RateLimitOptions
{
    private static readonly int[] Defaults = [5, 20, 10, 10, 5, 10, 300, 20];

    private readonly int[] _limits;

    public RateLimitOptions(IConfiguration configuration)
    {
        var section = configuration.GetSection("RateLimits");
        var multiplier = Math.Max(1, section.GetValue("Multiplier", 1));
        _limits = [.. Enum.GetValues<RateClass>().Select(c => checked(Math.Max(1, section.GetValue(c.ToString(), Defaults[(int)c])) * multiplier))];
    }

    public int this[RateClass rateClass] => _limits[(int)rateClass];
}
