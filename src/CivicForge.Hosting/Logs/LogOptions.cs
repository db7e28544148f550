using System.ComponentModel.DataAnnotations;

namespace CivicForge.Hosting.Logs;

/// <summary>Section <c>Log</c>. Strangers make lines, so lines have limits; what is left out is counted and
/// told.</summary>
internal sealed class LogOptions
{
    public const string Section = "Log";

    /// <summary>Most lines of one kind in a second: of requests, or of any other message.</summary>
    [Range(1, 1_000_000)]
    public int MaxPerSecond { get; set; } = 500;

    /// <summary>Most lines in a second of requests that were refused, and of one kind of warning or error.</summary>
    [Range(1, 1_000_000)]
    public int MaxRefusedPerSecond { get; set; } = 20;
}
