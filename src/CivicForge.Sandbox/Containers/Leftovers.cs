using CivicForge.Sandbox.Processes;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace CivicForge.Sandbox.Containers;

/// <summary>
/// A container does not end with the process that started it. Each one is labelled with this machine and with the
/// <see cref="ThrowawayFolder"/> of its process; once that folder is gone, so is the process, and the next one that
/// starts a container removes it.
/// </summary>
internal static class Leftovers
{
    private const string Machine = "civicforge.machine";
    private const string Folder = "civicforge.folder";

    /// <summary>The labels of a container of the process that holds this folder.</summary>
    public static IReadOnlyDictionary<string, string> Labels(ThrowawayFolder folder) =>
        new Dictionary<string, string> { [Machine] = Environment.MachineName, [Folder] = folder.Path };

    /// <summary>Removes the containers of processes of this machine that were killed. The folders of those are gone
    /// since somebody made another one.</summary>
    public static async Task RemoveAsync(ContainerEngine engine, CancellationToken cancellationToken)
    {
        using var client = engine.Connect();
        foreach (var container in await ListAsync(client, cancellationToken))
        {
            if (!Directory.Exists(container.Labels[Folder]))
            {
                await RemoveAsync(client, container.ID, cancellationToken);
            }
        }
    }

    private static async Task<IEnumerable<ContainerListResponse>> ListAsync(
        DockerClient client,
        CancellationToken cancellationToken
    )
    {
        var ours = new Dictionary<string, bool> { [$"{Machine}={Environment.MachineName}"] = true, [Folder] = true };
        return await client.Containers.ListContainersAsync(
            new ContainersListParameters
            {
                All = true,
                Filters = new Dictionary<string, IDictionary<string, bool>> { ["label"] = ours },
            },
            cancellationToken
        );
    }

    private static async Task RemoveAsync(DockerClient client, string id, CancellationToken cancellationToken)
    {
        try
        {
            await client.Containers.RemoveContainerAsync(
                id,
                new ContainerRemoveParameters { Force = true, RemoveVolumes = true },
                cancellationToken
            );
        }
        catch (DockerContainerNotFoundException)
        {
            // Another process removed it in the meantime.
        }
        catch (DockerApiException busy) when (busy.StatusCode == System.Net.HttpStatusCode.Conflict)
        {
            // Another process is removing it.
        }
    }
}
