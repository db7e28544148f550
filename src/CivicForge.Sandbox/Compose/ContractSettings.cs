using System.Globalization;
using CivicForge.Chain;

namespace CivicForge.Sandbox.Compose;

/// <summary>Which contracts on which chain the environment names, in the settings of the service itself.</summary>
internal sealed record ContractSettings(
    ulong ChainId,
    Uri RpcUrl,
    Address Registry,
    Address Distributor,
    Address Reputation
)
{
    /// <exception cref="SandboxException">One is missing or wrong.</exception>
    public static ContractSettings Read() =>
        new(
            Read("Chain__Id", "a number", text => ulong.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture)),
            Read("Chain__RpcUrl", "an absolute URL", text => new Uri(text, UriKind.Absolute)),
            Read("Chain__RegistryAddress", "an address", Address.Parse),
            Read("Chain__DistributorAddress", "an address", Address.Parse),
            Read("Chain__ReputationAddress", "an address", Address.Parse)
        );

    private static T Read<T>(string name, string what, Func<string, T> parse)
    {
        var text = Environment.GetEnvironmentVariable(name);
        if (string.IsNullOrWhiteSpace(text))
        {
            throw new SandboxException(
                $"{name} is not set. Set it in .env to what ./civicforge deploy printed (docs/deploying.md)."
            );
        }

        try
        {
            return parse(text.Trim());
        }
        catch (Exception wrong) when (wrong is FormatException or OverflowException)
        {
            throw new SandboxException($"{name} is not {what}.", wrong);
        }
    }
}
