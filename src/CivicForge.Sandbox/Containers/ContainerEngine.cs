using Docker.DotNet;
using Docker.DotNet.Handler.Abstractions;
using DotNet.Testcontainers.Configurations;

namespace CivicForge.Sandbox.Containers;

/// <summary>The container engine that the <c>docker</c> command would speak to: <c>DOCKER_HOST</c>, else the active
/// context, else the usual socket.</summary>
/// <remarks>Testcontainers would ask for one version of the interface, and an engine older than that refuses to answer:
/// this endpoint asks for the version that the engine has.</remarks>
internal sealed class ContainerEngine : IDockerEndpointAuthenticationConfiguration
{
    /// <summary>What the client library was made for.</summary>
    private static readonly Version Newest = new(1, 44);

    private static readonly TimeSpan AnswersWithin = TimeSpan.FromSeconds(5);

    private ContainerEngine(Uri endpoint, Version version)
    {
        Endpoint = endpoint;
        Version = version;
    }

    public Version Version { get; }

    public Uri Endpoint { get; }

    public IAuthProvider? AuthProvider => null;

    /// <summary>The engine, or null when none answers.</summary>
    public static async Task<ContainerEngine?> FindAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await FindAsync(DockerConfig.Instance.GetEndpoint(), cancellationToken);
        }
        catch (Exception malformed) when (malformed is DockerConfigurationException or UriFormatException)
        {
            return null; // The command would find no engine either.
        }
    }

    /// <summary>The engine at this endpoint, or null when it does not answer.</summary>
    internal static async Task<ContainerEngine?> FindAsync(Uri endpoint, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(AnswersWithin);
        try
        {
            using var client = new DockerClientBuilder().WithEndpoint(endpoint).Build();
            var version = await client.System.GetVersionAsync(deadline.Token).WaitAsync(deadline.Token);
            var newest = Version.Parse(version.APIVersion);
            return new ContainerEngine(endpoint, newest < Newest ? newest : Newest);
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            return null; // Nobody is there, does not let us in, is silent, or is something else.
        }
    }

    public DockerClientBuilder GetDockerClientBuilder(Guid sessionId) =>
        new DockerClientBuilder().WithEndpoint(Endpoint).WithApiVersion(Version);

    /// <summary>Connects to the engine.</summary>
    public DockerClient Connect() => GetDockerClientBuilder(Guid.Empty).Build();
}
