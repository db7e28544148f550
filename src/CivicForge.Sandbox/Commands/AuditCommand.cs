using System.CommandLine;
using CivicForge.Sandbox.Processes;
using CivicForge.Sandbox.Running;

namespace CivicForge.Sandbox.Commands;

internal static class AuditCommand
{
    private const int Inconclusive = 2;

    public static Command Create()
    {
        var data = DataOption.Create();
        var json = new Option<bool>("--json");
        var command = new Command("audit", "Audits a running sandbox, or the system the environment names.")
        {
            data,
            json,
        };
        command.SetAction(
            (parsed, cancellationToken) => RunAsync(parsed.GetValue(data)!, parsed.GetValue(json), cancellationToken)
        );
        return command;
    }

    private static async Task<int> RunAsync(string folder, bool json, CancellationToken cancellationToken)
    {
        var settings = Environment.GetEnvironmentVariable("ConnectionStrings__Civic") is { Length: > 0 }
            ? new Dictionary<string, string?>()
            : ConnectionFile.Read(folder)?.Audit;
        if (settings is null)
        {
            await Console.Error.WriteLineAsync(
                $"civicforge: No sandbox runs on {folder}. Start one with ./civicforge up, name its folder with "
                    + "--data, or set ConnectionStrings__Civic and Chain__* for another system."
            );
            return Inconclusive;
        }

        await using var audit = await ChildProcess.StartAsync(
            new("dotnet", [Repository.Program("CivicForge.Api"), "audit", .. json ? new[] { "--json" } : []])
            {
                Environment = settings,
                OnLine = Console.WriteLine,
                OnErrorLine = Console.Error.WriteLine,
            },
            cancellationToken
        );
        return await audit.Exited.WaitAsync(cancellationToken);
    }
}
