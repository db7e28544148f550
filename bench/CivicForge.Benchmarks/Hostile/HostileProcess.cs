using System.Diagnostics;
using System.Text.Json;

namespace CivicForge.Benchmarks.Hostile;

/// <summary>A process that is hostile until it is asked what it did. It has the lowest priority: attackers bring
/// processors of their own, so that it must not take those of the service; what its packets cost the service
/// stays.</summary>
internal sealed class HostileProcess : IDisposable
{
    private readonly Process _process;

    internal HostileProcess(string[] arguments) =>
        _process = Process.Start(
            new ProcessStartInfo("nice", ["-n", "19", "dotnet", typeof(HostileProcess).Assembly.Location, .. arguments])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
            }
        )!;

    internal async Task<HostileCount> EndAsync()
    {
        _process.StandardInput.Close();
        var text =
            await _process.StandardOutput.ReadLineAsync()
            ?? throw new InvalidOperationException("A hostile process ended by itself; its message stands above.");
        await _process.WaitForExitAsync();
        return JsonSerializer.Deserialize<HostileCount>(text)!;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }
        _process.Dispose();
    }
}
