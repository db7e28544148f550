using System.Runtime.InteropServices;

namespace CivicForge.Sandbox.Processes;

/// <summary>Turns Ctrl-C, SIGTERM and SIGHUP into one cancellation. The second one is not caught and ends the process
/// at once.</summary>
internal sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly List<PosixSignalRegistration> _registrations = [];

    public StopSignals()
    {
        foreach (var signal in new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP })
        {
            _registrations.Add(PosixSignalRegistration.Create(signal, Stop));
        }
    }

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Token => _stop.Token;

    /// <summary>128 + the signal's number, as shells count.</summary>
    public int ExitCode { get; private set; }

    public void Dispose()
    {
        _registrations.ForEach(registration => registration.Dispose());
        _stop.Dispose();
    }

    private void Stop(PosixSignalContext context)
    {
        if (ExitCode != 0)
        {
            return;
        }

        context.Cancel = true;
        ExitCode =
            128
            + context.Signal switch
            {
                PosixSignal.SIGINT => 2,
                PosixSignal.SIGHUP => 1,
                _ => 15,
            };
        _stop.Cancel();
    }
}
