using System.Diagnostics;

namespace CivicForge.Sandbox.Processes;

/// <summary>Wraps a command so that it ends when this process does, also after <c>kill -9</c>.</summary>
internal static class ParentDeath
{
    /// <summary>
    /// The child of a shell that waits, passes signals on, and kills the child when standard input ends, which happens
    /// when the parent dies. The reader gets no standard output, else it would hold the pipes of a dead child open.
    /// </summary>
    private const string Watchdog = """
        exec 3<&0
        trap 'kill -INT ${child:-$!} 2>/dev/null || exit 130' INT
        trap 'kill -QUIT ${child:-$!} 2>/dev/null || exit 131' QUIT
        trap 'kill -TERM ${child:-$!} 2>/dev/null || exit 143' TERM
        "$@" </dev/null 3<&- &
        child=$!
        (trap '' INT QUIT; cat <&3; kill -"$DEATH_SIGNAL" $child) >/dev/null 2>&1 &
        watch=$!
        exec 3<&-
        wait $child
        status=$?
        while kill -0 $child 2>/dev/null; do wait $child; status=$?; done
        kill $watch 2>/dev/null
        exit $status
        """;

    private static readonly Lazy<string?> SetPriv = new(() =>
        OperatingSystem.IsLinux() ? Repository.OnPath("setpriv") : null
    );

    private static readonly Lazy<string?> SetSession = new(() =>
        OperatingSystem.IsLinux() ? Repository.OnPath("setsid") : null
    );

    /// <summary>Whether the child needs its standard input held open, because the end of it means that the parent
    /// died.</summary>
    public static bool HoldsInput(ChildProcessOptions options) => SetPriv.Value is null || options.UseWatchdog;

    /// <summary>
    /// Whether the child leads a session of its own (setsid(2)). Ctrl-C in a terminal goes to every process of the
    /// foreground group: without this the database would stop before those who use it.
    /// </summary>
    public static bool OwnsSession(ChildProcessOptions options) => !HoldsInput(options) && SetSession.Value is not null;

    public static ProcessStartInfo Wrap(ChildProcessOptions options)
    {
        var start = new ProcessStartInfo
        {
            WorkingDirectory = options.WorkingDirectory ?? "",
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (!HoldsInput(options))
        {
            start.FileName = SetPriv.Value!;
            if (OwnsSession(options))
            {
                start.FileName = SetSession.Value!;
                Add(start, SetPriv.Value!);
            }

            if (options.RunAs is { } user)
            {
                Add(start, $"--reuid={user.UserId}", $"--regid={user.GroupId}", "--clear-groups");
            }

            Add(start, "--pdeathsig", options.DeathSignal.ShortName(), "--");
        }
        else
        {
            if (options.RunAs is { } user)
            {
                throw new MissingToolException(
                    $"setpriv is needed to run {options.Name} as {user.Name}. Run as root: apt-get install "
                        + "util-linux; or run as an ordinary user."
                );
            }

            start.FileName = "/bin/sh";
            start.Environment["DEATH_SIGNAL"] = options.DeathSignal.ShortName();
            Add(start, "-c", Watchdog, "watchdog");
        }

        Add(start, options.File);
        Add(start, [.. options.Arguments]);
        foreach (var (name, value) in options.Environment)
        {
            start.Environment[name] = value;
        }

        return start;
    }

    private static void Add(ProcessStartInfo start, params string[] arguments)
    {
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }
    }
}
