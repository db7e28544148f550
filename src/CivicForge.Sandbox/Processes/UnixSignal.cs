using System.Globalization;
using System.Runtime.InteropServices;

namespace CivicForge.Sandbox.Processes;

/// <summary>Signals by their POSIX numbers, equal on Linux and macOS.</summary>
public enum UnixSignal
{
    HangUp = 1,
    Interrupt = 2,
    Quit = 3,
    Kill = 9,
    Terminate = 15,
}

internal static class UnixSignals
{
    /// <summary>The name without SIG, as <c>kill</c> and <c>setpriv</c> take it.</summary>
    public static string ShortName(this UnixSignal signal) =>
        signal switch
        {
            UnixSignal.HangUp => "HUP",
            UnixSignal.Interrupt => "INT",
            UnixSignal.Quit => "QUIT",
            UnixSignal.Kill => "KILL",
            _ => "TERM",
        };

    /// <summary>Sends a signal; false when there is no such process (any more).</summary>
    public static bool Send(int processId, UnixSignal signal) => Kill(processId, (int)signal) == 0;

    /// <summary>Sends a signal to every process of a group, named by its leader's id; false when there is
    /// none.</summary>
    public static bool SendToGroup(int leaderId, UnixSignal signal) => Kill(-leaderId, (int)signal) == 0;

    /// <summary>
    /// Whether a process has a handler for a signal, so that the signal will not simply end it. Only Linux tells
    /// (<c>SigCgt</c> of proc_pid_status(5), a hexadecimal mask with signal n at bit n − 1); elsewhere it is taken for
    /// granted.
    /// </summary>
    public static bool Catches(int processId, UnixSignal signal)
    {
        const string Caught = "SigCgt:";
        if (!OperatingSystem.IsLinux())
        {
            return true;
        }

        try
        {
            var mask = File.ReadLines($"/proc/{processId}/status")
                .First(line => line.StartsWith(Caught, StringComparison.Ordinal))[Caught.Length..];
            return (
                    ulong.Parse(mask.Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture) >> ((int)signal - 1)
                    & 1
                ) == 1;
        }
        catch (IOException)
        {
            return false; // It is gone.
        }
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static extern int Kill(int processId, int signal);
}
