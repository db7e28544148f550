using System.ComponentModel.DataAnnotations;

namespace CivicForge.Api.Anchoring;

/// <summary>Section <c>Anchoring</c>. TimeSpans as <c>hh:mm:ss</c>; <c>AnchorWithin</c> in seconds.</summary>
internal sealed class AnchoringOptions
{
    public const string Section = "Anchoring";

    /// <summary>How often the anchorer looks.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "3650.00:00:00")]
    public TimeSpan Tick { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>A batch is sealed when its oldest pair is this old, …; a sixth of <see cref="AnchorWithin"/> when it is
    /// not set. The rest of the promised time is the chain's. Each batch costs the same, however small it is, so a pair
    /// a minute should not make an anchor a minute.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "3650.00:00:00")]
    public TimeSpan? MaxAge { get; set; }

    /// <summary>… or when this many pairs wait, whichever comes first.</summary>
    [Range(1, 65_536)]
    public int MinSize { get; set; } = 1000;

    /// <summary>Most leaves of a batch.</summary>
    [Range(1, 65_536)]
    public int MaxBatch { get; set; } = 65_536;

    /// <summary>Seconds from completion within which a pair is promised to be anchored.</summary>
    [Range(1, int.MaxValue)]
    public int AnchorWithin { get; set; } = 3600;

    /// <summary><see cref="MaxAge"/>, or what it is when nobody set it.</summary>
    public TimeSpan SealAfter => MaxAge ?? TimeSpan.FromSeconds(AnchorWithin / 6.0);
}
