using CivicForge.Api.Anchoring;
using CivicForge.Api.Rewards;
using CivicForge.Chain;
using CivicForge.Chain.Contracts;
using CivicForge.Chain.Rpc;
using CivicForge.Hosting;
using Dapper;
using Npgsql;

namespace CivicForge.Api.Audit;

/// <summary>One snapshot of the database and one block of the chain: the newest block that the indexer calls final.
/// Everything is compared as of these two.</summary>
internal sealed class AuditContext(
    NpgsqlConnection connection,
    NpgsqlTransaction snapshot,
    EthClient client,
    ChainOptions chain,
    AnchoringOptions anchoring,
    RelayOptions relay,
    FinalizedBlock finalized
)
{
    public ChainOptions Chain => chain;
    public AnchoringOptions Anchoring => anchoring;
    public RelayOptions Relay => relay;
    public FinalizedBlock Finalized => finalized;

    /// <summary>The header of the canonical block at this height, as the node has it.</summary>
    public async Task<Block> BlockAtAsync(long number, CancellationToken cancellationToken) =>
        await client.GetBlockAsync(BlockId.Number((ulong)number), cancellationToken)
        ?? throw new RpcException(RpcFailure.NotAvailable, "eth_getBlockByNumber", $"the node has no block {number}.");

    public BlockId Block => BlockId.Hash(finalized.Hash);
    public AttestationRegistryContract Registry => new(client, chain.Registry);
    public RewardDistributorContract Distributor => new(client, chain.Distributor);
    public CivicReputationContract Reputation => new(client, chain.Reputation);

    public async Task<IReadOnlyList<T>> QueryAsync<T>(
        string sql,
        object? parameters,
        CancellationToken cancellationToken
    ) =>
        (
            await connection.QueryAsync<T>(
                new CommandDefinition(
                    sql,
                    parameters,
                    snapshot,
                    commandTimeout: 0,
                    cancellationToken: cancellationToken
                )
            )
        ).AsList();

    public async Task<T> SingleAsync<T>(string sql, object? parameters, CancellationToken cancellationToken) =>
        await connection.QuerySingleAsync<T>(
            new CommandDefinition(sql, parameters, snapshot, commandTimeout: 0, cancellationToken: cancellationToken)
        );

    /// <summary>Asks the node about many things, a few at a time.</summary>
    public static async Task<IReadOnlyList<TResult>> ManyAsync<T, TResult>(
        IReadOnlyList<T> items,
        Func<T, CancellationToken, Task<TResult>> ask,
        CancellationToken cancellationToken
    )
    {
        var results = new TResult[items.Count];
        await Parallel.ForAsync(
            0,
            items.Count,
            new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = cancellationToken },
            async (i, token) => results[i] = await ask(items[i], token)
        );
        return results;
    }
}

/// <summary>The block as of which the chain is read.</summary>
internal sealed record FinalizedBlock(long Number, Hash32 Hash);
