using System.ComponentModel.DataAnnotations;

namespace CivicForge.Indexer;

/// <summary>Section <c>Indexer</c>: how the chain is followed. Every value has a default that suits a local node and a
/// hosted one. The longest pauses are bounded because <c>10</c> is ten days here, not ten seconds.</summary>
internal sealed class IndexerOptions
{
    /// <summary>Pause between two looks at a node that has nothing new.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "01:00:00")]
    public TimeSpan Poll { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Longest pause after failures.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "01:00:00")]
    public TimeSpan LongestBackOff { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a holder that fell silent keeps the lease.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan LeaseTerm { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Deadline of one call to the node.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "01:00:00")]
    public TimeSpan CallTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Most blocks a transaction and a call for logs. Some hundred, so that a range is stored while the next
    /// ones are read; a longer one would save a call for logs in some hundred for headers.</summary>
    [Range(1, 1_000_000)]
    public int RangeSize { get; set; } = 250;

    /// <summary>Ranges that are read ahead of the one being written.</summary>
    [Range(1, 1000)]
    public int ReadAhead { get; set; } = 2;

    /// <summary>Calls at once within a range.</summary>
    [Range(1, 1000)]
    public int Concurrency { get; set; } = 16;

    /// <summary>Most calls in one request to the node; 1 for a provider that charges less for calls alone. What a node
    /// refuses as a batch is asked call by call without being told.</summary>
    [Range(1, 1000)]
    public int BatchSize { get; set; } = 32;

    /// <summary>Most batches and most claims whose contract state is compared in one look.</summary>
    [Range(1, 100_000)]
    public int AuditSize { get; set; } = 200;

    /// <summary>How long a node must give the same logs for a block whose bloom announces more, before they are
    /// believed with a finding.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan BelieveAfter { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long nothing may become final while the head moves, before the indexer calls itself
    /// degraded.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "3650.00:00:00")]
    public TimeSpan FinalityWithin { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Name of this instance in the lease; made up when absent.</summary>
    public string? Holder { get; set; }
}
