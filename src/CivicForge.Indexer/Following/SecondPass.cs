using CivicForge.Chain;
using CivicForge.Indexer.Events;
using CivicForge.Indexer.Reading;
using CivicForge.Indexer.Storing;
using Dapper;
using Npgsql;

namespace CivicForge.Indexer.Following;

/// <summary>
/// Reads finalized ranges a second time, from another provider when there is one, and must find nothing new. A log that
/// the first pass missed is stored and reported; one that the chain does not know is reported and left alone.
/// </summary>
internal sealed class SecondPass(
    RangeReader reader,
    ChainStore store,
    FollowedContracts contracts,
    IndexerOptions options,
    NpgsqlDataSource database,
    Findings findings
)
{
    private sealed record StoredLog
    {
        public required long BlockNumber { get; init; }
        public required byte[] BlockHash { get; init; }
        public required int LogIndex { get; init; }
        public required byte[] Contract { get; init; }
        public required byte[] TransactionHash { get; init; }
        public required byte[][] Topics { get; init; }
        public required byte[] Data { get; init; }
    }

    /// <returns>Whether more finalized blocks wait for their second reading.</returns>
    internal async Task<bool> RunAsync(long fence, CancellationToken cancellationToken)
    {
        if (await NextRangeAsync(cancellationToken) is not { } next)
        {
            return false;
        }
        var range = await reader.ReadAsync(next.From, next.To, contracts.Addresses, cancellationToken);
        await store.StepAsync(
            fence,
            async connection =>
            {
                var missed = await CompareAsync(connection, range, next.To, cancellationToken);
                if (missed.Count > 0)
                {
                    await ChainStore.CountAsync(
                        connection,
                        await BlockWriter.WriteAsync(connection, missed, cancellationToken),
                        cancellationToken
                    );
                }
                await connection.ExecuteAsync(
                    new CommandDefinition(
                        "UPDATE chain.cursors SET reread_number = @To WHERE reread_number = @From - 1",
                        new { next.From, next.To },
                        cancellationToken: cancellationToken
                    )
                );
                return (missed.Count, missed.Count > 0);
            },
            cancellationToken
        );
        return next.More;
    }

    private async Task<(long From, long To, bool More)?> NextRangeAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var (reread, final) = await connection.QuerySingleAsync<(long Reread, long? Final)>(
            new CommandDefinition(
                "SELECT reread_number, finalized_number FROM chain.cursors",
                cancellationToken: cancellationToken
            )
        );
        if (final is not { } to || to <= reread)
        {
            return null;
        }
        var end = Math.Min(to, reread + options.RangeSize);
        return (reread + 1, end, end < to);
    }

    /// <summary>Blocks with logs that are on the chain but not in the rows.</summary>
    private async Task<List<IndexedBlock>> CompareAsync(
        NpgsqlConnection connection,
        RangeReader.Range range,
        long to,
        CancellationToken cancellationToken
    )
    {
        var stored = (
            await connection.QueryAsync<StoredLog>(
                new CommandDefinition(
                    """
                    SELECT l.block_number AS "BlockNumber", l.block_hash AS "BlockHash", l.log_index AS "LogIndex",
                        l.contract, l.transaction_hash AS "TransactionHash", l.topics, l.data
                    FROM chain.logs l JOIN chain.blocks b ON b.hash = l.block_hash AND b.canonical
                    WHERE l.block_number BETWEEN @From AND @to AND l.contract = ANY(@followed)
                    """,
                    new
                    {
                        range.From,
                        to,
                        followed = contracts.Addresses.Select(a => a.ToArray()).ToArray(),
                    },
                    cancellationToken: cancellationToken
                )
            )
        ).ToDictionary(l => (new Hash32(l.BlockHash), l.LogIndex));
        var missed = new List<IndexedBlock>();
        foreach (var block in range.Blocks)
        {
            var added = new List<IndexedLog>();
            foreach (var log in block.Logs)
            {
                if (!stored.Remove((block.Ref.Hash, log.LogIndex), out var row))
                {
                    added.Add(log);
                }
                else if (!Same(log, row))
                {
                    await findings.AddAsync(
                        connection,
                        "log-differs",
                        block.Ref.Number,
                        $"Log {log.LogIndex} of block {block.Ref} is stored with other contents than the chain has.",
                        cancellationToken
                    );
                }
            }

            foreach (var log in added)
            {
                await findings.AddAsync(
                    connection,
                    "log-missed",
                    block.Ref.Number,
                    $"Log {log.LogIndex} of block {block.Ref} was missed by the first pass and is stored now.",
                    cancellationToken
                );
            }
            if (added.Count > 0)
            {
                missed.Add(block with { Logs = added });
            }
        }

        foreach (var row in stored.Values)
        {
            await findings.AddAsync(
                connection,
                "log-not-on-chain",
                row.BlockNumber,
                $"Log {row.LogIndex} of block {row.BlockNumber} ({Hex.Encode(row.BlockHash)}) is stored but not "
                    + "on the chain.",
                cancellationToken
            );
        }
        return missed;
    }

    private static bool Same(IndexedLog log, StoredLog row) =>
        log.Contract.Bytes.SequenceEqual(row.Contract)
        && log.TransactionHash.Bytes.SequenceEqual(row.TransactionHash)
        && log.Data.AsSpan().SequenceEqual(row.Data)
        && log.Topics.Count == row.Topics.Length
        && log.Topics.Zip(row.Topics).All(p => p.First.Bytes.SequenceEqual(p.Second));
}
