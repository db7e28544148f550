using Dapper;
using Npgsql;

namespace CivicForge.Indexer.Storing;

/// <summary>Writes what a check found into <c>chain.findings</c>, inside the step's transaction.</summary>
internal sealed partial class Findings(IndexerMetrics metrics, ILogger<Findings> log)
{
    internal async Task AddAsync(NpgsqlConnection connection, string kind, long? blockNumber, string detail, CancellationToken cancellationToken)
    {
        await connection.ExecuteAsync(new CommandDefinition(
            "insert into chain.findings (kind, block_number, detail) values (@kind, @blockNumber, @detail)", new { kind, blockNumber, detail }, cancellationToken: cancellationToken));
        metrics.Found();
        LogFound(log, kind, blockNumber, detail);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Finding {Kind} at block {BlockNumber}: {Detail}")]
    private static partial void LogFound(ILogger log, string kind, long? blockNumber, string detail);
}
