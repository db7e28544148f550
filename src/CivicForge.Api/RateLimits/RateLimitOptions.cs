namespace CivicForge.Api.RateLimits;

/// <summary>Requests a minute, per member and per address (section <c>RateLimits</c>): <c>RateLimits:Create</c>, <c>RateLimits:CreatePerAddress</c>.
/// <c>RateLimits:Multiplier</c> scales all of them. An address may do what some tens of members may: a whole workshop can be behind one.</summary>
internal sealed class RateLimitOptions
{
    private static readonly (int Member, int Address)[] Defaults =
    [
        (5, 60), (20, 200), (10, 100), (10, 200), (5, 50), (10, 120), (300, 3_000), (20, 100), (20, 200), (120, 120), (6_000, 6_000),
    ];

    private readonly (int Member, int Address)[] _limits;

    public RateLimitOptions(IConfiguration configuration)
    {
        var section = configuration.GetSection("RateLimits");
        var multiplier = Math.Max(1, section.GetValue("Multiplier", 1));
        _limits = [.. Enum.GetValues<RateClass>().Select(c => (Read($"{c}", Defaults[(int)c].Member), Read($"{c}PerAddress", Defaults[(int)c].Address)))];

        int Read(string key, int standard) => checked(Math.Max(1, section.GetValue(key, standard)) * multiplier);
    }

    public int PerMember(RateClass rateClass) => _limits[(int)rateClass].Member;

    public int PerAddress(RateClass rateClass) => _limits[(int)rateClass].Address;
}
