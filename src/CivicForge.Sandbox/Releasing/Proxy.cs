namespace CivicForge.Sandbox.Releasing;

/// <summary>Which processes of role api Caddy sends requests to: <c>deploy/compose/Caddyfile</c> looks for a file of
/// that name with each request, so that no connection is closed for it. Requests that are under way end where they
/// began. A Caddy that is started again asks all.</summary>
internal sealed class Proxy(ServiceContainers containers)
{
    /// <summary>The processes of one release alone.</summary>
    public Task OnlyAsync(int release, CancellationToken cancellationToken)
    {
        // There is a name at any time between the two: that of healthy processes, whichever of them is found.
        var name = $"api-{release}";
        return PointAsync(
            $"mkdir -p /tmp/upstream && cd /tmp/upstream && : > {name} && for old in *; do "
                + $"[ \"$old\" = {name} ] || rm \"$old\"; done",
            name,
            cancellationToken
        );
    }

    /// <summary>All there are.</summary>
    public Task AllAsync(CancellationToken cancellationToken) =>
        PointAsync("rm -rf /tmp/upstream", "all processes of role api", cancellationToken);

    private async Task PointAsync(string script, string whom, CancellationToken cancellationToken)
    {
        var caddy =
            (await containers.FindAsync("caddy", cancellationToken)).FirstOrDefault(each => each.IsRunning)
            ?? throw new SandboxException("Caddy does not run. Start it: docker compose up -d --no-deps caddy");
        var (exitCode, text) = await EngineCommand.TryAsync(
            ["docker", "exec", caddy.Id, "sh", "-c", script],
            cancellationToken
        );
        if (exitCode != 0)
        {
            throw new SandboxException($"Caddy could not be told to send requests to {whom}: {text}");
        }
    }
}
