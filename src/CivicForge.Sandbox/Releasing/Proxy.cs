namespace CivicForge.Sandbox.Releasing;

/// <summary>Which processes of role api Caddy sends requests to. It reads its file again with another name of them;
/// requests that are under way end where they began. A Caddy that is started again asks all.</summary>
internal sealed class Proxy(ServiceContainers containers)
{
    /// <summary>The processes of one release alone.</summary>
    public Task OnlyAsync(int release, CancellationToken cancellationToken) =>
        PointAsync($"api-{release}", cancellationToken);

    /// <summary>All there are.</summary>
    public Task AllAsync(CancellationToken cancellationToken) => PointAsync("api", cancellationToken);

    private async Task PointAsync(string upstream, CancellationToken cancellationToken)
    {
        var caddy =
            (await containers.FindAsync("caddy", cancellationToken)).FirstOrDefault(each => each.IsRunning)
            ?? throw new SandboxException("Caddy does not run. Start it: docker compose up -d --no-deps caddy");
        var (exitCode, text) = await EngineCommand.TryAsync(
            [
                "docker",
                "exec",
                "--env",
                $"UPSTREAM={upstream}",
                caddy.Id,
                "caddy",
                "reload",
                "--config",
                "/etc/caddy/Caddyfile",
                "--adapter",
                "caddyfile",
                "--address",
                "127.0.0.1:2019",
            ],
            cancellationToken
        );
        if (exitCode != 0)
        {
            throw new SandboxException(
                $"Caddy could not be told to send requests to {upstream}: {text}\nIf it was started before there were "
                    + "releases, start it anew once: docker compose up -d --no-deps --force-recreate caddy"
            );
        }
    }
}
