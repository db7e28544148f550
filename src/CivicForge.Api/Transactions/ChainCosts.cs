using System.Collections.Concurrent;
using System.Globalization;
using System.Numerics;
using CivicForge.Chain;
using CivicForge.Chain.Rpc;

namespace CivicForge.Api.Transactions;

/// <summary>A key that sends, and what it can pay: wei as decimal text, null while the node does not say.</summary>
/// <param name="Kind">What it sent last: <c>anchor</c> or <c>claim</c>.</param>
public sealed record SignerItem(Address Address, string Kind, string? Balance);

/// <summary>Role api: what only the chain knows of our sending – balances, and what transactions cost. A silent node
/// costs two seconds and gives nulls.</summary>
internal sealed partial class ChainCosts(EthClient node, ILogger<ChainCosts> logger)
{
    private const int MaxRemembered = 10_000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private readonly ConcurrentDictionary<Hash32, Receipt> _final = new();

    /// <summary>Keys that sent lately, with what they sent last.</summary>
    public const string Signers =
        "SELECT DISTINCT ON (sender) sender, kind FROM (SELECT sender, kind, id FROM civic.transactions "
        + "ORDER BY id DESC LIMIT 200) t ORDER BY sender, id DESC";

    /// <param name="signers">Rows of <see cref="Signers"/>.</param>
    public async Task<IReadOnlyList<SignerItem>> BalancesAsync(
        IReadOnlyList<(byte[] Sender, string Kind)> signers,
        CancellationToken cancellationToken
    )
    {
        var balances = await AskAsync(
            signers,
            (s, token) => BalanceAsync(new Address(s.Sender), token),
            cancellationToken
        );
        return [.. signers.Select((s, i) => new SignerItem(new Address(s.Sender), s.Kind, balances[i]))];
    }

    /// <param name="mined">Transactions in a block, and whether their block is final: those never change and are asked
    /// for once.</param>
    public async Task<IReadOnlyDictionary<Hash32, Receipt>> ReceiptsAsync(
        IReadOnlyList<(Hash32 Hash, bool IsFinal)> mined,
        CancellationToken cancellationToken
    )
    {
        var receipts = await AskAsync(mined, (m, token) => ReceiptAsync(m.Hash, m.IsFinal, token), cancellationToken);
        return receipts.OfType<Receipt>().ToDictionary(r => r.TransactionHash);
    }

    private async Task<string?> BalanceAsync(Address address, CancellationToken cancellationToken)
    {
        BigInteger wei = await node.GetBalanceAsync(address, BlockId.Latest, cancellationToken);
        return wei.ToString(CultureInfo.InvariantCulture);
    }

    private async Task<Receipt?> ReceiptAsync(Hash32 hash, bool isFinal, CancellationToken cancellationToken)
    {
        if (_final.TryGetValue(hash, out var known))
        {
            return known;
        }
        var receipt = await node.GetReceiptAsync(hash, cancellationToken);
        if (receipt is null || !isFinal)
        {
            return receipt;
        }
        if (_final.Count >= MaxRemembered)
        {
            _final.Clear();
        }
        return _final[hash] = receipt;
    }

    private async Task<TAnswer?[]> AskAsync<TItem, TAnswer>(
        IReadOnlyList<TItem> items,
        Func<TItem, CancellationToken, Task<TAnswer?>> ask,
        CancellationToken cancellationToken
    )
        where TAnswer : class
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        ending.CancelAfter(Patience);
        var answers = new TAnswer?[items.Count];
        try
        {
            await Parallel.ForAsync(
                0,
                items.Count,
                new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = ending.Token },
                async (i, token) => answers[i] = await ask(items[i], token)
            );
        }
        catch (RpcException exception)
        {
            LogSilent(logger, exception.Message);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            LogSilent(logger, $"no answer within {Patience.TotalSeconds} s");
        }

        return answers;
    }

    [LoggerMessage(60, LogLevel.Information, "The node did not say what sending costs: {Reason}")]
    private static partial void LogSilent(ILogger logger, string reason);
}
