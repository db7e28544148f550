using CivicForge.Sandbox.Processes;

namespace CivicForge.Sandbox.Containers;

/// <summary>The command that reads <c>docker-compose.yml</c>, of either generation.</summary>
internal static class ComposeTool
{
    /// <summary>Program and first arguments: <c>docker compose</c>, else <c>docker-compose</c>; null when there is
    /// neither.</summary>
    public static async Task<IReadOnlyList<string>?> FindAsync(CancellationToken cancellationToken)
    {
        if (Repository.OnPath("docker") is { } docker)
        {
            await using var plugin = await ChildProcess.StartAsync(
                new(docker, "compose", "version"),
                cancellationToken
            );
            if (await plugin.Exited.WaitAsync(cancellationToken) == 0)
            {
                return [docker, "compose"];
            }
        }

        return Repository.OnPath("docker-compose") is { } older ? [older] : null;
    }
}
