using System.Diagnostics;
using System.Globalization;

namespace CivicForge.Benchmarks.Verify;

/// <summary>A process that does nothing but bare libsecp256k1 on request. Two of them share neither memory nor a
/// runtime: what they reach together is what the machine gives two threads at most.</summary>
internal sealed class BareProcess : IDisposable
{
    /// <summary><c>verify-bare</c>: reads counts, one a line, and answers each with the microseconds it took.</summary>
    internal const string Verb = "verify-bare";

    private readonly Process _process = Process.Start(
        new ProcessStartInfo("dotnet", [typeof(BareProcess).Assembly.Location, Verb])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        }
    )!;

    /// <summary>The child's side.</summary>
    internal static int Run()
    {
        var work = new SignedAttestations();
        while (Console.ReadLine() is { } line)
        {
            var count = int.Parse(line, CultureInfo.InvariantCulture);
            Console.WriteLine(
                Sample.Microseconds(() => work.RecoverBare(0, count)).ToString(CultureInfo.InvariantCulture)
            );
        }

        return 0;
    }

    /// <summary>Microseconds for <paramref name="count"/> recoveries.</summary>
    internal async Task<double> RecoverAsync(int count)
    {
        await _process.StandardInput.WriteLineAsync(count.ToString(CultureInfo.InvariantCulture));
        await _process.StandardInput.FlushAsync();
        var answer =
            await _process.StandardOutput.ReadLineAsync()
            ?? throw new InvalidOperationException("The process for bare recoveries ended; its message stands above.");
        return double.Parse(answer, CultureInfo.InvariantCulture);
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        if (!_process.WaitForExit(5000))
        {
            _process.Kill();
        }
        _process.Dispose();
    }
}
