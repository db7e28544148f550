using System.Text.Json.Nodes;
using CivicForge.Chain.Rpc;

namespace CivicForge.Sandbox.Running;

/// <summary>
/// A chain that mines each transaction at once never finalizes the last ones, because no block follows them. This mines
/// an empty block a second while the newest transaction is not final, and then one in five minutes: the anchorer sends
/// nothing to a chain whose clock seems to lag, and an idle sandbox hardly grows.
/// </summary>
internal sealed class FinalityMiner : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>Well below what the anchorer takes for a clock that lags.</summary>
    private static readonly TimeSpan OldestHead = TimeSpan.FromMinutes(5);

    private readonly EthClient _client;
    private readonly TimeProvider _clock;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;
    private ulong _seen;
    private ulong _newestTransaction;

    public FinalityMiner(EthClient client, TimeProvider clock)
    {
        _client = client;
        _clock = clock;
        _running = RunAsync();
    }

    /// <summary>Stops mining.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        using var timer = new PeriodicTimer(Interval);
        try
        {
            do
            {
                await LookAsync();
            } while (await timer.WaitForNextTickAsync(_stop.Token));
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Stopped.
        }
    }

    private async Task LookAsync()
    {
        try
        {
            if (await _client.GetBlockAsync(BlockId.Latest, _stop.Token) is not { } head)
            {
                return;
            }
            for (var number = Math.Min(_seen, head.Number) + 1; number <= head.Number; number++)
            {
                _newestTransaction = await TransactionsAsync(number) > 0 ? number : _newestTransaction;
            }

            _seen = head.Number;
            var final = await _client.GetBlockAsync(BlockId.Finalized, _stop.Token);
            var age = _clock.GetUtcNow() - DateTimeOffset.FromUnixTimeSeconds((long)head.Timestamp);
            if (final is null || final.Number < _newestTransaction || age > OldestHead)
            {
                await _client.RequestAsync("evm_mine", [], _stop.Token);
            }
        }
        catch (RpcException)
        {
            // A node that is silent is reported by everybody else; the next look comes in a second.
        }
    }

    private async Task<ulong> TransactionsAsync(ulong number)
    {
        var count = await _client.RequestAsync(
            "eth_getBlockTransactionCountByNumber",
            [JsonValue.Create($"0x{number:x}")],
            _stop.Token
        );
        return Convert.ToUInt64(count.GetString(), 16);
    }
}
