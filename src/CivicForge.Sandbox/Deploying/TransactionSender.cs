using System.Numerics;
using CivicForge.Chain;
using CivicForge.Chain.Crypto;
using CivicForge.Chain.Rpc;
using CivicForge.Chain.Transactions;
using CivicForge.Chain.Web3.Rpc;
using CivicForge.Chain.Web3.Transactions;

namespace CivicForge.Sandbox.Deploying;

/// <summary>Sends single transactions from one key and waits until they are mined. For deployments; the service has a
/// sender of its own that survives crashes.</summary>
internal sealed class TransactionSender(EthClient client, PrivateKey key)
{
    private static readonly TimeSpan MinedWithin = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(25);

    public Address Address => key.Address;

    /// <summary>The receipt of a transaction that succeeded.</summary>
    /// <param name="to">Null creates a contract.</param>
    /// <param name="data">Call data, or creation code with its arguments.</param>
    /// <param name="value">Wei sent along.</param>
    /// <param name="cancellationToken">Stops the waiting; the transaction may still be mined.</param>
    public async Task<Receipt> SendAsync(
        Address? to,
        byte[] data,
        BigInteger value,
        CancellationToken cancellationToken
    )
    {
        var block =
            await client.GetBlockAsync(BlockId.Latest, cancellationToken)
            ?? throw new SandboxException($"{client.Url} knows no block.");
        var baseFee =
            block.BaseFeePerGas
            ?? throw new SandboxException(
                $"{client.Url} is a chain without EIP-1559 fees; CivicForge sends only such transactions."
            );
        var tip = await TipAsync(cancellationToken);
        var gas = value.IsZero
            ? await new ContractCalls(client).EstimateGasAsync(
                new CallRequest(to, data) { From = Address },
                cancellationToken
            )
                * 12
                / 10
            : 21_000;
        var transaction = new Eip1559Transaction(
            await client.ChainIdAsync(cancellationToken),
            await client.GetTransactionCountAsync(Address, BlockId.Pending, cancellationToken),
            tip,
            (baseFee * 2) + tip,
            gas,
            to,
            value,
            data
        ).Sign(key);
        await client.SendRawTransactionAsync(transaction.Raw, cancellationToken);
        return await ReceiptAsync(transaction.Hash, cancellationToken);
    }

    private async Task<Receipt> ReceiptAsync(Hash32 hash, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(MinedWithin);
        try
        {
            while (true)
            {
                if (await client.GetReceiptAsync(hash, deadline.Token) is { } receipt)
                {
                    return receipt.Succeeded
                        ? receipt
                        : throw new SandboxException(
                            $"Transaction {hash} was mined in block {receipt.BlockNumber}, but it reverted."
                        );
                }

                await Task.Delay(Poll, deadline.Token);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new SandboxException(
                $"Transaction {hash} was not mined within {MinedWithin.TotalMinutes} minutes. Run the same command "
                    + "again later: it finds what is deployed by then."
            );
        }
    }

    /// <summary>The median priority fee of the last blocks, at least one wei.</summary>
    private async Task<BigInteger> TipAsync(CancellationToken cancellationToken)
    {
        var history = await client.FeeHistoryAsync(5, BlockId.Latest, [50], cancellationToken);
        return history.Rewards.Select(row => row[0]).Append(BigInteger.One).Max();
    }
}
