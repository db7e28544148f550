namespace CivicForge.Api.Audit;

/// <summary>I8.</summary>
internal sealed class CoverageHasNoHole : IInvariant
{
    public string Id => "I8";
    public string Statement => "The indexer has read every block of every contract, without a hole.";

    public async Task CheckAsync(AuditContext audit, AuditFindings findings, CancellationToken cancellationToken)
    {
        var covered = await audit.QueryAsync<Coverage>(
            """
            SELECT c.name, c.blocks::text AS blocks, k.start_block AS start, k.number,
                k.number < k.start_block OR c.blocks = int8multirange(int8range(k.start_block, k.number, '[]')) AS whole
            FROM chain.coverage c CROSS JOIN chain.cursors k
            """,
            null,
            cancellationToken
        );
        findings.Checked = covered.Count;
        findings.Require(covered.Count > 0, "No contract is covered: the indexer has not started.");
        foreach (var (name, blocks, start, number, whole) in covered)
        {
            findings.Require(whole, $"{name} is covered in {blocks}, not from block {start} to {number}.");
        }

        var torn = await audit.QueryAsync<long>(
            "SELECT b.number FROM chain.blocks a JOIN chain.blocks b ON b.canonical AND b.number = a.number + 1 "
                + "WHERE a.canonical AND b.parent_hash <> a.hash ORDER BY 1 LIMIT 100",
            null,
            cancellationToken
        );
        foreach (var number in torn)
        {
            findings.Violated($"Canonical block {number} does not follow the canonical block before it.");
        }
        foreach (
            var finding in await audit.QueryAsync<string>(
                "SELECT kind || ': ' || detail FROM chain.findings ORDER BY id DESC LIMIT 100",
                null,
                cancellationToken
            )
        )
        {
            findings.Notice($"The indexer found {finding}");
        }
        if (
            await audit.SingleAsync<string?>(
                "SELECT (SELECT halted_reason FROM chain.cursors)",
                null,
                cancellationToken
            ) is
            { } halted
        )
        {
            findings.Violated($"The indexer stands still: {halted}");
        }
    }

    private sealed record Coverage(string Name, string Blocks, long Start, long Number, bool Whole);
}
