using System.Numerics;
using CivicForge.Chain;
using CivicForge.Chain.Rpc;
using CivicForge.Hosting;

namespace CivicForge.Api.Transactions;

/// <summary>Head and finalized block of one reading; further reads of that reading are pinned to their
/// hashes.</summary>
internal sealed record ChainPosition(Block Head, Block Finalized);

/// <summary>The node as the anchorer reads it.</summary>
internal sealed class ChainNode(EthClient client, ChainOptions chain)
{
    private const int FeeHistoryBlocks = 20;

    public EthClient Client => client;

    /// <exception cref="RpcException">The node did not answer, or has no finalized block yet.</exception>
    public async Task<ChainPosition> PositionAsync(CancellationToken cancellationToken)
    {
        var head = await BlockAsync(BlockId.Latest, cancellationToken);
        var finalized = chain.FinalityDepth is { } depth
            ? BlockId.Number(head.Number > (ulong)depth ? head.Number - (ulong)depth : 0)
            : BlockId.Finalized;
        return new(head, await BlockAsync(finalized, cancellationToken));
    }

    /// <summary>Receipts over all attempts, whether their blocks are canonical, and the sender's nonce at head and
    /// finalized. One failed call and there is no evidence.</summary>
    public async Task<TransactionEvidence> EvidenceAsync(
        OutgoingTransaction transaction,
        ChainPosition position,
        CancellationToken cancellationToken
    )
    {
        var inclusions = new List<Inclusion>();
        var known = new HashSet<Hash32>();
        foreach (var attempt in transaction.Attempts)
        {
            if (await client.GetTransactionAsync(attempt.Hash, cancellationToken) is not null)
            {
                known.Add(attempt.Hash);
            }
            if (await client.GetReceiptAsync(attempt.Hash, cancellationToken) is not { } receipt)
            {
                continue;
            }
            if (receipt.TransactionHash != attempt.Hash)
            {
                throw new RpcException(
                    RpcFailure.Garbage,
                    "eth_getTransactionReceipt",
                    $"asked for {attempt.Hash}, got the receipt of {receipt.TransactionHash}."
                );
            }
            var header = await client.GetBlockAsync(BlockId.Number(receipt.BlockNumber), cancellationToken);
            inclusions.Add(
                new Inclusion(
                    attempt.Hash,
                    (long)receipt.BlockNumber,
                    receipt.BlockHash,
                    header?.Hash == receipt.BlockHash,
                    receipt.Succeeded,
                    receipt.GasUsed * receipt.EffectiveGasPrice
                )
            );
        }

        var canonical = inclusions.FirstOrDefault(i => i is { IsCanonical: true, Succeeded: true });
        return new TransactionEvidence(
            inclusions,
            known,
            await NonceAsync(transaction.Sender, BlockId.Hash(position.Head.Hash), cancellationToken),
            await NonceAsync(transaction.Sender, BlockId.Hash(position.Finalized.Hash), cancellationToken),
            (long)position.Finalized.Number,
            canonical is null ? null : await EffectAsync(transaction, canonical, position, cancellationToken)
        );
    }

    public async Task<long> NonceAsync(Address account, BlockId block, CancellationToken cancellationToken) =>
        (long)await client.GetTransactionCountAsync(account, block, cancellationToken);

    public async Task<FeeMarket> FeeMarketAsync(CancellationToken cancellationToken)
    {
        var history = await client.FeeHistoryAsync(FeeHistoryBlocks, BlockId.Latest, [50, 90], cancellationToken);
        return new FeeMarket(history.BaseFeePerGas[^1], Median(history, 0), Median(history, 1));
    }

    /// <summary>The median over recent blocks that paid any priority fee, so that one absurd block moves
    /// nothing.</summary>
    private static BigInteger Median(FeeHistory history, int percentile)
    {
        var paid = history
            .Rewards.Where(r => r.Count > percentile)
            .Select(r => r[percentile])
            .Where(r => !r.IsZero)
            .Order()
            .ToList();
        return paid.Count == 0 ? BigInteger.Zero : paid[paid.Count / 2];
    }

    /// <summary>What was anchored or claimed never vanishes on one fork, so a node that has pruned the inclusion's
    /// state is asked at the finalized block.</summary>
    private async Task<bool> EffectAsync(
        OutgoingTransaction transaction,
        Inclusion inclusion,
        ChainPosition position,
        CancellationToken cancellationToken
    )
    {
        var effect = TransactionEffect.Of(transaction);
        try
        {
            return await effect.HoldsAsync(client, BlockId.Hash(inclusion.BlockHash), cancellationToken);
        }
        catch (RpcException e) when (e.IsMissing && inclusion.BlockNumber <= (long)position.Finalized.Number)
        {
            return await effect.HoldsAsync(client, BlockId.Hash(position.Finalized.Hash), cancellationToken);
        }
    }

    private async Task<Block> BlockAsync(BlockId id, CancellationToken cancellationToken) =>
        await client.GetBlockAsync(id, cancellationToken)
        ?? throw new RpcException(RpcFailure.NotAvailable, "eth_getBlockByNumber", $"the node has no block '{id}'.");
}
