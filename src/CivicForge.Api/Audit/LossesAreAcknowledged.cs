using CivicForge.Api.Watching;

namespace CivicForge.Api.Audit;

/// <summary>I14. What a restore lost for good is a fact that a person has to have read, once.</summary>
internal sealed class LossesAreAcknowledged : IInvariant
{
    public string Id => "I14";
    public string Statement => "An operator has acknowledged what a restore lost.";

    public async Task CheckAsync(AuditContext audit, AuditFindings findings, CancellationToken cancellationToken)
    {
        var losses = await audit.QueryAsync<(string Detail, bool IsAcknowledged)>(
            "SELECT detail, acknowledged_at IS NOT NULL FROM civic.alarms WHERE kind = @kind ORDER BY id LIMIT 1000",
            new { kind = AlarmKind.Restored },
            cancellationToken
        );
        findings.Checked = losses.Count;
        foreach (var (detail, isAcknowledged) in losses)
        {
            if (isAcknowledged)
            {
                findings.Notice($"restored, acknowledged: {detail}");
            }
            else
            {
                findings.Violated($"restored: {detail}");
            }
        }
    }
}
