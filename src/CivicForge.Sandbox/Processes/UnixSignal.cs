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
    public static string ShortName(this UnixSignal signal) => signal switch
    {
        UnixSignal.HangUp => "HUP",
        UnixSignal.Interrupt => "INT",
        UnixSignal.Quit => "QUIT",
        UnixSignal.Kill => "KILL",
        _ => "TERM",
    };

    /// <summary>Sends a signal; false when there is no such process (any more).</summary>
    public static bool Send(int processId, UnixSignal signal) => Kill(processId, (int)signal) == 0;

    /// <summary>Sends a signal to every process of a group, named by its leader's id; false when there is none.</summary>
    public static bool SendToGroup(int leaderId, UnixSignal signal) => Kill(-leaderId, (int)signal) == 0;

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static extern int Kill(int processId, int signal);
}
