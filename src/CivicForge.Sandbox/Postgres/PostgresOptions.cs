namespace CivicForge.Sandbox.Postgres;

/// <summary>How to run a PostgreSQL server.</summary>
public sealed record PostgresOptions
{
    /// <summary>A folder that keeps the cluster between runs, with every durability setting on; null makes a throwaway
    /// cluster in memory without them.</summary>
    public string? DataFolder { get; init; }

    /// <summary>The file of the superuser's password, made when it is not there; null keeps it beside a kept cluster,
    /// else in memory.</summary>
    public string? PasswordFile { get; init; }

    /// <summary>Durability settings on also for a throwaway cluster, for measurements.</summary>
    public bool Durable { get; init; }

    /// <summary>A file that the server log is appended to.</summary>
    public string? LogFile { get; init; }

    /// <summary>The major version of a new cluster; null takes the newest there is. A cluster that is there runs on the
    /// version that made it.</summary>
    public int? Version { get; init; }

    /// <summary>The port on 127.0.0.1; null takes a free one.</summary>
    public int? Port { get; init; }

    /// <summary>Connections the server allows.</summary>
    public int MaxConnections { get; init; } = 200;

    /// <summary>Further <c>name=value</c> settings.</summary>
    public IReadOnlyList<string> Settings { get; init; } = [];
}
