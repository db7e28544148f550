using System.Globalization;

namespace CivicForge.Benchmarks.Ingest;

/// <summary>The resident memory of a process while it is under load (Linux: VmRSS of /proc), looked at twenty times a second.</summary>
internal sealed class ResidentMemory : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly string _file;
    private readonly Task _looking;

    internal ResidentMemory(int processId)
    {
        _file = $"/proc/{processId}/status";
        _looking = LookAsync();
    }

    /// <summary>The most that was seen, in MiB.</summary>
    internal double Greatest { get; private set; }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _looking;
        _stop.Dispose();
    }

    private async Task LookAsync()
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        do
        {
            var line = File.ReadLines(_file).First(l => l.StartsWith("VmRSS:", StringComparison.Ordinal));
            Greatest = Math.Max(Greatest, long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024.0);
        }
        while (await NextAsync(timer));
    }

    private async ValueTask<bool> NextAsync(PeriodicTimer timer)
    {
        try
        {
            return await timer.WaitForNextTickAsync(_stop.Token);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
