using System.CommandLine;
using CivicForge.Chain.Web3.Keys;
using CivicForge.Sandbox.Compose;

namespace CivicForge.Sandbox.Commands;

/// <summary><c>init</c> of <c>docker-compose.yml</c>: makes the keys and passwords that are absent.</summary>
internal static class InitCommand
{
    public static Command Create()
    {
        var secrets = SecretsOption.Create();
        var command = new Command("init", "Makes the keys and passwords of a composed service.") { secrets };
        command.SetAction(parsed => Run(parsed.GetValue(secrets)!));
        return command;
    }

    private static int Run(string folder)
    {
        var secrets = new ServiceSecrets(folder);
        foreach (var file in secrets.Ensure())
        {
            Console.WriteLine($"made {file}");
        }

        try
        {
            Console.WriteLine($"Receipt key: {secrets.AddressOf(ServiceSecrets.Receipt)}");
            Console.WriteLine($"Anchorer: {secrets.AddressOf(ServiceSecrets.Anchorer)}");
            Console.WriteLine($"Payout: {secrets.AddressOf(ServiceSecrets.Payout)}");
        }
        catch (KeyStoreException foreign)
        {
            throw new SandboxException(foreign.Message, foreign);
        }

        return 0;
    }
}
