using CivicForge.Chain.Crypto;
using CivicForge.Chain.Rpc;
using CivicForge.Sandbox.Deploying;
using CivicForge.Sandbox.Ethereum;
using CivicForge.Sandbox.Postgres;
using CivicForge.Sandbox.Processes;
using Npgsql;

namespace CivicForge.Sandbox.Running;

/// <summary>
/// A whole CivicForge on this machine: PostgreSQL, a chain with the contracts, and API, anchorer, worker and indexer as
/// separate processes with the database users and keys they have in production. Disposing it stops everything; killing
/// this process does too.
/// </summary>
public sealed partial class RunningSandbox : IAsyncDisposable
{
    private const string Database = "civicforge";

    /// <summary>What is stopped at the end, last started first.</summary>
    private readonly Stack<IAsyncDisposable> _started = new();

    private ServiceSettings? _settings;
    private SandboxPasswords? _passwords;
    private ThrowawayFolder? _throwaway;
    private DataFolder? _folder;
    private PostgresOptions? _database;

    private RunningSandbox() { }

    /// <summary>The contracts.</summary>
    public Deployment Deployment { get; private set; } = null!;

    /// <summary>The database server.</summary>
    public PostgresServer Postgres { get; private set; } = null!;

    /// <summary>The node.</summary>
    public AnvilNode Chain { get; private set; } = null!;

    /// <summary>Where everybody but the sandbox's own processes reaches the chain.</summary>
    public Uri ChainUrl { get; private set; } = null!;

    /// <summary>Role api.</summary>
    public ServiceProcess Api { get; private set; } = null!;

    /// <summary>Where the web app is opened: the API's own address, unless another server stands in front of
    /// it.</summary>
    public Uri PublicUrl { get; private set; } = null!;

    /// <summary>The metrics of role api.</summary>
    public Uri ApiMetrics => _settings!.Metrics;

    /// <summary>Role anchorer.</summary>
    public ServiceProcess Anchorer { get; private set; } = null!;

    /// <summary>Role worker.</summary>
    public ServiceProcess Worker { get; private set; } = null!;

    /// <summary>The indexer.</summary>
    public ServiceProcess Indexer { get; private set; } = null!;

    /// <summary>The folder with logs, keys and state.</summary>
    public string Folder { get; private set; } = "";

    /// <summary>The superuser's connection string, to look at what the service stored.</summary>
    public string OwnerConnectionString => Postgres.ConnectionString(Database);

    /// <summary>The connection string of one of the service's users, for example <c>civic_api</c>.</summary>
    public string ConnectionStringFor(string user) => Postgres.ConnectionString(Database, user, _passwords!.Read(user));

    /// <summary>Starts everything and waits until it is ready.</summary>
    /// <param name="options">Ports, folder and settings.</param>
    /// <param name="progress">Called with a few words before each step.</param>
    /// <param name="cancellationToken">Stops the start, and what was started.</param>
    /// <exception cref="MissingToolException">A program is missing.</exception>
    /// <exception cref="SandboxException">A part did not start; the message names its log file.</exception>
    public static async Task<RunningSandbox> StartAsync(
        SandboxOptions options,
        Action<string>? progress,
        CancellationToken cancellationToken
    )
    {
        var sandbox = new RunningSandbox();
        try
        {
            await sandbox.StartPartsAsync(options, progress ?? (_ => { }), cancellationToken);
            return sandbox;
        }
        catch (Exception failure)
        {
            if (failure is not OperationCanceledException)
            {
                sandbox.KeepFolder();
            }

            await sandbox.DisposeAsync();
            throw;
        }
    }

    /// <summary>Leaves the folder of a throwaway sandbox, with its logs, until the next one is made.</summary>
    public void KeepFolder() => _throwaway?.Keep();

    /// <summary>Runs the audit of database against chain; its exit code and what it printed.</summary>
    public async Task<(int ExitCode, string Text)> AuditAsync(CancellationToken cancellationToken)
    {
        await using var audit = await ChildProcess.StartAsync(
            new("dotnet", Repository.Program("CivicForge.Api"), "audit") { Environment = _settings!.Audit() },
            cancellationToken
        );
        return (await audit.Exited.WaitAsync(cancellationToken), audit.Tail);
    }

    /// <summary>Ends with a message when one of the processes ends by itself.</summary>
    public Task<string> WatchAsync() =>
        EndedAsync(Postgres.Process, Chain.Process, Api.Process, Anchorer.Process, Worker.Process, Indexer.Process);

    /// <summary>The same of what is not restarted while somebody develops, and of <paramref name="others"/>.</summary>
    internal Task<string> WatchInfrastructureAsync(params IEnumerable<ChildProcess> others) =>
        EndedAsync([Postgres.Process, Chain.Process, .. others]);

    /// <summary>A file for the log of <paramref name="name"/>, beside those of the service.</summary>
    internal string LogFile(string name) => _folder!.Log(name);

    /// <summary>Runs the verb <c>migrate</c> of a program.</summary>
    internal Task MigrateAsync(string project, string program, CancellationToken cancellationToken) =>
        ChildProcess.RunAsync(
            new("dotnet", program, "migrate")
            {
                Name = $"{project} migrate",
                Environment = _settings!.Migrate(),
                LogFile = LogFile("migrate"),
            },
            cancellationToken
        );

    private static async Task<string> EndedAsync(params ChildProcess[] processes)
    {
        var ended = await Task.WhenAny(processes.Select(process => process.Exited));
        var process = processes.First(candidate => candidate.Exited == ended);
        return $"The {process.Name} ended by itself with exit code {await ended}. Its log is {process.LogFile}; "
            + $"its last lines:\n{process.Tail}";
    }

    /// <summary>Stops everything: the service first, then chain and database, which save their state.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Indexer is not null)
        {
            await Task.WhenAll(
                Api.DisposeAsync().AsTask(),
                Anchorer.DisposeAsync().AsTask(),
                Worker.DisposeAsync().AsTask(),
                Indexer.DisposeAsync().AsTask()
            );
        }

        while (_started.TryPop(out var part))
        {
            await part.DisposeAsync();
        }
    }

    private async Task StartPartsAsync(
        SandboxOptions options,
        Action<string> progress,
        CancellationToken cancellationToken
    )
    {
        _folder = await TakeFolderAsync(options, cancellationToken);
        var isOld = _folder.IsOld;
        try
        {
            await StartPartsAsync(options, _folder, progress, cancellationToken);
        }
        catch (Exception failure) when (failure is SandboxException or RpcException or NpgsqlException)
        {
            var again =
                isOld && !failure.Message.Contains("--fresh", StringComparison.Ordinal)
                    ? $"\nIf {_folder.Path} was made by another version or is damaged, begin anew with --fresh."
                    : "";
            throw new SandboxException($"{failure.Message}\nThe logs are in {_folder.Logs}.{again}", failure);
        }
    }

    private async Task StartPartsAsync(
        SandboxOptions options,
        DataFolder folder,
        Action<string> progress,
        CancellationToken cancellationToken
    )
    {
        var port = FreePort(options.Port, "--port");
        var publicPort = options.PublicPort is { } given ? FreePort(given, "--port") : port;
        PublicUrl = new Uri($"http://localhost:{publicPort}");
        FreePort(options.ChainPort ?? 0, "--chain-port");
        var keys = SandboxKeys.Ensure(folder.Keys);
        _passwords = SandboxPasswords.Ensure(folder.Passwords);

        progress("database and chain");
        var databaseReady = StartDatabaseAsync(options, folder, cancellationToken);
        var chainReady = StartChainAsync(options, folder, keys, publicPort, cancellationToken);
        // Also when one fails it waits for the other, so that all that was started gets stopped.
        await Task.WhenAll(databaseReady, chainReady);
        await LostBlocks.CheckAsync(new EthClient(Chain.Url), OwnerConnectionString, cancellationToken);
        folder.BindTo(Deployment.Registry.ToString());
        _settings = new ServiceSettings(
            options,
            Postgres,
            Database,
            Chain,
            ChainUrl,
            Deployment,
            keys,
            _passwords,
            publicPort
        );
        await MigrateAsync(progress, cancellationToken);

        progress("API, anchorer, worker and indexer");
        (Api, Anchorer, Worker, Indexer) = await ServiceProcesses.StartAsync(
            _settings,
            folder,
            port,
            options.Restore is null ? null : () => RebuildAsync(cancellationToken),
            cancellationToken
        );
        await CatchUp.WaitAsync(new EthClient(Chain.Url), OwnerConnectionString, cancellationToken);
        _started.Push(new FinalityMiner(new EthClient(Chain.Url), TimeProvider.System));
        WriteConnection();
        _started.Push(new Ending(() => ConnectionFile.Delete(Folder)));
    }

    private async Task<DataFolder> TakeFolderAsync(SandboxOptions options, CancellationToken cancellationToken)
    {
        _throwaway = options.DataFolder is null ? ThrowawayFolder.Create() : null;
        if (_throwaway is not null)
        {
            _started.Push(new Ending(_throwaway));
        }

        var folder = await DataFolder.TakeAsync(
            options.DataFolder ?? Path.Combine(_throwaway!.Path, "sandbox"),
            options.Fresh,
            cancellationToken
        );
        Folder = folder.Path;
        _started.Push(new Ending(folder));
        return folder;
    }

    private static int FreePort(int port, string option) =>
        port == 0 ? Ports.Free()
        : Ports.IsFree(port) ? port
        : throw new SandboxException($"Port {port} is taken by another program. Give another one with {option}.");

    private async Task StartDatabaseAsync(
        SandboxOptions options,
        DataFolder folder,
        CancellationToken cancellationToken
    )
    {
        _database = new PostgresOptions
        {
            DataFolder = options.DataFolder is null ? null : await folder.DatabaseAsync(cancellationToken),
            LogFile = folder.Log("postgres"),
            PasswordFile = _passwords!.Owner,
            Settings = options.DatabaseSettings,
            Version = options.DatabaseVersion,
        };
        if (options.Restore is { } restore)
        {
            await restore(Path.Combine(_database.DataFolder!, PostgresServer.ClusterFolder), cancellationToken);
        }
        Postgres = await PostgresServer.StartAsync(_database, cancellationToken);
        lock (_started)
        {
            _started.Push(new Stopping(() => Postgres.DisposeAsync())); // by then it may be another one
        }

        if (!await Postgres.HasDatabaseAsync(Database, cancellationToken))
        {
            await Postgres.ExecuteAsync($"CREATE DATABASE {Database}", cancellationToken);
        }
    }

    private async Task StartChainAsync(
        SandboxOptions options,
        DataFolder folder,
        SandboxKeys keys,
        int port,
        CancellationToken cancellationToken
    )
    {
        if (options.CopyOf is { } copied)
        {
            (Chain, Deployment) = await copied.StartAsync(keys, folder.Log("chain"), cancellationToken);
            ChainUrl = Chain.Url;
            lock (_started)
            {
                _started.Push(Chain);
            }

            return;
        }

        var isOld = File.Exists(folder.ChainState);
        Chain = await AnvilNode.StartAsync(
            new() { StateFile = options.DataFolder is null ? null : folder.ChainState, LogFile = folder.Log("chain") },
            cancellationToken
        );
        lock (_started)
        {
            _started.Push(Chain);
        }

        var gate = ChainGate.Open(options.ChainPort, Chain.Url, ServiceSettings.Origins(port));
        ChainUrl = gate.Url;
        lock (_started)
        {
            _started.Push(gate);
        }

        var client = new EthClient(Chain.Url);
        if (isOld)
        {
            // State before the restart is gone: three blocks bring the finalized one above it.
            await client.RequestAsync("anvil_mine", ["0x3"], cancellationToken);
        }

        var deployer = PrivateKey.FromHex(DevelopmentAccounts.Deployer.PrivateKey);
        Deployment = await Deployment.RunAsync(
            client,
            deployer,
            new(
                CivicForge.Chain.Address.Parse(DevelopmentAccounts.Anchorer.Address),
                CivicForge.Chain.Address.Parse(DevelopmentAccounts.Operator.Address),
                keys.Receipt.Address
            ),
            cancellationToken
        );
        await Deployment.FundAsync(
            client,
            deployer,
            keys.Payout.Address,
            System.Numerics.BigInteger.Pow(10, 20),
            cancellationToken
        );
    }

    private async Task MigrateAsync(Action<string> progress, CancellationToken cancellationToken)
    {
        var mark = new MigrationMark(Postgres, Database, _passwords!.All.Values);
        if (await mark.IsSetAsync(cancellationToken))
        {
            return;
        }

        progress("migrations of the database");
        await MigrateAsync("CivicForge.Indexer", Repository.Program("CivicForge.Indexer"), cancellationToken);
        await MigrateAsync("CivicForge.Api", Repository.Program("CivicForge.Api"), cancellationToken);
        await mark.SetAsync(cancellationToken);
    }

    /// <summary>Writes down how to reach this sandbox and which processes it is; again when some were
    /// restarted.</summary>
    internal void WriteConnection() =>
        new ConnectionFile(
            Environment.ProcessId,
            Api.Url,
            _settings!.Metrics,
            new[]
            {
                Postgres.Process,
                Chain.Process,
                Api.Process,
                Anchorer.Process,
                Worker.Process,
                Indexer.Process,
            }.ToDictionary(process => process.Name, process => process.Id),
            _settings.Audit(),
            _settings.Maintenance()
        ).Write(Folder);

    private sealed class Ending(Action end) : IAsyncDisposable
    {
        public Ending(IDisposable disposable)
            : this(disposable.Dispose) { }

        public ValueTask DisposeAsync()
        {
            end();
            return ValueTask.CompletedTask;
        }
    }
}
