using System.CommandLine;
using System.Text.Json;
using CivicForge.Sandbox.Demo;
using CivicForge.Sandbox.Processes;
using CivicForge.Sandbox.Running;

namespace CivicForge.Sandbox.Commands;

internal static class DemoCommand
{
    public static Command Create()
    {
        var url = UrlOption.Create("--url");
        var command = new Command("demo", "Walks the whole journey over HTTP.") { url };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed.GetValue(url), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(Uri? given, CancellationToken cancellationToken)
    {
        var local = new Uri($"http://127.0.0.1:{UpCommand.DefaultPort}");
        var url = given ?? (await IsCivicForgeAsync(local, cancellationToken) ? local : null);
        if (url is not null)
        {
            return await new Journey(url, AuditOf(url), Console.Out).RunAsync(cancellationToken);
        }

        Console.WriteLine($"No CivicForge answers on {local}: starting a throw-away sandbox.");
        await using var sandbox = await RunningSandbox.StartAsync(
            new(),
            step => Console.WriteLine($"starting {step}"),
            cancellationToken
        );
        var exitCode = await new Journey(sandbox.Api.Url, sandbox.AuditAsync, Console.Out).RunAsync(cancellationToken);
        if (exitCode != 0)
        {
            sandbox.KeepFolder();
            await Console.Error.WriteLineAsync($"The logs are in {sandbox.Folder}/logs until the next sandbox starts.");
        }

        return exitCode;
    }

    /// <summary>The audit of a sandbox that runs on the default folder and answers at this URL; null for any other
    /// service.</summary>
    private static Func<CancellationToken, Task<(int ExitCode, string Text)>>? AuditOf(Uri url) =>
        ConnectionFile.Read(DataFolder.Default) is { } connection && connection.Url.Port == url.Port && url.IsLoopback
            ? async cancellationToken =>
            {
                await using var audit = await ChildProcess.StartAsync(
                    new("dotnet", Repository.Program("CivicForge.Api"), "audit") { Environment = connection.Audit },
                    cancellationToken
                );
                return (await audit.Exited.WaitAsync(cancellationToken), audit.Tail);
            }
            : null;

    private static async Task<bool> IsCivicForgeAsync(Uri url, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(2) };
        try
        {
            using var answer = JsonDocument.Parse(
                await http.GetStringAsync(new Uri(url, ServiceDescription.Path), cancellationToken)
            );
            return answer.RootElement.TryGetProperty("service", out var service) && service.GetString() == "CivicForge";
        }
        catch (Exception nothing)
            when (nothing is HttpRequestException or JsonException
                || (nothing is TaskCanceledException && !cancellationToken.IsCancellationRequested)
            )
        {
            return false;
        }
    }
}
