using System.CommandLine;
using CivicForge.Chain;
using CivicForge.Sandbox.Backups;
using CivicForge.Sandbox.Drills;
using CivicForge.Sandbox.Ethereum;
using CivicForge.Sandbox.Running;

namespace CivicForge.Sandbox.Commands;

/// <summary><c>drill restore</c>.</summary>
internal static class RestoreDrillCommand
{
    public static Command Create()
    {
        var config = new Option<string?>("--config");
        var to = new Option<string?>("--to");
        var data = DataOption.Create();
        var admin = new Option<string>("--admin") { DefaultValueFactory = _ => DevelopmentAccounts.Deployer.Address };
        var command = new Command("restore", "Restores the newest backup, starts everything against it and audits it.")
        {
            config,
            to,
            data,
            admin,
        };
        command.SetAction(
            (parsed, cancellationToken) =>
            {
                var settings = ChainSettings(parsed.GetValue(data)!);
                var chain = new CopiedChain(
                    new Uri(Need(settings, "Chain__RpcUrl")),
                    Parse(Need(settings, "Chain__RegistryAddress")),
                    Parse(Need(settings, "Chain__DistributorAddress")),
                    Parse(parsed.GetValue(admin)!)
                );
                var drill = new RestoreDrill(
                    new BackupTool(BackupTool.Configured(parsed.GetValue(config)), null),
                    chain,
                    Console.Out
                )
                {
                    // The copy of a chain is worth nothing, whatever the chain is.
                    Settings = new Dictionary<string, string?>
                    {
                        ["Chain__StartBlock"] = settings.GetValueOrDefault("Chain__StartBlock") ?? "0",
                        ["Chain__Development"] = "true",
                    },
                };
                return drill.RunAsync(parsed.GetValue(to), cancellationToken);
            }
        );
        return command;
    }

    /// <summary>Of the environment, as for <c>audit</c>; else of a running sandbox.</summary>
    private static IReadOnlyDictionary<string, string?> ChainSettings(string folder) =>
        Environment.GetEnvironmentVariable("Chain__RpcUrl") is { Length: > 0 }
            ? new[] { "RpcUrl", "RegistryAddress", "DistributorAddress", "StartBlock" }.ToDictionary(
                name => $"Chain__{name}",
                name => Environment.GetEnvironmentVariable($"Chain__{name}"),
                StringComparer.Ordinal
            )
            : ConnectionFile.Read(folder)?.Audit
                ?? throw new BadArgumentException(
                    $"No sandbox runs on {folder}. Name its folder with --data, or set Chain__RpcUrl, "
                        + "Chain__RegistryAddress, Chain__DistributorAddress and Chain__StartBlock."
                );

    private static string Need(IReadOnlyDictionary<string, string?> settings, string name) =>
        settings.GetValueOrDefault(name) is { Length: > 0 } value
            ? value
            : throw new BadArgumentException($"{name} is not set.");

    private static Address Parse(string text) =>
        Address.TryParse(text, out var address)
            ? address
            : throw new BadArgumentException($"{text} is not an address with a right EIP-55 checksum.");
}
