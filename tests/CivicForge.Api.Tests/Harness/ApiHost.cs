using System.Net;
using System.Security.Cryptography;
using CivicForge.Chain.Crypto;
using CivicForge.Sandbox.Postgres;
using CivicForge.Sandbox.Processes;
using Dapper;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace CivicForge.Api.Tests.Harness;

/// <summary>Role api exactly as Program builds it, on Kestrel and a database of its own; users as in production
/// (civic_api).</summary>
public sealed class ApiHost : IAsyncDisposable
{
    public const string Origin = "http://civicforge.test";

    private readonly WebApplication _app;
    private readonly TestDatabase _database;

    private ApiHost(
        WebApplication app,
        TestDatabase database,
        PrivateKey receiptKey,
        NpgsqlDataSource owner,
        SharedChain chain
    ) => (_app, _database, ReceiptKey, Owner, Shared) = (app, database, receiptKey, owner, chain);

    public PrivateKey ReceiptKey { get; }

    /// <summary>For the other processes of a test.</summary>
    internal TestDatabase Database => _database;

    public SharedChain Shared { get; }

    /// <summary>The owner's connections, to look at rows and to move stored times.</summary>
    public NpgsqlDataSource Owner { get; }

    public Uri Url => new(_app.Urls.First());
    public Uri MetricsUrl => new(_app.Urls.Last());
    public IServiceProvider Services => _app.Services;

    public string ConnectionStringFor(string user) => _database.ConnectionStringFor(user);

    public static async Task<ApiHost> StartAsync(
        TestDatabases databases,
        SharedChain chain,
        Dictionary<string, string>? settings = null,
        Action<IServiceCollection>? replace = null
    )
    {
        var database = await CivicTemplate.CreateAsync(databases);
        var receiptKey = PrivateKey.Generate();
        var app = CivicHost.Build(Arguments(database, chain, receiptKey, settings), replace);
        await app.StartAsync();
        return new ApiHost(app, database, receiptKey, NpgsqlDataSource.Create(database.ConnectionString), chain);
    }

    /// <summary>What the Sandbox passes to the process, as command-line configuration.</summary>
    public static string[] Arguments(
        TestDatabase database,
        SharedChain chain,
        PrivateKey receiptKey,
        Dictionary<string, string>? settings = null
    )
    {
        using var session = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var all = new Dictionary<string, string>
        {
            ["role"] = "api",
            ["urls"] = "http://127.0.0.1:0",
            ["Metrics:Url"] = $"http://127.0.0.1:{Ports.Free()}",
            ["ConnectionStrings:Civic"] = database.ConnectionStringFor("civic_api"),
            ["Chain:Id"] = "31337",
            ["Chain:RpcUrl"] = chain.Chain.Url.ToString(),
            ["Chain:RegistryAddress"] = chain.Chain.Registry.ToString(),
            ["Chain:DistributorAddress"] = chain.Chain.Distributor.ToString(),
            ["Chain:ReputationAddress"] = chain.Chain.Reputation.ToString(),
            ["Keys:Receipt"] = receiptKey.ToHex(),
            ["Keys:Session"] = session.ExportPkcs8PrivateKeyPem(),
            ["Auth:Origins"] = Origin,
            ["Anchoring:AnchorWithin"] = "60",
            ["RateLimits:Multiplier"] = "1000",
            ["Serilog:MinimumLevel:Default"] = "Error",
            ["Serilog:MinimumLevel:Override:Microsoft.Hosting.Lifetime"] = "Error",
        };
        foreach (var (key, value) in settings ?? [])
        {
            all[key] = value;
        }
        return [.. all.Where(s => s.Value.Length > 0).Select(s => $"--{s.Key}={s.Value}")];
    }

    /// <summary>What its monitoring reads.</summary>
    public async Task<string> MetricsAsync()
    {
        using var http = new HttpClient();
        return await http.GetStringAsync(new Uri(MetricsUrl, "/metrics"));
    }

    public ApiClient Anonymous() => new(this, null);

    /// <summary>A new wallet, signed in.</summary>
    public Task<ApiClient> MemberAsync() => MemberAsync(PrivateKey.Generate());

    public async Task<ApiClient> MemberAsync(PrivateKey key)
    {
        var client = new ApiClient(this, key);
        await client.SignInAsync();
        return client;
    }

    public async Task<T?> ScalarAsync<T>(string sql, object? parameters = null)
    {
        await using var connection = await Owner.OpenConnectionAsync();
        return await connection.ExecuteScalarAsync<T>(sql, parameters);
    }

    public async Task<int> ExecuteAsync(string sql, object? parameters = null)
    {
        await using var connection = await Owner.OpenConnectionAsync();
        return await connection.ExecuteAsync(sql, parameters);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        await Owner.DisposeAsync();
        NpgsqlConnection.ClearAllPools();
        await _database.DisposeAsync();
    }
}

/// <summary>A host for a class of tests.</summary>
public sealed class ApiFixture(TestDatabases databases, SharedChain chain) : IAsyncLifetime
{
    public ApiHost Host { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Host = await ApiHost.StartAsync(databases, chain);

    public ValueTask DisposeAsync() => Host.DisposeAsync();
}
