namespace CivicForge.Api.Rewards;

/// <summary>What one run did, for its log line.</summary>
internal sealed class RelayRun
{
    /// <summary>Rewards that were sent, failed, or were put off.</summary>
    public int Processed { get; set; }

    /// <summary>Rewards whose claim became final since the last run.</summary>
    public int Succeeded { get; set; }
    public int Failed { get; set; }
    public int Abandoned { get; set; }

    /// <summary>Rewards that wait: over a budget, or claimed by somebody else in a block that is not final.</summary>
    public int Skipped { get; set; }
}
