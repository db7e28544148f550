using System.CommandLine;
using CivicForge.Sandbox.Developing;
using CivicForge.Sandbox.Running;

namespace CivicForge.Sandbox.Commands;

/// <summary>A sandbox to work on: what is saved is what runs.</summary>
internal static class DevCommand
{
    public static Command Create()
    {
        var port = PortOption.Create("--port");
        var chainPort = PortOption.Create("--chain-port");
        var data = DataOption.Create();
        var fresh = new Option<bool>("--fresh");
        var command = new Command("dev", "Starts a sandbox whose programs follow their sources.")
        {
            port,
            chainPort,
            data,
            fresh,
        };
        command.SetAction(
            (parsed, cancellationToken) =>
                RunAsync(
                    new()
                    {
                        Port = 0,
                        PublicPort = parsed.GetValue(port) ?? UpCommand.DefaultPort,
                        ChainPort = parsed.GetValue(chainPort),
                        DataFolder = parsed.GetValue(data),
                        Fresh = parsed.GetValue(fresh),
                    },
                    cancellationToken
                )
        );
        return command;
    }

    private static async Task<int> RunAsync(SandboxOptions options, CancellationToken cancellationToken)
    {
        await using var sandbox = await RunningSandbox.StartAsync(
            options,
            step => Say($"starting {step}"),
            cancellationToken
        );
        await using var web = await WebServer.StartAsync(
            sandbox.PublicUrl.Port,
            sandbox.Api.Url,
            sandbox.LogFile("web"),
            Say,
            cancellationToken
        );
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        // Watches before it says so: a file that is saved at once counts.
        var restarts = new RestartOnChange(sandbox, Path.Combine(Repository.Root, "artifacts", "dev"), Say).RunAsync(
            ending.Token
        );
        SandboxText.Write(sandbox, "Save a file in src/ or web/, and it runs. Ctrl-C stops everything.");
        var ended = sandbox.WatchInfrastructureAsync(web);
        var first = await Task.WhenAny(restarts, ended);
        var isAsked = await Stopping.IsAskedAsync(cancellationToken);
        await ending.CancelAsync();
        await restarts.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); // none of them starts what was stopped
        if (isAsked)
        {
            Say("stopping");
            return 0;
        }

        if (first == ended)
        {
            throw new SandboxException(await ended);
        }

        await restarts;
        return 1;
    }

    private static void Say(string line) => Console.WriteLine($"[{TimeProvider.System.GetLocalNow():HH:mm:ss}] {line}");
}
