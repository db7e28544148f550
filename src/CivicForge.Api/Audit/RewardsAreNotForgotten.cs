namespace CivicForge.Api.Audit;

/// <summary>I13. A reward may wait for its batch to be final, for its next try, for tomorrow's budget or for its turn,
/// and each of these is said of it. Whatever else keeps it – a lease that nobody gives back, a relay that does not run
/// – shows here, also while other rewards are paid.</summary>
internal sealed class RewardsAreNotForgotten : IInvariant
{
    public string Id => "I13";
    public string Statement => "No reward waits longer than its retry plan without a stated reason.";

    /// <summary>Nobody's turn comes later than this.</summary>
    private static readonly TimeSpan Turn = TimeSpan.FromDays(1);

    /// <summary>What could be claimed now as far as the chain is concerned. A batch that became final since the relay's
    /// last run is due since then.</summary>
    private const string Payable = """
        WITH relay AS (SELECT status, reason, last_run_at FROM civic.job_states WHERE name = 'relay'),
        payable AS (
          SELECT y.quest_id, y.next_at, y.last_error, y.over_budget, y.queued_at,
            CASE
              WHEN g.read_at > (SELECT last_run_at FROM relay) - interval '1 minute' THEN greatest(y.next_at, g.read_at)
              ELSE y.next_at
            END AS due_at
          FROM civic.reward_relays y
          JOIN civic.completions c ON c.quest_id = y.quest_id
          JOIN civic.batches b ON b.seal = c.seal
          JOIN LATERAL (SELECT a.batch_id FROM chain.anchors a
              WHERE a.contract = @registry AND a.root = b.root AND a.finality = 'finalized' ORDER BY a.batch_id
              LIMIT 1) a ON true
          LEFT JOIN civic.registry_batches g ON g.batch_id = a.batch_id
          WHERE y.state = 'waiting'
            AND NOT EXISTS (SELECT FROM chain.reward_claims p
                WHERE p.contract = @distributor AND p.creator = c.creator AND p.quest_id = c.quest_id)
            AND NOT EXISTS (SELECT FROM chain.withheld_batches w
                WHERE w.contract = @distributor AND w.batch_id = a.batch_id AND w.withheld)
            AND NOT EXISTS (SELECT FROM civic.transaction_claims k JOIN civic.transactions t ON t.id = k.transaction_id
                            WHERE k.quest_id = y.quest_id
                                AND t.state IN ('planned', 'signed', 'sent', 'mined', 'confirmed', 'finalized')))
        SELECT p.quest_id AS "QuestId", extract(epoch FROM clock_timestamp() - p.due_at)::bigint AS "DueFor",
            p.last_error AS "LastError",
          coalesce(p.queued_at > clock_timestamp() - @patience, false) AS "IsQueued",
          (SELECT reason FROM relay WHERE status <> 'ok' AND last_run_at > clock_timestamp() - @patience) AS "Job"
        FROM payable p
        WHERE p.due_at < clock_timestamp() - @patience
            OR (p.next_at > clock_timestamp() + interval '1 minute' AND p.last_error IS NULL AND p.over_budget IS NULL)
        ORDER BY p.due_at LIMIT 1000
        """;

    public async Task CheckAsync(AuditContext audit, AuditFindings findings, CancellationToken cancellationToken)
    {
        findings.Checked = await audit.SingleAsync<long>(
            "SELECT count(*) FROM civic.reward_relays",
            null,
            cancellationToken
        );
        var paused = await audit.SingleAsync<string?>(
            "SELECT (SELECT reason FROM civic.anchoring_control WHERE paused)",
            null,
            cancellationToken
        );
        // A run looks every RetryAfter at what it has not reached, and takes no longer than its lease.
        var patience = audit.Relay.RetryAfter + audit.Relay.LeaseTerm + audit.Anchoring.Tick;
        foreach (
            var row in await audit.QueryAsync<Row>(
                Payable,
                new
                {
                    registry = audit.Chain.Registry.ToArray(),
                    distributor = audit.Chain.Distributor.ToArray(),
                    patience,
                },
                cancellationToken
            )
        )
        {
            Judge(row, paused, findings);
        }
    }

    private static void Judge(Row row, string? paused, AuditFindings findings)
    {
        var fact =
            row.DueFor > 0
                ? $"the reward of quest {row.QuestId} could be claimed for {row.DueFor} s"
                : $"the reward of quest {row.QuestId} waits for a later try";
        if (paused is not null)
        {
            findings.Notice($"{fact}; the relay is paused: {paused}");
        }
        else if (row.Job is not null)
        {
            findings.Notice($"{fact}; the relay does not run: {row.Job}");
        }
        else if (row.IsQueued && row.DueFor <= Turn.TotalSeconds)
        {
            findings.Notice($"{fact}; others come first{(row.LastError is null ? "" : $", or: {row.LastError}")}");
        }
        else
        {
            findings.Violated(
                $"{fact}, and nothing says why it was not{(row.LastError is null ? "" : $" since: {row.LastError}")}"
            );
        }
    }

    private sealed class Row
    {
        public Guid QuestId { get; init; }
        public long DueFor { get; init; }
        public string? LastError { get; init; }
        public bool IsQueued { get; init; }
        public string? Job { get; init; }
    }
}
