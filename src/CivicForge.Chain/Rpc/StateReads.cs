using System.Text.Json.Nodes;

namespace CivicForge.Chain.Rpc;

/// <summary>
/// Reads of state at one block. Where a node takes no block by its hash (EIP-1898), it is asked by number, and the
/// block's hash is compared before and after, so that an answer never comes from another fork.
/// </summary>
/// <param name="client">Tells which block a number names.</param>
internal sealed class StateReads(EthClient client)
{
    private volatile bool _onlyByNumber;

    /// <param name="method">For the error's text.</param>
    /// <param name="block">Where.</param>
    /// <param name="ask">The read, with the block as a parameter.</param>
    /// <param name="cancellationToken">Stops the reads.</param>
    /// <exception cref="RpcException">What the read throws; <see cref="RpcFailure.NotAvailable"/> when the number names
    /// another block (any more).</exception>
    internal async Task<T> AtAsync<T>(
        string method,
        BlockId block,
        Func<JsonNode, Task<T>> ask,
        CancellationToken cancellationToken
    )
    {
        if (block.BlockHash is not { } hash)
        {
            return await ask(block.ToJson()).ConfigureAwait(false);
        }
        if (!_onlyByNumber)
        {
            try
            {
                return await ask(block.ToJson()).ConfigureAwait(false);
            }
            catch (RpcException e) when (e.Failure == RpcFailure.UnsupportedParameter)
            {
                _onlyByNumber = await IsTakenByNumberAsync(ask, e, cancellationToken).ConfigureAwait(false);
            }
        }

        var number = await NumberAsync(method, hash, cancellationToken).ConfigureAwait(false);
        await RequireAsync(method, number, hash, cancellationToken).ConfigureAwait(false);
        try
        {
            return await ask(JsonValue.Create(Quantity.Encode(number))).ConfigureAwait(false);
        }
        finally
        {
            // A revert is an answer too. What the finally throws instead is the better reason: the block is another one
            // now.
            await RequireAsync(method, number, hash, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Some nodes have the same words for whatever they do not like: only one that takes the same call at a
    /// number takes no hashes.</summary>
    private async Task<bool> IsTakenByNumberAsync<T>(
        Func<JsonNode, Task<T>> ask,
        RpcException refused,
        CancellationToken cancellationToken
    )
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            await ask(BlockId.Latest.ToJson()).ConfigureAwait(false);
            return true;
        }
        catch (RpcException e) when (e.Failure == RpcFailure.UnsupportedParameter)
        {
            throw refused;
        }
        catch (RpcException e) when (e.Failure == RpcFailure.Reverted)
        {
            return true;
        }
    }

    private async Task<ulong> NumberAsync(string method, Hash32 hash, CancellationToken cancellationToken) =>
        (await client.GetBlockAsync(BlockId.Hash(hash), cancellationToken).ConfigureAwait(false))?.Number
        ?? throw new RpcException(RpcFailure.NotAvailable, method, $"the node has no block {hash}.");

    private async Task RequireAsync(string method, ulong number, Hash32 hash, CancellationToken cancellationToken)
    {
        var block = await client.GetBlockAsync(BlockId.Number(number), cancellationToken).ConfigureAwait(false);
        if (block?.Hash != hash)
        {
            throw new RpcException(
                RpcFailure.NotAvailable,
                method,
                $"the node takes no blocks by hash, and its block {number} is "
                    + $"{block?.Hash.ToString() ?? "not there"}, not {hash}."
            );
        }
    }
}
