using System.Data;
using System.Globalization;
using CivicForge.Api.Database;
using CivicForge.Api.Http.Problems;
using CivicForge.Api.Http.Requests;
using CivicForge.Chain;
using CivicForge.Hosting;
using Npgsql;

namespace CivicForge.Api.Proofs;

/// <summary>A sealed batch on the wire (wire.md).</summary>
/// <param name="BatchId">The chain's number; null until the root is in a block.</param>
/// <param name="State"><c>sealed, sent, mined, finalized</c>.</param>
public sealed record BatchResponse(
    long? BatchId,
    Hash32 Root,
    string State,
    int LeafCount,
    DateTime SealedAt,
    DateTime? AnchoredAt,
    Hash32? TransactionHash,
    long? BlockNumber
);

/// <summary>Reads sealed batches; their state is what the transactions and the chain say now.</summary>
internal sealed class Batches(NpgsqlDataSource database, ChainOptions chain)
{
    private const string Columns =
        "SELECT b.seal, b.batch_id, b.root, b.state, b.leaf_count, b.sealed_at, b.anchored_at, b.transaction_hash, "
        + "b.block_number FROM civic.batch_states b";

    internal const string Newest = $"{Columns} WHERE b.seal < $1 ORDER BY b.seal DESC LIMIT $2";

    /// <summary>Newest first.</summary>
    public async Task<Page<BatchResponse>> ListAsync(long? before, int limit, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(Newest);
        command.Parameters.AddInt64(before ?? long.MaxValue);
        command.Parameters.AddInt32(limit + 1);
        var batches = await ReadAsync(command, cancellationToken);
        var page = batches.Take(limit).ToList();
        return new Page<BatchResponse>(
            [.. page.Select(b => b.Batch)],
            batches.Count > limit
                ? Paging.Encode("batches", page[^1].Seal.ToString(CultureInfo.InvariantCulture))
                : null
        );
    }

    /// <param name="key">The chain's batch id in digits, or the root.</param>
    /// <exception cref="RuleViolation">404 <c>batch-not-found</c>, 400 <c>invalid-id</c>.</exception>
    public async Task<(long Seal, BatchResponse Batch)> GetAsync(string key, CancellationToken cancellationToken)
    {
        await using var command = Find(key);
        var batches = await ReadAsync(command, cancellationToken);
        return batches.Count == 1
            ? batches[0]
            : throw new RuleViolation(ErrorCodes.BatchNotFound, $"There is no batch {key}.");
    }

    internal const string OfHash = $"""
        {Columns} WHERE b.seal = ANY (ARRAY(
          SELECT seal FROM civic.batches WHERE root = $1
          UNION SELECT t.seal FROM civic.transaction_attempts a JOIN civic.transactions t ON t.id = a.transaction_id
          WHERE a.hash = $1 AND t.seal IS NOT NULL))
        """;

    /// <summary>The batch with this root, or that this transaction anchored or was meant to.</summary>
    public async Task<IReadOnlyList<BatchResponse>> OfHashAsync(Hash32 hash, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(OfHash);
        command.Parameters.AddHash(hash);
        return [.. (await ReadAsync(command, cancellationToken)).Select(b => b.Batch)];
    }

    /// <summary>The batch with this number on the chain, if there is one.</summary>
    public async Task<IReadOnlyList<BatchResponse>> OfNumberAsync(long batchId, CancellationToken cancellationToken)
    {
        await using var command = Find(batchId.ToString(CultureInfo.InvariantCulture));
        return [.. (await ReadAsync(command, cancellationToken)).Select(b => b.Batch)];
    }

    private NpgsqlCommand Find(string key)
    {
        if (key.StartsWith("0x", StringComparison.Ordinal))
        {
            var byRoot = database.CreateCommand($"{Columns} WHERE b.root = $1");
            byRoot.Parameters.AddHash(PathIds.Hash(key));
            return byRoot;
        }

        if (!long.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var batchId))
        {
            throw PathIds.Invalid(key, "a batch is named by its number on the chain or by its root");
        }
        var byId = database.CreateCommand(
            $"{Columns} WHERE b.root = (SELECT a.root FROM chain.anchors a WHERE a.contract = $1 AND a.batch_id = $2)"
        );
        byId.Parameters.AddAddress(chain.Registry);
        byId.Parameters.AddInt64(batchId);
        return byId;
    }

    private static async Task<List<(long Seal, BatchResponse Batch)>> ReadAsync(
        NpgsqlCommand command,
        CancellationToken cancellationToken
    )
    {
        var batches = new List<(long, BatchResponse)>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            batches.Add(
                (
                    reader.GetInt64("seal"),
                    new BatchResponse(
                        reader.Int64OrNull("batch_id"),
                        reader.Hash("root"),
                        reader.GetString("state"),
                        reader.GetInt32("leaf_count"),
                        reader.GetDateTime("sealed_at"),
                        reader.DateTimeOrNull("anchored_at"),
                        reader.HashOrNull("transaction_hash"),
                        reader.Int64OrNull("block_number")
                    )
                )
            );
        }

        return batches;
    }
}
