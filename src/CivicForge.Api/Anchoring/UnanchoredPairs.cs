namespace CivicForge.Api.Anchoring;

/// <summary>The pairs that no block holds yet, as metrics, alarms and the status page count them.</summary>
internal static class UnanchoredPairs
{
    /// <summary>How many pairs are in no batch plus how many batches have no anchor in a block, and the age of the
    /// oldest pair of both in seconds; null when there is none.</summary>
    public const string CountAndAge = """
        WITH open_batches AS (
          SELECT b.seal, b.sealed_at FROM civic.batches b
          WHERE NOT EXISTS (SELECT FROM civic.registry_batches r WHERE r.seal = b.seal)
            AND NOT EXISTS (SELECT FROM civic.transactions t
                WHERE t.seal = b.seal AND t.state IN ('mined','confirmed','finalized')))
        SELECT (SELECT count(*) FROM civic.completions WHERE seal IS NULL)
            + (SELECT count(*) FROM open_batches),
          extract(epoch FROM clock_timestamp() - least(
            (SELECT to_timestamp(min(completed_at)) FROM civic.completions WHERE seal IS NULL),
            (SELECT to_timestamp(min(c.completed_at)) FROM civic.completions c
                WHERE c.position = 0 AND c.seal IN (SELECT seal FROM open_batches))))::float8
        """;
}
