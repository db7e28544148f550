using System.Text.Json.Nodes;
using CivicForge.Chain.Rpc;

namespace CivicForge.Sandbox.Running;

/// <summary>
/// A chain that mines each transaction at once never finalizes the last ones, because no block follows them. This mines an empty block a second
/// while the newest transaction is not final, and then stops, so that an idle sandbox does not grow.
/// </summary>
internal sealed class FinalityMiner : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly EthClient client;
    private readonly CancellationTokenSource stop = new();
    private readonly Task running;
    private ulong seen;
    private ulong newestTransaction;

    public FinalityMiner(EthClient client)
    {
        this.client = client;
        running = RunAsync();
    }

    /// <summary>Stops mining.</summary>
    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await running;
        stop.Dispose();
    }

    private async Task RunAsync()
    {
        using var timer = new PeriodicTimer(Interval);
        try
        {
            do
            {
                await LookAsync();
            }
            while (await timer.WaitForNextTickAsync(stop.Token));
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Stopped.
        }
    }

    private async Task LookAsync()
    {
        try
        {
            var head = await client.BlockNumberAsync(stop.Token);
            for (var number = Math.Min(seen, head) + 1; number <= head; number++)
            {
                newestTransaction = await TransactionsAsync(number) > 0 ? number : newestTransaction;
            }

            seen = head;
            var final = await client.GetBlockAsync(BlockId.Finalized, stop.Token);
            if (final is null || final.Number < newestTransaction)
            {
                await client.RequestAsync("evm_mine", [], stop.Token);
            }
        }
        catch (RpcException)
        {
            // A node that is silent is reported by everybody else; the next look comes in a second.
        }
    }

    private async Task<ulong> TransactionsAsync(ulong number)
    {
        var count = await client.RequestAsync("eth_getBlockTransactionCountByNumber", [JsonValue.Create($"0x{number:x}")], stop.Token);
        return Convert.ToUInt64(count.GetString(), 16);
    }
}
