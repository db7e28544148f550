namespace CivicForge.Sandbox.Records;

/// <summary>How a drill of all alerts ended.</summary>
/// <param name="At">When it ended.</param>
/// <param name="Ok">Whether all of it went well.</param>
/// <param name="What">A sentence for people.</param>
internal sealed record DrillRecord(DateTimeOffset At, bool Ok, string? What)
{
    public static string Alerts => Path.Combine(RecordFile.Folder, "alert-drill.json");
}
