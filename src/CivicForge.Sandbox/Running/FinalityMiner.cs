using System.Text.Json.Nodes;
using CivicForge.Chain.Rpc;

namespace CivicForge.Sandbox.Running;

/// <summary>
/// A chain that mines each transaction at once never finalizes the last ones, because no block follows them. This mines
/// an empty block a second while the newest transaction is not final, and then one in five minutes: the anchorer sends
/// nothing to a chain whose clock seems to lag, and an idle sandbox hardly grows. On a node that mines nothing by
/// itself it mines what is pending, too.
/// </summary>
internal sealed class FinalityMiner : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>Well below what the anchorer takes for a clock that lags.</summary>
    private static readonly TimeSpan OldestHead = TimeSpan.FromMinutes(5);

    private readonly EthClient _client;
    private readonly TimeProvider _clock;
    private readonly ChainFile? _file;
    private readonly CancellationTokenSource _stop = new();
    private ulong _seen;
    private ulong _newestTransaction;

    /// <param name="client">The node.</param>
    /// <param name="clock">That of the machine.</param>
    /// <param name="file">Where the chain is kept: no block is mined before the one below it is in there.</param>
    public FinalityMiner(EthClient client, TimeProvider clock, ChainFile? file = null)
    {
        (_client, _clock, _file) = (client, clock, file);
        Running = RunAsync();
    }

    /// <summary>Ends when it is stopped, or cannot keep the chain.</summary>
    public Task Running { get; }

    /// <summary>Stops mining.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Running;
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
                _newestTransaction = await CountAsync(number) > 0 ? number : _newestTransaction;
            }

            _seen = head.Number;
            if (_file is not null)
            {
                await _file.KeepAsync(head, _stop.Token);
            }
            if (await WantsBlockAsync(head))
            {
                await MineAsync();
            }
        }
        catch (RpcException)
        {
            // A node that is silent is reported by everybody else; the next look comes in a second.
        }
    }

    private async Task<bool> WantsBlockAsync(Block head)
    {
        var final = await _client.GetBlockAsync(BlockId.Finalized, _stop.Token);
        var age = _clock.GetUtcNow() - DateTimeOffset.FromUnixTimeSeconds((long)head.Timestamp);
        return final is null
            || final.Number < _newestTransaction
            || age > OldestHead
            || (_file is not null && (await HasPendingAsync() || !await HasStateOfFinalAsync()));
    }

    private async Task MineAsync()
    {
        if (_file is not null)
        {
            // A node that was started again has the time of its first block.
            await _client.RequestAsync("evm_setTime", [_clock.GetUtcNow().ToUnixTimeSeconds()], _stop.Token);
        }
        await _client.RequestAsync("evm_mine", [], _stop.Token);
        if (_file is not null && await _client.GetBlockAsync(BlockId.Latest, _stop.Token) is { } mined)
        {
            await _file.KeepAsync(mined, _stop.Token);
        }
    }

    private async Task<bool> HasPendingAsync() =>
        Convert.ToUInt64(
            (await _client.RequestAsync("txpool_status", [], _stop.Token)).GetProperty("pending").GetString(),
            16
        ) > 0;

    /// <summary>A node that was started again has none below the block it came back with.</summary>
    private async Task<bool> HasStateOfFinalAsync()
    {
        try
        {
            await _client.GetBalanceAsync(default, BlockId.Finalized, _stop.Token);
            return true;
        }
        catch (RpcException none) when (none.IsMissing)
        {
            return false;
        }
    }

    private async Task<ulong> CountAsync(ulong number)
    {
        var count = await _client.RequestAsync(
            "eth_getBlockTransactionCountByNumber",
            [JsonValue.Create($"0x{number:x}")],
            _stop.Token
        );
        return Convert.ToUInt64(count.GetString(), 16);
    }
}
