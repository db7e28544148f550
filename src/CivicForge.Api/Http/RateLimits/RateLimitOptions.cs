using System.Globalization;
using CivicForge.Hosting;

namespace CivicForge.Api.Http.RateLimits;

/// <summary>Requests a minute, per member and per address (section <c>RateLimits</c>): <c>RateLimits:Create</c>,
/// <c>RateLimits:CreatePerAddress</c>. <c>RateLimits:Multiplier</c> scales all of them. An address may do what some
/// tens of members may: a whole workshop can be behind one.</summary>
internal sealed class RateLimitOptions
{
    private static readonly (int Member, int Address)[] Defaults =
    [
        (5, 60),
        (20, 200),
        (10, 100),
        (10, 200),
        (5, 50),
        (10, 120),
        (300, 3_000),
        (20, 100),
        (20, 200),
        (120, 120),
        (6_000, 6_000),
    ];

    private readonly (int Member, int Address)[] _limits;

    /// <exception cref="ConfigurationException">A limit is not a number, or is below 1.</exception>
    public RateLimitOptions(IConfiguration configuration)
    {
        var section = configuration.GetSection("RateLimits");
        var multiplier = Read("Multiplier", 1);
        _limits =
        [
            .. Enum.GetValues<RateClass>()
                .Select(c =>
                    (Limit($"{c}", Defaults[(int)c].Member), Limit($"{c}PerAddress", Defaults[(int)c].Address))
                ),
        ];

        // No limit can be higher than what is counted.
        int Limit(string key, int standard) => (int)Math.Min(int.MaxValue, (long)Read(key, standard) * multiplier);

        int Read(string key, int standard) =>
            section[key] is not { } text ? standard
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number
            : throw new ConfigurationException(
                $"RateLimits:{key} is '{text}', which is not a number of requests a minute from 1 to {int.MaxValue}."
            );
    }

    public int PerMember(RateClass rateClass) => _limits[(int)rateClass].Member;

    public int PerAddress(RateClass rateClass) => _limits[(int)rateClass].Address;
}
