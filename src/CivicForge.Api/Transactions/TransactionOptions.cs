using System.ComponentModel.DataAnnotations;

namespace CivicForge.Api.Transactions;

/// <summary>Section <c>Transactions</c>. Fees in wei per gas.</summary>
internal sealed class TransactionOptions
{
    public const string Section = "Transactions";

    /// <summary>Absolute ceiling of maxFeePerGas.</summary>
    [Range(1, long.MaxValue)]
    public long MaxFeePerGas { get; set; } = 200_000_000_000;

    /// <summary>The first offer's priority fee stays below this, whatever a node suggests.</summary>
    [Range(1, long.MaxValue)]
    public long MaxPriorityFeePerGas { get; set; } = 5_000_000_000;

    [Range(1, long.MaxValue)]
    public long MinPriorityFeePerGas { get; set; } = 100_000_000;

    /// <summary>How long the newest attempt may wait in the pool before its fees are raised.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "3650.00:00:00")]
    public TimeSpan BumpAfter { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Refuse to sign above this many units of gas.</summary>
    [Range(21_000, 30_000_000)]
    public long MaxGas { get; set; } = 10_000_000;

    /// <summary>Added to a node's gas estimate, in percent.</summary>
    [Range(0, 400)]
    public int GasMarginPercent { get; set; } = 20;

    /// <summary>Term of the writer's lease. It is renewed at a third of it.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "3650.00:00:00")]
    public TimeSpan LeaseTerm { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Deadline of one call to a node.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "3650.00:00:00")]
    public TimeSpan RpcTimeout { get; set; } = TimeSpan.FromSeconds(10);
}
