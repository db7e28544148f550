using System.ComponentModel.DataAnnotations;

namespace CivicForge.Api.Quests.Evidence;

/// <summary>Section <c>Evidence</c>.</summary>
internal sealed class EvidenceOptions
{
    public const string Section = "Evidence";

    private const long MiB = 1024 * 1024;

    /// <summary>Files of one quest together, without those of a submission that went back.</summary>
    [Range(1, long.MaxValue)]
    public long BytesPerQuest { get; set; } = 50 * MiB;

    /// <summary>What a member may upload in a day (UTC), also what is removed again.</summary>
    [Range(1, long.MaxValue)]
    public long BytesPerMemberAndDay { get; set; } = 100 * MiB;

    /// <summary>A member's files together.</summary>
    [Range(1, long.MaxValue)]
    public long BytesPerMember { get; set; } = 1024 * MiB;

    /// <summary>All files together; the operator is told at <see cref="TellAtPercent"/>.</summary>
    [Range(1, long.MaxValue)]
    public long TotalBytes { get; set; } = 20 * 1024 * MiB;

    /// <summary>Share of <see cref="TotalBytes"/> from which on the operator is told.</summary>
    [Range(1, 100)]
    public int TellAtPercent { get; set; } = 80;

    /// <summary>Uploads at a time, all together: each holds its file in memory, so this bounds the memory.</summary>
    [Range(1, 1000)]
    public int Uploads { get; set; } = 16;

    [Range(1, 1000)]
    public int UploadsPerMember { get; set; } = 2;

    /// <summary>Of one IPv4 address or IPv6 /64.</summary>
    [Range(1, 1000)]
    public int UploadsPerAddress { get; set; } = 4;

    /// <summary>An upload that brings less in any <see cref="SlowestWindow"/> is ended.</summary>
    [Range(1, 1024 * 1024)]
    public int SlowestBytesPerSecond { get; set; } = 16 * 1024;

    [Range(typeof(TimeSpan), "00:00:00.001", "3650.00:00:00")]
    public TimeSpan SlowestWindow { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Behind its first mebibyte an upload is read no faster, in bytes a second: many large ones at once leave
    /// the processors to everybody else.</summary>
    [Range(1024 * 1024, int.MaxValue)]
    public int FastestBytesPerSecond { get; set; } = 4 * 1024 * 1024;

    /// <summary>Width × height of a picture, read from its header.</summary>
    [Range(1, int.MaxValue)]
    public int MaxPixels { get; set; } = 50_000_000;
}
