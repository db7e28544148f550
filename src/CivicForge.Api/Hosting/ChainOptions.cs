using System.Globalization;
using CivicForge.Chain;
using CivicForge.Chain.Rpc;

namespace CivicForge.Api.Hosting;

/// <summary>The deployment this service speaks for (section <c>Chain</c>). Ours by configuration, never learned from a
/// node.</summary>
/// <param name="Id">EIP-155 chain id.</param>
/// <param name="RpcUrl">JSON-RPC endpoint of a node.</param>
/// <param name="GenesisHash">Checked against block 0 when given.</param>
/// <param name="Name">For people.</param>
/// <param name="Registry">AttestationRegistry, the <c>verifyingContract</c> of everything signed.</param>
/// <param name="Distributor">RewardDistributor.</param>
/// <param name="Reputation">CivicReputation.</param>
/// <param name="StartBlock">The block of the registry's deployment.</param>
/// <param name="Finality"><c>finalized</c>, or a depth in blocks.</param>
/// <param name="RpcHint">An RPC address shown to clients on development chains.</param>
/// <param name="Explorer">A block explorer's base address.</param>
public sealed record ChainOptions(
    long Id,
    Uri RpcUrl,
    Hash32? GenesisHash,
    string Name,
    Address Registry,
    Address Distributor,
    Address Reputation,
    long StartBlock,
    string Finality,
    string? RpcHint,
    string? Explorer
)
{
    private const string DevelopmentChain = "31337";

    public static ChainOptions Read(IConfiguration configuration)
    {
        var section = configuration.GetSection("Chain");
        var finality = section["Finality"] ?? "finalized";
        if (finality != "finalized" && !uint.TryParse(finality, NumberStyles.None, CultureInfo.InvariantCulture, out _))
        {
            throw new ConfigurationException(
                $"Chain:Finality is '{finality}'. Set it to finalized or to a number of blocks."
            );
        }
        return new ChainOptions(
            Number(section, "Id"),
            NodeUrl.TryParse(Required(section, "RpcUrl"), out var url)
                ? url
                : throw new ConfigurationException(
                    "Chain:RpcUrl is not an absolute URL of http or https. Set it to the JSON-RPC endpoint of a node."
                ),
            section["GenesisHash"] is { Length: > 0 } hash
                ? (
                    Hash32.TryParse(hash, out var genesis)
                        ? genesis
                        : throw new ConfigurationException("Chain:GenesisHash is not 0x and 64 hex digits.")
                )
                : null,
            section["Name"] ?? "Development",
            Contract(section, "RegistryAddress"),
            Contract(section, "DistributorAddress"),
            Contract(section, "ReputationAddress"),
            section["StartBlock"] is { Length: > 0 } ? Number(section, "StartBlock") : 0,
            finality,
            section["RpcHint"] is { Length: > 0 } hint ? hint : null,
            section["Explorer"] is { Length: > 0 } explorer ? explorer : null
        );
    }

    /// <summary>Whether nothing on the configured chain is worth anything, so that its keys may lie about plain: chain
    /// 31337, or one that is said to be.</summary>
    public static bool IsDevelopment(IConfiguration configuration)
    {
        var given = configuration["Chain:Development"];
        if (string.IsNullOrEmpty(given))
        {
            return configuration["Chain:Id"] == DevelopmentChain;
        }
        return bool.TryParse(given, out var said)
            ? said
            : throw new ConfigurationException($"Chain:Development is '{given}'. Set it to true or false.");
    }

    private static string Required(IConfigurationSection section, string key) =>
        section[key] is { Length: > 0 } value
            ? value
            : throw new ConfigurationException(
                $"Chain:{key} is not set. Set it (environment: Chain__{key}) to the deployment this service speaks for."
            );

    private static long Number(IConfigurationSection section, string key) =>
        long.TryParse(Required(section, key), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new ConfigurationException($"Chain:{key} is '{section[key]}', not a number.");

    private static Address Contract(IConfigurationSection section, string key) =>
        Address.TryParse(Required(section, key), out var address) && !address.IsZero
            ? address
            : throw new ConfigurationException(
                $"Chain:{key} is '{section[key]}', not an address with a right EIP-55 checksum."
            );
}
