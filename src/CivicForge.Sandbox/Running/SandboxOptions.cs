namespace CivicForge.Sandbox.Running;

/// <summary>How to run a sandbox.</summary>
public sealed record SandboxOptions
{
    /// <summary>Port of the API and the web app on loopback; 0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>Port under which the web app is opened when another server stands in front of the API; null:
    /// <see cref="Port"/>.</summary>
    public int? PublicPort { get; init; }

    /// <summary>Port of the chain: this one must be free; null takes 8545 or the next free one; 0 any.</summary>
    public int? ChainPort { get; init; } = 0;

    /// <summary>Folder that keeps the state between runs; null makes a throwaway sandbox in memory.</summary>
    public string? DataFolder { get; init; }

    /// <summary>Empties the folder first.</summary>
    public bool Fresh { get; init; }

    /// <summary>The rate limits of production instead of a thousand times as much.</summary>
    public bool ProductionLimits { get; init; }

    /// <summary>Further <c>name=value</c> settings of PostgreSQL, for measurements.</summary>
    public IReadOnlyList<string> DatabaseSettings { get; init; } = [];

    /// <summary>The major version of PostgreSQL for a new cluster; null takes the newest there is.</summary>
    public int? DatabaseVersion { get; init; }

    /// <summary>Puts a cluster into the folder it is given before the server starts, for example one out of a backup.
    /// What the chain has of later is taken over before anything else starts.</summary>
    public Func<string, CancellationToken, Task>? Restore { get; init; }

    /// <summary>A chain to make a copy of, with the contracts on it; null makes a new chain.</summary>
    internal CopiedChain? CopyOf { get; init; }

    /// <summary>Further settings (<c>Section__Key</c>) for API, anchorer, worker and indexer.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; init; } = new Dictionary<string, string?>();
}
