using System.CommandLine;
using CivicForge.Sandbox.Processes;
using CivicForge.Sandbox.Running;

namespace CivicForge.Sandbox.Commands;

internal static class MaintenanceCommand
{
    public static Command Create()
    {
        var data = DataOption.Create();
        var mode = new Argument<string?>("mode") { Arity = ArgumentArity.ZeroOrOne };
        var reason = new Option<string?>("--reason");
        var until = new Option<string?>("--until");
        var command = new Command("maintenance", "Turns the switch of a running sandbox, or of the named system.")
        {
            mode,
            reason,
            until,
            data,
        };
        command.SetAction(
            (parsed, cancellationToken) =>
                RunAsync(
                    parsed.GetValue(data)!,
                    [
                        .. parsed.GetValue(mode) is { } word ? new[] { word } : [],
                        .. parsed.GetValue(reason) is { } why ? new[] { "--reason", why } : [],
                        .. parsed.GetValue(until) is { } end ? new[] { "--until", end } : [],
                    ],
                    cancellationToken
                )
        );
        return command;
    }

    private static async Task<int> RunAsync(
        string folder,
        IReadOnlyList<string> arguments,
        CancellationToken cancellationToken
    )
    {
        var settings = Environment.GetEnvironmentVariable("ConnectionStrings__Civic") is { Length: > 0 }
            ? new Dictionary<string, string?>()
            : ConnectionFile.Read(folder)?.Maintenance;
        if (settings is null)
        {
            throw new SandboxException(
                $"No sandbox runs on {folder}. Start one with ./civicforge up, name its folder with --data, or set "
                    + "ConnectionStrings__Civic for another system."
            );
        }

        await using var turn = await ChildProcess.StartAsync(
            new("dotnet", [Repository.Program("CivicForge.Api"), "maintenance", .. arguments])
            {
                Environment = settings,
                OnLine = Console.WriteLine,
                OnErrorLine = Console.Error.WriteLine,
            },
            cancellationToken
        );
        return await turn.Exited.WaitAsync(cancellationToken);
    }
}
