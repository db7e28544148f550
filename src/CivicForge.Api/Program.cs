using CivicForge.Api.Audit;
using CivicForge.Api.Discovery;
using CivicForge.Api.KeyFiles;
using CivicForge.Api.Maintenance;
using CivicForge.Api.Restore;
using CivicForge.Hosting;
using CivicForge.Hosting.Health;

namespace CivicForge.Api;

/// <summary>A role, <c>--role api|anchorer|worker|api,worker</c>, or a verb: <c>migrate</c>, <c>audit</c>,
/// <c>rebuild</c>, <c>maintenance</c>, <c>keys</c>, <c>health</c>, <c>metrics</c>, <c>errors</c>.</summary>
public static class Program
{
    public static Task<int> Main(string[] args) => ProgramEdge.RunAsync("civicforge-api", () => RunAsync(args));

    private static async Task<int> RunAsync(string[] args)
    {
        switch (args)
        {
            case ["migrate", ..]:
                return await MigrateCivic.RunAsync(args[1..]);
            case ["audit", ..]:
                return await AuditVerb.RunAsync(args[1..], Console.Out, CancellationToken.None);
            case ["rebuild", ..]:
                return await RebuildVerb.RunAsync(args[1..], Console.Out, CancellationToken.None);
            case ["maintenance", ..]:
                return await MaintenanceVerb.RunAsync(args[1..], Console.Out, CancellationToken.None);
            case ["keys", ..]:
                return await KeysVerb.RunAsync(args[1..], Console.Out);
            case ["health", ..]:
                return await HealthVerb.RunAsync(args[1..], Console.Out);
            case ["metrics", ..]:
                return await HealthVerb.MetricsAsync(args[1..], Console.Out);
            case ["errors"]:
                Console.Out.Write(ErrorReference.Markdown());
                return ExitCodes.Success;
            case [var verb, ..] when !verb.StartsWith('-'):
                throw new ConfigurationException(
                    $"There is no verb '{verb}'. Verbs: migrate, audit, rebuild, maintenance, keys, health, metrics, "
                        + "errors; without one: --role api|anchorer|worker."
                );
            default:
                await CivicHost.Build(args).RunAsync();
                return ExitCodes.Success;
        }
    }
}
