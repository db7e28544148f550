using System.Text.Json.Nodes;
using CivicForge.Chain.Rpc;

namespace CivicForge.Sandbox.Running;

/// <summary>
/// A chain that mines each transaction at once never finalizes the last ones, because no block follows them. This mines
/// an empty block a second while the newest transaction is not final, and then stops, so that an idle sandbox does not
/// grow.
/// </summary>
internal sealed class FinalityMiner : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly EthClient _client;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;
    private ulong _seen;
    private ulong _newestTransaction;

    public FinalityMiner(EthClient client)
    {
        _client = client;
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
            var head = await _client.BlockNumberAsync(_stop.Token);
            for (var number = Math.Min(_seen, head) + 1; number <= head; number++)
            {
                _newestTransaction = await TransactionsAsync(number) > 0 ? number : _newestTransaction;
            }

            _seen = head;
            var final = await _client.GetBlockAsync(BlockId.Finalized, _stop.Token);
            if (final is null || final.Number < _newestTransaction)
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
