using System.ComponentModel;
using System.Diagnostics;

namespace CivicForge.Sandbox.Processes;

/// <summary>
/// A program started by this process that never outlives it: it gets its death signal even when this process is killed
/// with <c>kill -9</c> (<c>setpriv --pdeathsig</c> on Linux, a watchdog shell elsewhere). Its standard input is empty.
/// </summary>
public sealed class ChildProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly ChildProcessOptions _options;
    private readonly ProcessOutput _output;

    private ChildProcess(Process process, ChildProcessOptions options, ProcessOutput output)
    {
        _process = process;
        _options = options;
        _output = output;
        Id = process.Id;
        Exited = WaitAsync(output.ReadAsync(process));
    }

    /// <summary>The process id of the child (of its watchdog where there is no setpriv).</summary>
    public int Id { get; }

    /// <summary>What errors call it.</summary>
    public string Name => _options.Name;

    /// <summary>Its log file, or null.</summary>
    public string? LogFile => _options.LogFile;

    /// <summary>Ends with the exit code (128 + signal when a signal ended it) once the child is gone and its output is
    /// read.</summary>
    public Task<int> Exited { get; }

    /// <summary>Whether the child is gone.</summary>
    public bool HasExited => Exited.IsCompleted || _process.HasExited;

    /// <summary>The last lines it wrote, oldest first.</summary>
    public string Tail => _output.Tail;

    /// <summary>Starts a program.</summary>
    /// <exception cref="MissingToolException">There is no such program, or this system cannot run it as
    /// asked.</exception>
    public static async Task<ChildProcess> StartAsync(ChildProcessOptions options, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!File.Exists(options.File) && Repository.OnPath(options.File) is null)
        {
            throw new MissingToolException($"{options.Name} cannot start: there is no program {options.File}.");
        }

        var output = new ProcessOutput(options.LogFile, options.OnLine, options.OnErrorLine ?? options.OnLine);
        try
        {
            var process = await Spawner.StartAsync(ParentDeath.Wrap(options));
            return new ChildProcess(process, options, output);
        }
        catch (Win32Exception failure)
        {
            throw new SandboxException($"{options.Name} cannot start: {failure.Message}.", failure);
        }
    }

    /// <summary>Runs a program to its end and returns what it wrote (its last 40 lines).</summary>
    /// <exception cref="SandboxException">It ended with another exit code than 0; the message holds its last
    /// lines.</exception>
    public static async Task<string> RunAsync(ChildProcessOptions options, CancellationToken cancellationToken)
    {
        await using var child = await StartAsync(options, cancellationToken);
        var code = await child.Exited.WaitAsync(cancellationToken);
        return code == 0
            ? child.Tail
            : throw new SandboxException($"{options.Name} ended with exit code {code}.\n{child.Tail}");
    }

    /// <summary>Sends a signal, unless the child is gone.</summary>
    public void Signal(UnixSignal signal)
    {
        if (!HasExited)
        {
            UnixSignals.Send(Id, signal);
        }
    }

    /// <summary>Sends the stop signal, waits, and kills the child with its children when it is still there after
    /// <paramref name="grace"/>.</summary>
    public async Task StopAsync(TimeSpan grace)
    {
        Signal(_options.StopSignal);
        try
        {
            await Exited.WaitAsync(grace);
        }
        catch (TimeoutException)
        {
            _process.Kill(entireProcessTree: true);
            await Exited;
        }
    }

    /// <summary>Stops the child, killing it after five seconds, and what it left behind.</summary>
    public async ValueTask DisposeAsync()
    {
        await StopAsync(TimeSpan.FromSeconds(5));
        if (ParentDeath.OwnsSession(_options))
        {
            // What the child started and left running, for example a shell of npm that ended before the tool it ran.
            UnixSignals.SendToGroup(Id, UnixSignal.Kill);
        }

        _process.Dispose();
    }

    private async Task<int> WaitAsync(Task read)
    {
        if (!ParentDeath.HoldsInput(_options))
        {
            _process.StandardInput.Close();
        }

        await _process.WaitForExitAsync();
        // A grandchild may hold the pipes open; what the child itself wrote is there at once.
        await Task.WhenAny(read, Task.Delay(TimeSpan.FromSeconds(2)));
        return _process.ExitCode;
    }
}
