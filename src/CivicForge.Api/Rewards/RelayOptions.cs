using System.ComponentModel.DataAnnotations;

namespace CivicForge.Api.Rewards;

/// <summary>Section <c>Rewards</c>.</summary>
internal sealed class RelayOptions
{
    public const string Section = "Rewards";

    /// <summary>How long after a failed try the next one comes; doubled with each failure.</summary>
    public TimeSpan RetryAfter { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>Most claims of one run.</summary>
    [Range(1, 1000)]
    public int MaxPerRun { get; set; } = 100;

    /// <summary>Most claims of one transaction.</summary>
    [Range(1, 50)]
    public int MaxPerTransaction { get; set; } = 20;
}
