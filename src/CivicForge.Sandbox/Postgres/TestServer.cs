using CivicForge.Sandbox.Containers;

namespace CivicForge.Sandbox.Postgres;

/// <summary>The server that the tests' databases are made on.</summary>
/// <param name="ConnectionString">Its superuser's.</param>
/// <param name="Owned">What disposing stops, or null when the server was there before.</param>
internal sealed record TestServer(string ConnectionString, IAsyncDisposable? Owned) : IAsyncDisposable
{
    /// <summary>The environment variable that chooses it.</summary>
    public const string Variable = "CIVICFORGE_POSTGRES";

    /// <summary>The value that asks for a container.</summary>
    public const string Container = "container";

    /// <summary>What <c>CIVICFORGE_POSTGRES</c> asks for; without it the embedded server or the newest local one, else
    /// a container.</summary>
    /// <exception cref="MissingToolException">There is none of them.</exception>
    public static async Task<TestServer> StartAsync(CancellationToken cancellationToken)
    {
        switch (Environment.GetEnvironmentVariable(Variable))
        {
            case Container:
                var wanted =
                    await ContainerEngine.FindAsync(cancellationToken)
                    ?? throw new MissingToolException(
                        $"{Variable} is {Container}, but no container engine answers. Install Docker (Debian, Ubuntu: "
                            + $"sudo apt-get install docker.io) and start it, or unset {Variable}."
                    );
                return await InContainerAsync(wanted, cancellationToken);
            case { Length: > 0 } given:
                return new TestServer(given, null);
            default:
                return await LocalAsync(cancellationToken);
        }
    }

    public ValueTask DisposeAsync() => Owned?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static async Task<TestServer> LocalAsync(CancellationToken cancellationToken)
    {
        try
        {
            var server = await PostgresServer.StartAsync(new(), cancellationToken);
            return new TestServer(server.ConnectionString(), server);
        }
        catch (MissingToolException missing)
        {
            var engine =
                await ContainerEngine.FindAsync(cancellationToken)
                ?? throw new MissingToolException($"{missing.Message} Or start a container engine, such as Docker.");
            return await InContainerAsync(engine, cancellationToken);
        }
    }

    private static async Task<TestServer> InContainerAsync(ContainerEngine engine, CancellationToken cancellationToken)
    {
        var container = await PostgresContainer.StartAsync(engine, cancellationToken);
        return new TestServer(container.ConnectionString, container);
    }
}
