namespace CivicForge.Sandbox.Processes;

/// <summary>What to start and how it ends.</summary>
/// <param name="File">Program, a path or a name on <c>PATH</c>.</param>
/// <param name="Arguments">Its arguments, passed as they are, without a shell.</param>
public sealed record ChildProcessOptions(string File, params IReadOnlyList<string> Arguments)
{
    /// <summary>What errors call it; the file name when not set.</summary>
    public string Name { get; init; } = Path.GetFileName(File);

    /// <summary>Working folder; the parent's when null.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>Variables set on top of the parent's; null removes one.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <summary>Account to run as (Linux, parent is root); null keeps the parent's.</summary>
    public UnixUser? RunAs { get; init; }

    /// <summary>The signal that <see cref="ChildProcess.StopAsync"/> sends first.</summary>
    public UnixSignal StopSignal { get; init; } = UnixSignal.Terminate;

    /// <summary>The signal the child gets when this process dies, however it dies.</summary>
    public UnixSignal DeathSignal { get; init; } = UnixSignal.Kill;

    /// <summary>A file that standard output and error are appended to; none when null.</summary>
    public string? LogFile { get; init; }

    /// <summary>Called for each line of standard output and error, never twice at once.</summary>
    public Action<string>? OnLine { get; init; }

    /// <summary>Called instead for lines of standard error, when set.</summary>
    public Action<string>? OnErrorLine { get; init; }

    /// <summary>Forces the portable watchdog where setpriv exists, for its test.</summary>
    internal bool UseWatchdog { get; init; }
}
