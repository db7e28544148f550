using CivicForge.Api.Database;

namespace CivicForge.Api.Maintenance;

/// <summary>What is switched on, as everybody may know it.</summary>
/// <param name="Mode"><c>read-only</c> or <c>on</c>.</param>
/// <param name="Reason">The operator's words.</param>
/// <param name="Since">When it was switched on.</param>
/// <param name="Until">When it ends by itself; null when nobody said.</param>
public sealed record MaintenanceNotice(string Mode, string Reason, DateTime Since, DateTime? Until);

/// <summary>The switch as a process saw it last.</summary>
/// <param name="Notice">Null when it is off.</param>
/// <param name="Remaining">By the database's clock at that time, until it ends by itself.</param>
internal sealed record MaintenanceState(MaintenanceMode Mode, MaintenanceNotice? Notice, TimeSpan? Remaining)
{
    public static readonly MaintenanceState Off = new(MaintenanceMode.Off, null, null);

    /// <summary>For health, logs and the operators' page.</summary>
    public string? Text =>
        Notice is { } notice
            ? $"{Words.Of(Mode)}{(notice.Until is { } until ? $" until {until:yyyy-MM-dd HH:mm} UTC" : "")}: "
                + notice.Reason
            : null;
}
