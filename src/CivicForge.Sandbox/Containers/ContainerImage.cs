using Docker.DotNet;
using Docker.DotNet.Models;

namespace CivicForge.Sandbox.Containers;

/// <summary>An image by its name and tag.</summary>
internal sealed class ContainerImage(string name)
{
    /// <summary>Its name and tag.</summary>
    public string Name => name;

    private static readonly TimeSpan PullsWithin = TimeSpan.FromMinutes(5);

    /// <summary>Has the engine pull it unless it is there.</summary>
    /// <exception cref="SandboxException">The engine could not; the message says why.</exception>
    public async Task NeedAsync(ContainerEngine engine, CancellationToken cancellationToken)
    {
        using var client = engine.Connect();
        if (await IsThereAsync(client, cancellationToken))
        {
            return;
        }

        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(PullsWithin);
        try
        {
            await PullAsync(client, deadline.Token);
        }
        catch (Exception failure) when (failure is DockerApiException or HttpRequestException)
        {
            throw new SandboxException($"the engine cannot pull {name}: {failure.Message.Trim()}", failure);
        }
        catch (OperationCanceledException late) when (!cancellationToken.IsCancellationRequested)
        {
            throw new SandboxException($"the engine did not pull {name} within {PullsWithin.TotalMinutes} min", late);
        }
    }

    private async Task PullAsync(DockerClient client, CancellationToken cancellationToken)
    {
        await client.Images.CreateImageAsync(
            new ImagesCreateParameters { FromImage = name },
            new AuthConfig(),
            new Progress<JSONMessage>(),
            cancellationToken
        );
        if (!await IsThereAsync(client, cancellationToken))
        {
            throw new SandboxException($"the engine cannot pull {name}");
        }
    }

    private async Task<bool> IsThereAsync(DockerClient client, CancellationToken cancellationToken)
    {
        try
        {
            await client.Images.InspectImageAsync(name, cancellationToken);
            return true;
        }
        catch (DockerImageNotFoundException)
        {
            return false;
        }
    }
}
