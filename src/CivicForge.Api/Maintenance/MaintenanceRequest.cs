using CivicForge.Api.Http.Requests;

namespace CivicForge.Api.Maintenance;

/// <summary>What an operator asks of the switch.</summary>
/// <param name="Mode"><c>off</c>, <c>read-only</c> or <c>on</c>.</param>
/// <param name="Reason">Shown to everybody; not with <c>off</c>.</param>
/// <param name="Until">When it ends by itself; may be left out.</param>
public sealed record MaintenanceRequest(string? Mode, string? Reason, DateTimeOffset? Until)
{
    /// <summary>What is wrong with reason and time, by field.</summary>
    internal static IReadOnlyList<(string Field, string Why)> Faults(
        MaintenanceMode mode,
        string? reason,
        DateTimeOffset? until
    )
    {
        var faults = new List<(string, string)>();
        if (mode == MaintenanceMode.Off)
        {
            if (reason is not null)
            {
                faults.Add(("reason", "is for read-only and on"));
            }
            if (until is not null)
            {
                faults.Add(("until", "is for read-only and on"));
            }
        }
        else if (PlainText.Fault(reason, 1, MaintenanceChange.MaxReason, multiLine: false) is { } why)
        {
            faults.Add(("reason", why));
        }
        return faults;
    }
}
