namespace CivicForge.Api.Audit;

/// <summary>What one invariant found.</summary>
internal sealed class AuditFindings
{
    /// <summary>Past this many, violations are only counted.</summary>
    private const int Listed = 100;

    private readonly List<string> _violations = [];
    private readonly List<string> _notices = [];

    /// <summary>Facts that break the invariant; each names rows and amounts.</summary>
    public IReadOnlyList<string> Violations => _violations;

    /// <summary>Facts worth knowing that break nothing.</summary>
    public IReadOnlyList<string> Notices => _notices;

    public int ViolationCount { get; private set; }

    /// <summary>Things that were compared.</summary>
    public long Checked { get; set; }

    public void Violated(string fact)
    {
        ViolationCount++;
        if (_violations.Count < Listed)
        {
            _violations.Add(fact);
        }
    }

    public void Notice(string fact)
    {
        if (_notices.Count < Listed)
        {
            _notices.Add(fact);
        }
    }

    public void Require(bool holds, string otherwise)
    {
        if (!holds)
        {
            Violated(otherwise);
        }
    }
}

internal enum AuditVerdict
{
    Pass,
    Fail,

    /// <summary>Something could not be asked: the node or the database did not answer.</summary>
    Inconclusive,
}

/// <summary>One invariant's line of the report.</summary>
internal sealed record AuditResult(
    string Id,
    string Statement,
    AuditVerdict Verdict,
    AuditFindings Findings,
    string? Reason = null
);

/// <summary>A sentence that must hold at the finalized block, and the program that tries to refute it with its own SQL
/// and its own calls.</summary>
internal interface IInvariant
{
    string Id { get; }
    string Statement { get; }
    Task CheckAsync(AuditContext audit, AuditFindings findings, CancellationToken cancellationToken);
}
