using CivicForge.Sandbox.Containers;
using CivicForge.Sandbox.Processes;
using Docker.DotNet.Models;
using DotNet.Testcontainers.Builders;
using DotNet.Testcontainers.Configurations;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Testcontainers.PostgreSql;

namespace CivicForge.Sandbox.Postgres;

/// <summary>A throwaway PostgreSQL server in a container, its cluster in memory, with the settings of the one that
/// <see cref="PostgresServer"/> starts.</summary>
internal sealed class PostgresContainer : IAsyncDisposable
{
    /// <summary>The image of production.</summary>
    public static readonly ContainerImage Image = new("postgres:18");

    private static readonly TimeSpan StartsWithin = TimeSpan.FromMinutes(1);

    private const long SharedMemory = 256 * 1024 * 1024;

    private readonly ThrowawayFolder _folder;
    private readonly PostgreSqlContainer _container;

    private PostgresContainer(ThrowawayFolder folder, PostgreSqlContainer container)
    {
        _folder = folder;
        _container = container;
    }

    /// <summary>The superuser's connection string.</summary>
    public string ConnectionString => _container.GetConnectionString();

    /// <summary>Its id for the engine.</summary>
    public string Id => _container.Id;

    /// <summary>Removes what killed processes left in the engine, starts a server and waits until it answers.</summary>
    /// <exception cref="SandboxException">The engine has no image and cannot pull it.</exception>
    public static async Task<PostgresContainer> StartAsync(ContainerEngine engine, CancellationToken cancellationToken)
    {
        var folder = ThrowawayFolder.Create();
        var container = Build(engine, folder);
        try
        {
            await Leftovers.RemoveAsync(engine, cancellationToken);
            await Image.NeedAsync(engine, cancellationToken);
            await container.StartAsync(cancellationToken);
            return new PostgresContainer(folder, container);
        }
        catch
        {
            await container.DisposeAsync();
            folder.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _container.DisposeAsync();
        _folder.Dispose();
    }

    private static PostgreSqlContainer Build(ContainerEngine engine, ThrowawayFolder folder) =>
        new PostgreSqlBuilder(Image.Name)
            .WithDockerEndpoint(engine)
            .WithLogger(NullLogger.Instance)
            .WithCleanUp(false) // Testcontainers would start a container of its own for that.
            .WithAutoRemove(true)
            .WithLabel(Leftovers.Labels(folder))
            .WithDatabase("postgres")
            .WithUsername("postgres")
            .WithPassword(ServerPassword.Make())
            .WithEnvironment("POSTGRES_INITDB_ARGS", "--no-locale --encoding=UTF8 --no-sync")
            .WithTmpfsMount("/var/lib/postgresql")
            .WithCommand([.. PostgresCluster.Throwaway.SelectMany(setting => new[] { "-c", setting })])
            .WithCreateParameterModifier(StopAtOnce)
            .WithWaitStrategy(Wait.ForUnixContainer().UntilDatabaseIsAvailable(NpgsqlFactory.Instance, Often))
            .Build();

    private static void Often(IWaitStrategy wait) =>
        wait.WithInterval(TimeSpan.FromMilliseconds(100)).WithTimeout(StartsWithin);

    private static void StopAtOnce(CreateContainerParameters container)
    {
        container.StopSignal = "SIGQUIT";
        (container.HostConfig ??= new HostConfig()).ShmSize = SharedMemory;
    }
}
