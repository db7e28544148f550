using CivicForge.Chain;
using Dapper;
using Npgsql;

namespace CivicForge.Api.Operators;

/// <summary>A reorganisation that the indexer followed.</summary>
/// <param name="FromNumber">The last block read before it, on the fork that was left.</param>
/// <param name="AncestorNumber">The newest block of both forks; null when they differ from the start block on.</param>
/// <param name="Blocks">How many blocks were left.</param>
public sealed record ReorgItem(DateTime FoundAt, long FromNumber, Hash32 FromHash, long? AncestorNumber, int Blocks);

/// <summary>What a check of the indexer found to differ between node and rows: docs/chain-schema.md names the
/// kinds.</summary>
public sealed record FindingItem(DateTime FoundAt, string Kind, long? BlockNumber, string Detail);

/// <summary>How far schema chain is, as the indexer left it; the numbers are null before it has started.</summary>
/// <param name="RereadNumber">Up to which final block the chain was read a second time and compared; below the start
/// block after an operator asked to reindex.</param>
/// <param name="Reorgs">The last 20, newest first.</param>
/// <param name="ReorgCount">All that were ever followed.</param>
/// <param name="Findings">The last 20, newest first.</param>
public sealed record IndexerStatus(
    long? Number,
    long? FinalizedNumber,
    long? HeadNumber,
    long? RereadNumber,
    DateTime? UpdatedAt,
    string? HaltedReason,
    long ReorgCount,
    IReadOnlyList<ReorgItem> Reorgs,
    IReadOnlyList<FindingItem> Findings
)
{
    internal static async Task<IndexerStatus> ReadAsync(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var results = await connection.QueryMultipleAsync(
            new CommandDefinition(
                """
                SELECT number, finalized_number AS "FinalizedNumber", head_number AS "HeadNumber",
                  reread_number AS "RereadNumber", updated_at AS "UpdatedAt", halted_reason AS "HaltedReason"
                FROM chain.status;
                SELECT count(*) FROM chain.reorg_log;
                SELECT found_at AS "FoundAt", from_number AS "FromNumber", from_hash AS "FromHash",
                  ancestor_number AS "AncestorNumber", blocks
                FROM chain.reorg_log ORDER BY id DESC LIMIT 20;
                SELECT found_at AS "FoundAt", kind, block_number AS "BlockNumber", detail
                FROM chain.finding_log ORDER BY id DESC LIMIT 20;
                """,
                cancellationToken: cancellationToken
            )
        );
        var status = await results.ReadSingleOrDefaultAsync<StatusRow>();
        var count = await results.ReadSingleAsync<long>();
        var reorgs = await results.ReadAsync<ReorgRow>();
        var findings = await results.ReadAsync<FindingItem>();
        return new IndexerStatus(
            status?.Number,
            status?.FinalizedNumber,
            status?.HeadNumber,
            status?.RereadNumber,
            status?.UpdatedAt,
            status?.HaltedReason,
            count,
            [
                .. reorgs.Select(r => new ReorgItem(
                    r.FoundAt,
                    r.FromNumber,
                    new Hash32(r.FromHash),
                    r.AncestorNumber,
                    r.Blocks
                )),
            ],
            [.. findings]
        );
    }

    private sealed record StatusRow(
        long Number,
        long? FinalizedNumber,
        long? HeadNumber,
        long RereadNumber,
        DateTime UpdatedAt,
        string? HaltedReason
    );

    private sealed record ReorgRow(
        DateTime FoundAt,
        long FromNumber,
        byte[] FromHash,
        long? AncestorNumber,
        int Blocks
    );
}
