using System.Globalization;
using CivicForge.Sandbox.Processes;

namespace CivicForge.Sandbox.Developing;

/// <summary>Vite's development server: the web app from its sources, hot, and everything else from the API, on one
/// address.</summary>
internal static class WebServer
{
    private static readonly TimeSpan ReadyWithin = TimeSpan.FromSeconds(60);

    /// <exception cref="SandboxException">It did not start.</exception>
    public static async Task<ChildProcess> StartAsync(
        int port,
        Uri api,
        string logFile,
        Action<string> say,
        CancellationToken cancellationToken
    )
    {
        var web = Path.Combine(Repository.Root, "web");
        var listens = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var server = await ChildProcess.StartAsync(
            new(
                "node",
                Path.Combine(web, "node_modules", "vite", "bin", "vite.js"),
                "--port",
                port.ToString(CultureInfo.InvariantCulture),
                "--strictPort",
                "--clearScreen",
                "false"
            )
            {
                Name = "web server",
                WorkingDirectory = web,
                LogFile = logFile,
                Environment = new Dictionary<string, string?>
                {
                    ["CIVICFORGE_URL"] = api.ToString().TrimEnd('/'),
                    ["CI"] = "true", // else it ends with its standard input, which is empty
                    ["NO_COLOR"] = "1",
                },
                OnLine = line =>
                {
                    if (line.Contains("Local:", StringComparison.Ordinal))
                    {
                        listens.TrySetResult();
                    }
                    else if (listens.Task.IsCompleted && line.Length > 0)
                    {
                        say($"web: {line}");
                    }
                },
            },
            cancellationToken
        );
        await Task.WhenAny(listens.Task, server.Exited, Task.Delay(ReadyWithin, cancellationToken));
        if (listens.Task.IsCompleted)
        {
            return server;
        }

        await server.DisposeAsync();
        cancellationToken.ThrowIfCancellationRequested();
        throw new SandboxException(
            $"The web server did not start. Its log is {logFile}; its last lines:\n{server.Tail}"
        );
    }
}
