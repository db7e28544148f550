using CivicForge.Indexer.Events;
using Dapper;
using Npgsql;

namespace CivicForge.Indexer.Storing;

/// <summary>Writes what a check found into <c>chain.findings</c>, inside the step's transaction.</summary>
internal sealed partial class Findings(IndexerMetrics metrics, ILogger<Findings> log)
{
    internal async Task AddAsync(
        NpgsqlConnection connection,
        string kind,
        long? blockNumber,
        string detail,
        CancellationToken cancellationToken
    )
    {
        await connection.ExecuteAsync(
            new CommandDefinition(
                "INSERT INTO chain.findings (kind, block_number, detail) VALUES (@kind, @blockNumber, @detail)",
                new
                {
                    kind,
                    blockNumber,
                    detail,
                },
                cancellationToken: cancellationToken
            )
        );
        metrics.Found();
        LogFound(log, kind, blockNumber, detail);
    }

    /// <summary>Notes blocks that were believed on weak evidence: the first of a kind a day, because a chain that has
    /// such blocks has many.</summary>
    internal async Task AddWeakAsync(
        NpgsqlConnection connection,
        IReadOnlyList<IndexedBlock> blocks,
        CancellationToken cancellationToken
    )
    {
        foreach (var kind in blocks.Where(b => b.Weakness is not null).GroupBy(b => b.Weakness!.Kind))
        {
            metrics.Weak(kind.Key, kind.Count());
            var isNoted = await connection.ExecuteScalarAsync<bool>(
                new CommandDefinition(
                    "SELECT EXISTS (SELECT FROM chain.findings WHERE kind = @kind "
                        + "AND found_at > clock_timestamp() - interval '1 day')",
                    new { kind = kind.Key },
                    cancellationToken: cancellationToken
                )
            );
            if (!isNoted)
            {
                await AddAsync(
                    connection,
                    kind.Key,
                    kind.First().Ref.Number,
                    kind.First().Weakness!.Detail,
                    cancellationToken
                );
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Finding {Kind} at block {BlockNumber}: {Detail}")]
    private static partial void LogFound(ILogger log, string kind, long? blockNumber, string detail);
}
