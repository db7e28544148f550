using System.Collections.Concurrent;
using System.Numerics;
using CivicForge.Api.Watching;
using CivicForge.Chain;
using CivicForge.Chain.Rpc;
using CivicForge.Chain.Transactions;
using Microsoft.EntityFrameworkCore;

namespace CivicForge.Api.Transactions;

/// <summary>The steps from a plan to the node. Each ends in one committed database transaction, and a process may die
/// between any two: <c>PlanAsync</c> reserves the nonce, <c>SignAsync</c> stores the raw bytes, <c>SendAsync</c> hands
/// out only what is stored.</summary>
internal sealed class TransactionSender(
    FencedWork work,
    ChainNode node,
    DeploymentCheck deployment,
    SentAttempts sent,
    AnchorerMetrics metrics,
    Alarms alarms,
    ILogger<TransactionSender> logger
)
{
    private readonly ConcurrentDictionary<long, bool> _beingSigned = new();

    /// <summary>Reserves the next nonce of a key by inserting a row. Nonces that somebody else has spent are passed
    /// over once that is final: before, they may come back, and whatever is signed behind them would wait for
    /// ever.</summary>
    /// <returns>Its id; null when another transaction is in flight, or lives for this purpose.</returns>
    public async Task<long?> PlanAsync(
        SigningAccount account,
        PlannedTransaction plan,
        ulong chainId,
        CancellationToken cancellationToken
    )
    {
        var position = await node.PositionAsync(cancellationToken);
        var spent = await node.NonceAsync(account.Address, BlockId.Hash(position.Finalized.Hash), cancellationToken);
        return await work.RunAsync<long?>(
            async context =>
            {
                var rows = context.Database.Set<OutgoingTransaction>();
                var mine = rows.Where(t => t.ChainId == (long)chainId && t.Sender == account.Address);
                if (await mine.AnyAsync(t => TransactionStates.InFlight.Contains(t.State), cancellationToken))
                {
                    return null;
                }
                if (
                    await rows.AnyAsync(
                        t => t.Purpose == plan.Purpose && TransactionStates.Live.Contains(t.State),
                        cancellationToken
                    )
                )
                {
                    return null;
                }
                var highest = await mine.Where(t =>
                        t.State != TransactionState.Superseded && t.State != TransactionState.Cancelled
                    )
                    .MaxAsync(t => (long?)t.Nonce, cancellationToken);
                var next = highest + 1 ?? 0;
                if (spent > next)
                {
                    await ForeignNoncesAsync(context, account.Address, next, spent, cancellationToken);
                }
                var transaction = new OutgoingTransaction(
                    plan,
                    (long)chainId,
                    account.Address,
                    Math.Max(next, spent),
                    context.Now,
                    context.Fence
                );
                rows.Add(transaction);
                await context.Database.SaveChangesAsync(cancellationToken);
                return transaction.Id;
            },
            cancellationToken
        );
    }

    /// <summary>Whether a tick of this process has its bytes made or stored just now.</summary>
    public bool IsBeingSigned(long transactionId) => _beingSigned.ContainsKey(transactionId);

    /// <summary>Has an attempt at these fees signed and stores its bytes. Nothing is sent. The signer is asked between
    /// two database transactions: it may be far away, and the lease's row is locked for the whole of one.</summary>
    /// <exception cref="SigningRefusedException">Policy or balance forbid it, or the signer lied; nothing was
    /// stored.</exception>
    /// <exception cref="SignerSilentException">The signer did not sign; nothing was stored.</exception>
    /// <exception cref="WrongChainException">The node serves another chain; nothing was signed.</exception>
    public async Task<Hash32> SignAsync(
        SigningAccount account,
        long transactionId,
        Fees fees,
        CancellationToken cancellationToken
    )
    {
        await deployment.RunAsync(cancellationToken);
        var balance = await node.Client.GetBalanceAsync(account.Address, BlockId.Latest, cancellationToken);
        _beingSigned[transactionId] = true;
        try
        {
            var (unsigned, before) = await UnsignedAsync(account, transactionId, fees, balance, cancellationToken);
            var signed = await account.SignAsync(unsigned, cancellationToken);
            return await StoreAsync(transactionId, signed, before, cancellationToken);
        }
        finally
        {
            _beingSigned.TryRemove(transactionId, out _);
        }
    }

    /// <returns>What to sign, and the number of the newest attempt.</returns>
    private Task<(Eip1559Transaction Unsigned, int? Newest)> UnsignedAsync(
        SigningAccount account,
        long transactionId,
        Fees fees,
        BigInteger balance,
        CancellationToken cancellationToken
    ) =>
        work.RunAsync(
            async context =>
            {
                var transaction = await LoadAsync(context, transactionId, cancellationToken);
                var cost = fees.MaxFeePerGas * transaction.GasLimit;
                if (balance < cost)
                {
                    throw new SigningRefusedException(
                        $"Not signed: {account.Address} has {balance} wei, and {transaction.Purpose} may cost "
                            + $"{cost}. Refill the account."
                    );
                }
                return (transaction.Unsigned(fees), transaction.Newest?.Number);
            },
            cancellationToken
        );

    private Task<Hash32> StoreAsync(
        long transactionId,
        SignedTransaction signed,
        int? before,
        CancellationToken cancellationToken
    ) =>
        work.RunAsync(
            async context =>
            {
                var transaction = await LoadAsync(context, transactionId, cancellationToken);
                if (transaction.Newest is { } newest && newest.Number != before)
                {
                    return newest.Hash; // a tick that overlaps was faster
                }
                transaction.AddAttempt(signed, context.Now, context.Fence);
                metrics.Attempts.Add(1, new KeyValuePair<string, object?>("kind", transaction.Kind.ToString()));
                logger.Signed(
                    transaction.Purpose,
                    signed.Hash,
                    transaction.Nonce,
                    signed.Transaction.MaxFeePerGas,
                    transaction.Newest!.Number
                );
                return signed.Hash;
            },
            cancellationToken
        );

    /// <summary>Gives a planned nonce back of which nothing was signed.</summary>
    public Task DropAsync(long transactionId, CancellationToken cancellationToken) =>
        work.RunAsync(
            async context =>
            {
                var transaction = await LoadAsync(context, transactionId, cancellationToken);
                if (transaction.State != TransactionState.Planned)
                {
                    return;
                }
                transaction.Cancel(context.Now, context.Fence);
                logger.PlanDropped(transaction.Purpose, transaction.Nonce);
            },
            cancellationToken
        );

    /// <summary>Hands the newest stored bytes to the node. An error leaves the outcome unknown until hash and nonce say
    /// otherwise.</summary>
    public async Task SendAsync(long transactionId, CancellationToken cancellationToken)
    {
        var newest = await work.RunAsync(
            async context =>
            {
                var transaction = await LoadAsync(context, transactionId, cancellationToken);
                var newest =
                    transaction.Newest
                    ?? throw new InvalidOperationException(
                        $"Transaction {transactionId} has no stored bytes; nothing was sent."
                    );
                return transaction.State.IsInFlight() ? newest : null;
            },
            cancellationToken
        );
        if (newest is null)
        {
            return; // an overlapping tick has seen it in a block
        }
        var hash = newest.Hash;
        sent.Add(hash);
        var answer = await BroadcastAsync(hash, newest.Raw, cancellationToken);
        var recorded = await work.RunAsync(
            async context =>
            {
                var transaction = await LoadAsync(context, transactionId, cancellationToken);
                if (!transaction.State.IsLive())
                {
                    return null;
                }
                transaction.RecordSending(hash, answer.Error, answer.Refused, context.Now, context.Fence);
                return transaction;
            },
            cancellationToken
        );
        if (recorded is not null)
        {
            TransactionTrace.Mark(recorded, recorded.State);
        }
    }

    private async Task<(string? Error, bool Refused)> BroadcastAsync(
        Hash32 hash,
        byte[] raw,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var answer = await node.Client.SendRawTransactionAsync(raw, cancellationToken);
            if (answer == hash)
            {
                return (null, false);
            }
            logger.WrongHash(hash, answer);
            return ($"The node answered with another hash, {answer}.", false);
        }
        catch (RpcException e) when (e.Failure is RpcFailure.Refused or RpcFailure.Reverted && IsKnown(e.Message))
        {
            return (null, false);
        }
        catch (RpcException e)
        {
            logger.SendFailed(hash, e.Failure, e.Message);
            return (e.Message, e.Failure is RpcFailure.Refused);
        }
    }

    /// <summary>The node has these very bytes already: that is success (geth, erigon, nethermind, besu, anvil word it
    /// so).</summary>
    private static bool IsKnown(string message) =>
        message.Contains("already known", StringComparison.OrdinalIgnoreCase)
        || message.Contains("already imported", StringComparison.OrdinalIgnoreCase)
        || message.Contains("AlreadyKnown", StringComparison.OrdinalIgnoreCase)
        || message.Contains("known transaction", StringComparison.OrdinalIgnoreCase);

    private async Task ForeignNoncesAsync(
        FencedContext context,
        Address account,
        long first,
        long next,
        CancellationToken cancellationToken
    )
    {
        if (first == 0)
        {
            return; // a key may have a history before its first row here
        }
        var spent = AlarmKind.SpentNonces(account, next - 1);
        if (
            await context
                .Database.Set<Alarm>()
                .AnyAsync(a => a.Kind == AlarmKind.Restored && a.Subject == spent, cancellationToken)
        )
        {
            return; // we spent them ourselves, in minutes that a restore lost
        }
        logger.ForeignNonces(account, first, next - 1);
        await alarms.RaiseAsync(
            AlarmKind.ForeignNonce,
            account.ToString(),
            $"Nonces {first} to {next - 1} were spent by somebody else. Find out who uses this key.",
            cancellationToken
        );
    }

    internal static Task<OutgoingTransaction> LoadAsync(
        FencedContext context,
        long id,
        CancellationToken cancellationToken
    ) =>
        context
            .Database.Set<OutgoingTransaction>()
            .Include(t => t.Attempts)
            .SingleAsync(t => t.Id == id, cancellationToken);
}
