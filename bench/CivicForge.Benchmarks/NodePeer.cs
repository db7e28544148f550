using System.Diagnostics;
using System.Text.Json;

namespace CivicForge.Benchmarks;

/// <summary>A node process that runs peers on request, one JSON line each way, so that ours and theirs take turns in
/// one run.</summary>
internal sealed class NodePeer : IDisposable
{
    private readonly Process _process;

    private NodePeer(Process process) => _process = process;

    /// <summary>Starts <paramref name="script"/> of bench/peers/<paramref name="folder"/>.</summary>
    internal static NodePeer Start(string folder, string script)
    {
        var start = new ProcessStartInfo("node", ["--max-old-space-size=8192", script])
        {
            WorkingDirectory = Folder(folder),
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        return new NodePeer(Process.Start(start)!);
    }

    /// <summary>The path of bench/peers/<paramref name="name"/>; installs its packages from the lock file first when
    /// they are missing.</summary>
    internal static string Folder(string name)
    {
        var directory = Path.Combine(ResultFile.RepositoryRoot, "bench", "peers", name);
        if (Directory.Exists(Path.Combine(directory, "node_modules")))
        {
            return directory;
        }
        Console.WriteLine($"installing the peers of {name} …");
        using var install = Process.Start(
            new ProcessStartInfo("npm", ["ci", "--ignore-scripts"]) { WorkingDirectory = directory }
        )!;
        install.WaitForExit();
        return install.ExitCode == 0
            ? directory
            : throw new InvalidOperationException(
                $"npm ci failed in bench/peers/{name} with exit code {install.ExitCode}; its message stands above."
            );
    }

    /// <summary>Sends a request and waits for its answer: nanoseconds, and what the work gave.</summary>
    internal async Task<(double Nanoseconds, string? Result)> RunAsync(object request)
    {
        await _process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(request));
        await _process.StandardInput.FlushAsync();
        var line =
            await _process.StandardOutput.ReadLineAsync()
            ?? throw new InvalidOperationException("The node process ended; its message stands above.");
        var answer = JsonDocument.Parse(line).RootElement;
        return (answer.GetProperty("nanoseconds").GetDouble(), answer.GetProperty("result").GetString());
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
