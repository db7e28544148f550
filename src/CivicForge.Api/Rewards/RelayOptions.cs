using System.ComponentModel.DataAnnotations;

namespace CivicForge.Api.Rewards;

/// <summary>Section <c>Rewards</c>.</summary>
internal sealed class RelayOptions
{
    public const string Section = "Rewards";

    /// <summary>How long after a failed try the next one comes; doubled with each failure, and after the fifth it is
    /// given up.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "3650.00:00:00")]
    public TimeSpan RetryAfter { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How long a run has what it took off the work list to itself. A run that died in the middle delays its
    /// claims by no more than this.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "3650.00:00:00")]
    public TimeSpan LeaseTerm { get; set; } = TimeSpan.FromSeconds(300);

    /// <summary>Most claims that are relayed for one performer in a day (UTC); the rest waits for the next.</summary>
    [Range(1, int.MaxValue)]
    public int MaxClaimsPerMemberAndDay { get; set; } = 100;

    /// <summary>Most claims that are relayed in a day (UTC) for all together; the rest waits for the next.</summary>
    [Range(1, int.MaxValue)]
    public int MaxClaimsPerDay { get; set; } = 10_000;

    /// <summary>Most gas of a claim that two ECDSA signatures prove.</summary>
    [Range(100_000, 10_000_000)]
    public long MaxGasPerClaim { get; set; } = 250_000;

    /// <summary>Most gas of a claim that a contract wallet's signature proves: its code runs in it.</summary>
    [Range(100_000, 10_000_000)]
    public long MaxGasPerContractClaim { get; set; } = 800_000;

    /// <summary>Most wei that relayed claims may cost in a day (UTC), as decimal digits: 0.05 ETH. A tenth of it for
    /// one performer and for one pair of members; half of it is kept for performers who were paid for good
    /// before.</summary>
    [RegularExpression("^[0-9]{1,30}$")]
    public string PayoutWeiPerDay { get; set; } = "50000000000000000";

    /// <summary>Most claims of one run.</summary>
    [Range(1, 1000)]
    public int MaxPerRun { get; set; } = 100;

    /// <summary>Most claims of one transaction.</summary>
    [Range(1, 50)]
    public int MaxPerTransaction { get; set; } = 20;
}
