using System.Globalization;
using CivicForge.Sandbox.Deploying;
using CivicForge.Sandbox.Ethereum;
using CivicForge.Sandbox.Postgres;
using CivicForge.Sandbox.Processes;

namespace CivicForge.Sandbox.Running;

/// <summary>The configuration that each process of the service gets, as environment variables, as in
/// production.</summary>
internal sealed class ServiceSettings(
    SandboxOptions options,
    PostgresServer postgres,
    string database,
    AnvilNode chain,
    Uri gate,
    Deployment deployment,
    SandboxKeys keys,
    SandboxPasswords passwords,
    int port
)
{
    /// <summary>The metrics of the API, which its public port does not show.</summary>
    public Uri Metrics { get; } = new($"http://127.0.0.1:{Ports.Free()}/metrics");

    public Dictionary<string, string?> Migrate() =>
        With(
            new Dictionary<string, string?>(passwords.All)
            {
                ["ConnectionStrings__Owner"] = postgres.ConnectionString(database, "postgres", null),
            }
        );

    public Dictionary<string, string?> Rebuild() =>
        With(
            Chain(),
            Anchoring(),
            new(passwords.All.Where(pair => pair.Key.EndsWith("Owner", StringComparison.Ordinal)))
            {
                ["ConnectionStrings__Owner"] = postgres.ConnectionString(database, "postgres", null),
                ["Keys__Receipt"] = keys.PathOf("receipt"),
            }
        );

    public Dictionary<string, string?> Audit() => With(Chain(), As("Auditor"), Anchoring());

    public Dictionary<string, string?> Maintenance() => With(As("Api"));

    public Dictionary<string, string?> Api() =>
        With(
            Chain(),
            Anchoring(),
            As("Api"),
            new()
            {
                ["Keys__Receipt"] = keys.PathOf("receipt"),
                ["Keys__Session"] = keys.PathOf("session"),
                ["Auth__Origins"] = string.Join(';', Origins(port)),
                ["Auth__Operators"] = DevelopmentAccounts.Operator.Address,
                ["Auth__Moderators"] = DevelopmentAccounts.Operator.Address,
                ["Metrics__Url"] = Metrics.GetLeftPart(UriPartial.Authority),
                ["Web__Root"] = Path.Combine(Repository.Root, "web", "dist"),
                ["Web__DemoWallets"] = Path.Combine(Repository.Root, "web", "demo-wallets", "dist", "demo-wallets.js"),
            },
            options.ProductionLimits ? [] : Generous()
        );

    /// <summary>Under which the web app is opened on this machine.</summary>
    public static IReadOnlyList<string> Origins(int port) => [$"http://127.0.0.1:{port}", $"http://localhost:{port}"];

    /// <summary>Demo, tests and benches all come from one address.</summary>
    private static Dictionary<string, string?> Generous() =>
        new()
        {
            ["RateLimits__Multiplier"] = "1000",
            ["Connections__MaxPerAddress"] = "16000",
            ["Connections__UnusedPerAddress"] = "1000000",
            ["Connections__MaxStreamsPerAddress"] = "10000",
        };

    public Dictionary<string, string?> Anchorer() =>
        With(
            Chain(),
            Anchoring(),
            As("Anchorer"),
            new()
            {
                ["Keys__Anchorer"] = keys.PathOf("anchorer"),
                ["Keys__Payout"] = keys.PathOf("payout"),
                ["Transactions__LeaseTerm"] = "00:00:05",
                ["Rewards__PayoutWeiPerDay"] = options.ProductionLimits ? "50000000000000000" : "50000000000000000000",
            }
        );

    public Dictionary<string, string?> Worker() => With(As("Worker"));

    public Dictionary<string, string?> Indexer() =>
        With(Chain(), As("Indexer"), new() { ["Indexer__Poll"] = "00:00:00.250", ["Indexer__LeaseTerm"] = "00:00:05" });

    private Dictionary<string, string?> As(string name) =>
        new([passwords.Of(name)])
        {
            ["ConnectionStrings__Civic"] = postgres.ConnectionString(
                database,
                $"civic_{name.ToLowerInvariant()}",
                null
            ),
        };

    private Dictionary<string, string?> Chain() =>
        new()
        {
            ["Chain__RpcUrl"] = chain.Url.ToString(),
            ["Chain__RpcHint"] = gate.ToString().TrimEnd('/'),
            ["Chain__Id"] = deployment.ChainId.ToString(CultureInfo.InvariantCulture),
            ["Chain__Name"] = "Development",
            ["Chain__RegistryAddress"] = deployment.Registry.ToString(),
            ["Chain__DistributorAddress"] = deployment.Distributor.ToString(),
            ["Chain__ReputationAddress"] = deployment.Reputation.ToString(),
            ["Chain__StartBlock"] = "0",
            ["Chain__Finality"] = "finalized",
        };

    private static Dictionary<string, string?> Anchoring() =>
        new()
        {
            ["Anchoring__Tick"] = "00:00:01",
            ["Anchoring__MaxAge"] = "00:00:02",
            ["Anchoring__AnchorWithin"] = "60",
        };

    /// <summary>Later ones win; what the caller of the sandbox asked for wins over all.</summary>
    private Dictionary<string, string?> With(params Dictionary<string, string?>[] settings) =>
        settings
            .Append(options.Settings)
            .SelectMany(each => each)
            .GroupBy(pair => pair.Key, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Last().Value, StringComparer.Ordinal);
}
