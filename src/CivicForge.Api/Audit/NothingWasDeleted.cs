namespace CivicForge.Api.Audit;

/// <summary>I9.</summary>
internal sealed class NothingWasDeleted : IInvariant
{
    /// <summary>Tables that only grow, and the trigger that holds it.</summary>
    private static readonly (string Table, string Trigger)[] Guards =
    [
        ("civic.completions", "guard_completion"),
        ("civic.completions", "refuse_delete"),
        ("civic.attestations", "refuse_change"),
        ("civic.quests", "refuse_delete"),
        ("civic.members", "refuse_delete"),
        ("civic.point_entries", "refuse_change"),
        ("civic.quest_moves", "refuse_change"),
        ("civic.batches", "refuse_change"),
        ("civic.transactions", "refuse_delete"),
        ("civic.transaction_attempts", "guard_attempt"),
        ("civic.transaction_attempts", "refuse_delete"),
    ];

    public string Id => "I9";
    public string Statement => "Nothing was hard-deleted.";

    public async Task CheckAsync(AuditContext audit, AuditFindings findings, CancellationToken cancellationToken)
    {
        var (blocks, blocksWritten, logs, logsWritten) = await audit.SingleAsync<(long, long, long, long)>(
            "SELECT (SELECT count(*) FROM chain.blocks), k.blocks_written, (SELECT count(*) "
                + "FROM chain.logs), k.logs_written FROM chain.cursors k",
            null,
            cancellationToken
        );
        findings.Require(blocks == blocksWritten, $"Schema chain has {blocks} blocks of {blocksWritten} written.");
        findings.Require(logs == logsWritten, $"Schema chain has {logs} logs of {logsWritten} written.");
        findings.Checked = blocks + logs;

        await ReportAsync(
            "quest {0} is COMPLETE and its completion is gone",
            "SELECT q.id::text FROM civic.quests q WHERE q.status = 'COMPLETE' "
                + "AND NOT EXISTS (SELECT FROM civic.completions c WHERE c.quest_id = q.id)"
        );
        await ReportAsync(
            "the signature of quest {0} by its {1} has no receipt",
            """
            SELECT a.quest_id || '|' || a.role FROM civic.attestations a
            WHERE a.storage_receipt IS NULL AND NOT EXISTS
              (SELECT FROM civic.completions c WHERE c.quest_id = a.quest_id AND c.work_hash = a.work_hash)
            """
        );
        await ReportAsync(
            "quest {0} was completed for {1} xp and {2} reputation, and the ledger has {3} and {4}",
            """
            SELECT c.quest_id || '|' || c.xp || '|' || c.reputation || '|' || coalesce(e.xp, 0) || '|' ||
                coalesce(e.reputation, 0)
            FROM civic.completions c LEFT JOIN (
              SELECT quest_id, member, sum(xp) AS xp, sum(reputation) AS reputation
              FROM civic.point_entries WHERE quest_id IS NOT NULL
              GROUP BY quest_id, member) e ON e.quest_id = c.quest_id AND e.member = c.performer
            WHERE coalesce(e.xp, 0) <> c.xp OR coalesce(e.reputation, 0) <> c.reputation
            """
        );
        await ReportAsync(
            "transaction {0} has {1} attempts, the newest is number {2}",
            """
            SELECT t.id || '|' || count(a.hash) || '|' || coalesce(max(a.number)::text, 'none')
            FROM civic.transactions t LEFT JOIN civic.transaction_attempts a ON a.transaction_id = t.id
            GROUP BY t.id, t.state HAVING count(a.hash) <> coalesce(max(a.number), 0)
                OR (count(a.hash) = 0 AND t.state NOT IN ('planned', 'cancelled'))
            """
        );
        foreach (var table in new[] { "attestations", "completions", "quest_moves", "point_entries" })
        {
            await ReportAsync(
                $"{table} names quest {{0}}, which is not there",
                $"SELECT DISTINCT t.quest_id::text FROM civic.{table} t WHERE t.quest_id IS NOT NULL "
                    + "AND NOT EXISTS (SELECT FROM civic.quests q WHERE q.id = t.quest_id)"
            );
        }
        await ReportAsync(
            "the ledger names member 0x{0}, who is not there",
            "SELECT DISTINCT encode(e.member, 'hex') FROM civic.point_entries e "
                + "WHERE NOT EXISTS (SELECT FROM civic.members m WHERE m.address = e.member)"
        );
        foreach (var (table, trigger) in Guards)
        {
            findings.Require(
                await audit.SingleAsync<bool>(
                    "SELECT EXISTS (SELECT FROM pg_trigger WHERE tgrelid = to_regclass(@table) "
                        + "AND tgname = @trigger AND tgenabled = 'O')",
                    new { table, trigger },
                    cancellationToken
                ),
                $"The trigger {trigger} of {table} is missing or switched off."
            );
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
