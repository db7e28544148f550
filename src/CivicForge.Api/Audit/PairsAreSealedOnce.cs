namespace CivicForge.Api.Audit;

/// <summary>I1.</summary>
internal sealed class PairsAreSealedOnce : IInvariant
{
    public string Id => "I1";
    public string Statement =>
        "Every completed pair is in exactly one batch, or waits for less than MaxAge and one tick.";

    public async Task CheckAsync(AuditContext audit, AuditFindings findings, CancellationToken cancellationToken)
    {
        findings.Checked = await audit.SingleAsync<long>(
            "SELECT count(*) FROM civic.completions",
            null,
            cancellationToken
        );
        await ReportAsync(
            "quest {0} is COMPLETE and has no completed pair",
            "SELECT q.id::text FROM civic.quests q WHERE q.status = 'COMPLETE' "
                + "AND NOT EXISTS (SELECT FROM civic.completions c WHERE c.quest_id = q.id)"
        );
        await ReportAsync(
            "quest {0} has a completed pair and is not COMPLETE",
            "SELECT q.id::text FROM civic.quests q JOIN civic.completions c ON c.quest_id = q.id "
                + "WHERE q.status <> 'COMPLETE'"
        );
        await ReportAsync(
            "the pair of quest {0} is in batch {1}, which does not exist",
            "SELECT c.quest_id || '|' || c.seal FROM civic.completions c WHERE c.seal IS NOT NULL "
                + "AND NOT EXISTS (SELECT FROM civic.batches b WHERE b.seal = c.seal)"
        );
        await ReportAsync(
            "batch {0} has {1} leaves, and {2} pairs in positions {3} to {4}",
            """
            SELECT b.seal || '|' || b.leaf_count || '|' || count(c.quest_id) || '|' ||
                coalesce(min(c.position)::text, '-') || '|' || coalesce(max(c.position)::text, '-')
            FROM civic.batches b LEFT JOIN civic.completions c ON c.seal = b.seal
            GROUP BY b.seal, b.leaf_count
            HAVING count(c.quest_id) <> b.leaf_count OR min(c.position) <> 0 OR max(c.position) <> b.leaf_count - 1
                OR count(DISTINCT c.position) <> b.leaf_count
            """
        );

        var paused = await audit.SingleAsync<string?>(
            "SELECT (SELECT reason FROM civic.anchoring_control WHERE paused)",
            null,
            cancellationToken
        );
        // completed_at is cut to whole seconds
        var patience = audit.Anchoring.SealAfter + audit.Anchoring.Tick + TimeSpan.FromSeconds(1);
        var late = await audit.QueryAsync<string>(
            """
            SELECT 'the pair of quest ' || quest_id || ' waits for a batch since '
                || (extract(epoch FROM clock_timestamp())::bigint - completed_at) || ' s'
            FROM civic.completions WHERE seal IS NULL
                AND completed_at < extract(epoch FROM clock_timestamp() - @patience) ORDER BY completed_at LIMIT 100
            """,
            new { patience },
            cancellationToken
        );
        foreach (var fact in late)
        {
            if (paused is null)
            {
                findings.Violated(fact);
            }
            else
            {
                findings.Notice($"{fact}; anchoring is paused: {paused}");
            }
        }

        async Task ReportAsync(string format, string sql)
        {
            foreach (var row in await audit.QueryAsync<string>($"{sql} LIMIT 1000", null, cancellationToken))
            {
                findings.Violated(
                    string.Format(System.Globalization.CultureInfo.InvariantCulture, format, row.Split('|'))
                );
            }
        }
    }
}
