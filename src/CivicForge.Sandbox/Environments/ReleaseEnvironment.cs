using System.Text.Json;
using System.Text.Json.Serialization;

namespace CivicForge.Sandbox.Environments;

/// <summary>A place that is released to: <c>deploy/environments/NAME.json</c>, written by its operator. Relative paths
/// are relative to that file.</summary>
internal sealed record ReleaseEnvironment
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    [JsonIgnore]
    public string Name { get; private init; } = "";

    /// <summary>The folder that the file lies in.</summary>
    [JsonIgnore]
    public string Home { get; private init; } = "";

    /// <summary>Where members open it.</summary>
    public required Uri Url { get; init; }

    /// <summary>The compose project.</summary>
    public required string Project { get; init; }

    /// <summary>The file with the variables of <c>docker-compose.yml</c>.</summary>
    public required string Env { get; init; }

    /// <summary>Further compose files, over <c>docker-compose.yml</c>.</summary>
    public IReadOnlyList<string> Overrides { get; init; } = [];

    /// <summary>Where state, logs and records of this environment lie; default: a folder of its name.</summary>
    public string? Folder { get; init; }

    /// <summary>How many of each service.</summary>
    public Replicas Replicas { get; init; } = new();

    public ChainPlace? Chain { get; init; }

    /// <summary>The environment that a release must have gone through before this one.</summary>
    public string? After { get; init; }

    /// <summary>What is tried after the roll-out.</summary>
    public SmokeKind Smoke { get; init; } = SmokeKind.Read;

    /// <summary>How long a release is watched before it counts.</summary>
    public double WatchMinutes { get; init; } = 10;

    /// <summary>How long a process may take until it is healthy.</summary>
    public int StartSeconds { get; init; } = 120;

    public Limits Limits { get; init; } = new();

    /// <summary>The command that backs up, run in the checkout.</summary>
    public IReadOnlyList<string> Backup { get; init; } = [];

    /// <summary>What the last one said; default: <c>backup.json</c> in the folder, else that of compose's service
    /// <c>backup</c>.</summary>
    public string? BackupRecord { get; init; }

    /// <summary>Gates that this environment does without, and why.</summary>
    public IReadOnlyDictionary<string, string> Without { get; init; } = new Dictionary<string, string>();

    [JsonIgnore]
    public string StateFolder => PathOf(Folder ?? Name);

    public static string DefaultHome => Path.Combine(Repository.Root, "deploy", "environments");

    /// <exception cref="SandboxException">There is no such environment, or its file cannot be used.</exception>
    public static ReleaseEnvironment Read(string name, string? home = null)
    {
        home = Path.GetFullPath(home ?? DefaultHome);
        var file = Path.Combine(home, name + ".json");
        if (!File.Exists(file))
        {
            throw new SandboxException(
                $"There is no environment {name}: no file {file}. Copy deploy/environments/example.json there, "
                    + "and fill it in (docs/deploying.md)."
            );
        }
        try
        {
            var read =
                JsonSerializer.Deserialize<ReleaseEnvironment>(File.ReadAllText(file), Json)
                ?? throw new SandboxException($"{file} is empty.");
            return read with { Name = name, Home = home };
        }
        catch (JsonException wrong)
        {
            throw new SandboxException($"{file} cannot be used: {wrong.Message}", wrong);
        }
    }

    /// <summary>A path that the file names.</summary>
    public string PathOf(string relative) => Path.GetFullPath(relative, Home);
}

/// <summary>How many processes of each role.</summary>
internal sealed record Replicas
{
    public int Api { get; init; } = 2;
    public int Worker { get; init; } = 1;
    public int Anchorer { get; init; } = 1;
    public int Indexer { get; init; } = 1;

    /// <summary>By the names of compose, in the order of a release.</summary>
    public IReadOnlyList<(string Service, int Count)> InOrder =>
        [("api", Api), ("worker", Worker), ("indexer", Indexer), ("anchorer", Anchorer)];
}

/// <summary>The chain, as this machine reaches it.</summary>
internal sealed record ChainPlace
{
    public required Uri Rpc { get; init; }
    public required ulong Id { get; init; }
    public Uri? SecondRpc { get; init; }

    /// <summary>The hash of block 0.</summary>
    public string? Genesis { get; init; }

    /// <summary>Who is the registry's default admin, a multi-signature.</summary>
    public string? Admin { get; init; }
}

/// <summary>What a release must keep, and how old what protects it may be.</summary>
internal sealed record Limits
{
    public double ErrorPercent { get; init; } = 5;
    public double P95Seconds { get; init; } = 2;
    public double BackupHours { get; init; } = 26;
    public double RestoreDrillDays { get; init; } = 35;
    public double AlertDrillDays { get; init; } = 30;
    public double CertificateDays { get; init; } = 14;
    public double ClockSeconds { get; init; } = 5;
    public double FreeGigabytes { get; init; } = 5;

    /// <summary>How many days the keys must be able to pay, at this many transactions a day.</summary>
    public double KeyDays { get; init; } = 14;
    public double TransactionsPerDay { get; init; } = 144;
}

[JsonConverter(typeof(JsonStringEnumConverter<SmokeKind>))]
internal enum SmokeKind
{
    /// <summary>Only reads, for a place with real members.</summary>
    Read,

    /// <summary>The whole journey of the demo, with two new members.</summary>
    Journey,
}
