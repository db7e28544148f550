using System.ComponentModel.DataAnnotations;

namespace CivicForge.Api.Http.Connections;

/// <summary>Section <c>Connections</c>: what is held open at a time. A cap in total keeps the process alive; a cap an
/// address keeps the others served.</summary>
internal sealed class ConnectionOptions
{
    public const string Section = "Connections";

    /// <summary>Connections of all; lowered at the start when the descriptors of this process do not suffice.</summary>
    [Range(1, 1_000_000)]
    public int Max { get; set; } = 16_000;

    /// <summary>Connections of one address, or of one /64 of IPv6; a trusted proxy's own connections are not counted,
    /// but the requests of each client behind it are.</summary>
    [Range(1, 1_000_000)]
    public int MaxPerAddress { get; set; } = 500;

    /// <summary>Connections of one address that end without a request, a minute; behind them further ones are closed
    /// until the minute is over.</summary>
    [Range(1, 1_000_000)]
    public int UnusedPerAddress { get; set; } = 200;

    /// <summary>Event streams of all.</summary>
    [Range(1, 1_000_000)]
    public int MaxStreams { get; set; } = 10_000;

    /// <summary>Event streams of one address.</summary>
    [Range(1, 1_000_000)]
    public int MaxStreamsPerAddress { get; set; } = 200;

    /// <summary>How long a connection may wait for its next request. Longer than the minute after which load balancers
    /// let go, so that they are the ones who do.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "3650.00:00:00")]
    public TimeSpan KeepAlive { get; set; } = TimeSpan.FromSeconds(65);

    /// <summary>How long the head of a request may take.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "3650.00:00:00")]
    public TimeSpan HeadWithin { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How long the rest of a body is taken that was answered before it was read.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "3650.00:00:00")]
    public TimeSpan UnreadWithin { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Slowest body that is read to its end, in bytes a second, …</summary>
    [Range(1, 1_000_000_000)]
    public int SlowestUpload { get; set; } = 16 * 1024;

    /// <summary>… slowest client that is written to, in bytes a second, …</summary>
    [Range(1, 1_000_000_000)]
    public int SlowestDownload { get; set; } = 4 * 1024;

    /// <summary>… and for how long either may be slower.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "3650.00:00:00")]
    public TimeSpan SlowFor { get; set; } = TimeSpan.FromSeconds(10);
}
