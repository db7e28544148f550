using System.Globalization;
using CivicForge.Chain;
using CivicForge.Chain.Rpc;

namespace CivicForge.Hosting;

/// <summary>The deployment this process works for (section <c>Chain</c>). Ours by configuration, never learned from a
/// node.</summary>
public sealed record ChainOptions
{
    private const string DevelopmentChain = "31337";
    private const string FinalizedTag = "finalized";

    /// <summary>EIP-155 chain id.</summary>
    public required long Id { get; init; }

    /// <summary>JSON-RPC endpoint of a node.</summary>
    public required Uri RpcUrl { get; init; }

    /// <summary>Another provider, for the indexer's second pass over final blocks.</summary>
    public Uri? SecondRpcUrl { get; init; }

    /// <summary>Checked against block 0 when given.</summary>
    public Hash32? GenesisHash { get; init; }

    /// <summary>AttestationRegistry, the <c>verifyingContract</c> of everything signed.</summary>
    public required Address Registry { get; init; }

    /// <summary>RewardDistributor.</summary>
    public required Address Distributor { get; init; }

    /// <summary>CivicReputation; zero in an indexer that was not told.</summary>
    public Address Reputation { get; init; }

    /// <summary>The block of the registry's deployment.</summary>
    public long StartBlock { get; init; }

    /// <summary><c>finalized</c>, or a depth in blocks.</summary>
    public string Finality { get; init; } = FinalizedTag;

    /// <summary>How many blocks below the head are final; null for the node's own tag.</summary>
    public long? FinalityDepth =>
        Finality == FinalizedTag ? null : long.Parse(Finality, NumberStyles.None, CultureInfo.InvariantCulture);

    /// <summary>For people.</summary>
    public string Name { get; init; } = "Development";

    /// <summary>An RPC address shown to clients on development chains.</summary>
    public string? RpcHint { get; init; }

    /// <summary>A block explorer's base address.</summary>
    public string? Explorer { get; init; }

    /// <param name="needsReputation">Only the indexer can do without that contract.</param>
    /// <exception cref="ConfigurationException">What is missing or wrong, all of it.</exception>
    public static ChainOptions Read(IConfiguration configuration, bool needsReputation = true)
    {
        var section = configuration.GetSection("Chain");
        var faults = new ConfigurationFaults();
        var options = new ChainOptions
        {
            Id = faults.Read(() => ChainId(section)),
            RpcUrl = faults.Read(() => Node(section, "RpcUrl"))!,
            SecondRpcUrl = faults.Read(() =>
                Optional(section, "SecondRpcUrl") is null ? null : Node(section, "SecondRpcUrl")
            ),
            GenesisHash = faults.Read(() => Genesis(section)),
            Registry = faults.Read(() => Contract(section, "RegistryAddress")),
            Distributor = faults.Read(() => Contract(section, "DistributorAddress")),
            Reputation = faults.Read(() =>
                needsReputation || Optional(section, "ReputationAddress") is not null
                    ? Contract(section, "ReputationAddress")
                    : default
            ),
            StartBlock = faults.Read(() => Optional(section, "StartBlock") is null ? 0 : Number(section, "StartBlock")),
            Finality = faults.Read(() => FinalityOf(section))!,
            Name = Optional(section, "Name") ?? "Development",
            RpcHint = Optional(section, "RpcHint"),
            Explorer = Optional(section, "Explorer"),
        };
        faults.ThrowIfAny();
        return options;
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

    private static string? Optional(IConfigurationSection section, string key) =>
        section[key] is { Length: > 0 } value ? value : null;

    private static string Required(IConfigurationSection section, string key) =>
        Optional(section, key)
        ?? throw new ConfigurationException(
            $"Chain:{key} is not set. Set it (environment: Chain__{key}) to the deployment this service speaks for."
        );

    private static long Number(IConfigurationSection section, string key) =>
        long.TryParse(Required(section, key), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new ConfigurationException($"Chain:{key} is '{section[key]}', not a number.");

    private static long ChainId(IConfigurationSection section) =>
        Number(section, "Id") is > 0 and var id
            ? id
            : throw new ConfigurationException("Chain:Id is 0. Set it to the chain's number, for example 31337.");

    private static Uri Node(IConfigurationSection section, string key) =>
        NodeUrl.TryParse(Required(section, key), out var url)
            ? url
            : throw new ConfigurationException(
                $"Chain:{key} is not an absolute URL of http or https. Set it to the JSON-RPC endpoint of a node."
            );

    private static Hash32? Genesis(IConfigurationSection section) =>
        Optional(section, "GenesisHash") is not { } text ? null
        : Hash32.TryParse(text, out var hash) ? hash
        : throw new ConfigurationException("Chain:GenesisHash is not 0x and 64 hex digits.");

    private static Address Contract(IConfigurationSection section, string key) =>
        Address.TryParse(Required(section, key), out var address) && !address.IsZero
            ? address
            : throw new ConfigurationException(
                $"Chain:{key} is '{section[key]}', not an address with a right EIP-55 checksum."
            );

    private static string FinalityOf(IConfigurationSection section)
    {
        var finality = Optional(section, "Finality") ?? FinalizedTag;
        return
            finality == FinalizedTag || uint.TryParse(finality, NumberStyles.None, CultureInfo.InvariantCulture, out _)
            ? finality
            : throw new ConfigurationException(
                $"Chain:Finality is '{finality}'. Set it to finalized or to a number of blocks."
            );
    }
}
