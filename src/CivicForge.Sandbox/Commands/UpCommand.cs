using System.CommandLine;
using System.Diagnostics;
using CivicForge.Sandbox.Running;

namespace CivicForge.Sandbox.Commands;

internal static class UpCommand
{
    public const int DefaultPort = 5080;

    public static Command Create()
    {
        var port = PortOption.Create("--port");
        var chainPort = PortOption.Create("--chain-port");
        var data = DataOption.Create();
        var fresh = new Option<bool>("--fresh");
        var limits = new Option<string?>("--limits");
        limits.AcceptOnlyFromAmong("production");
        var command = new Command("up", "Starts a sandbox and runs until it is stopped.")
        {
            port,
            chainPort,
            data,
            fresh,
            limits,
        };
        command.SetAction(
            (parsed, cancellationToken) =>
                RunAsync(
                    new()
                    {
                        Port = parsed.GetValue(port) ?? DefaultPort,
                        ChainPort = parsed.GetValue(chainPort),
                        DataFolder = parsed.GetValue(data),
                        Fresh = parsed.GetValue(fresh),
                        ProductionLimits = parsed.GetValue(limits) is not null,
                    },
                    cancellationToken
                )
        );
        return command;
    }

    private static async Task<int> RunAsync(SandboxOptions options, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        await using var sandbox = await RunningSandbox.StartAsync(
            options,
            step => Console.WriteLine($"[{watch.Elapsed.TotalSeconds, 4:F1} s] starting {step}"),
            cancellationToken
        );
        Console.WriteLine($"[{watch.Elapsed.TotalSeconds, 4:F1} s] ready");
        SandboxText.Write(sandbox, "Ctrl-C stops everything. Another terminal: ./civicforge demo, ./civicforge audit");

        var stopped = Task.Delay(Timeout.Infinite, cancellationToken);
        var watched = sandbox.WatchAsync();
        await Task.WhenAny(watched, stopped);
        if (!await Stopping.IsAskedAsync(cancellationToken))
        {
            throw new SandboxException(await watched);
        }

        Console.WriteLine("stopping");
        return 0;
    }
}
