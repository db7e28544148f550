using CivicForge.Sandbox.Records;

namespace CivicForge.Sandbox.Releasing;

/// <summary>An image that is to be released.</summary>
/// <param name="Name">Its name and tag.</param>
/// <param name="Id">What the engine calls it whatever its names are.</param>
/// <param name="Commit">What it was built of, as its label says; null when that says nothing.</param>
internal sealed record ReleaseImage(string Name, string Id, string? Commit)
{
    private const string Ours = "civicforge";
    private const string Revision = "org.opencontainers.image.revision";

    /// <summary>The name of the image of a commit.</summary>
    public static string NameOf(Checkout checkout) => $"{Ours}:{checkout.Commit[..12]}";

    /// <returns>Null when the engine has no such image.</returns>
    public static async Task<ReleaseImage?> FindAsync(string name, CancellationToken cancellationToken)
    {
        var (exitCode, text) = await EngineCommand.TryAsync(
            [
                "docker",
                "image",
                "inspect",
                "--format",
                $"{{{{.Id}}}} {{{{index .Config.Labels \"{Revision}\"}}}}",
                name,
            ],
            cancellationToken
        );
        if (exitCode != 0)
        {
            return null;
        }
        var parts = text.Trim().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return new(name, parts[0], parts is [_, not "unknown" and not "<no" and var commit] ? commit : null);
    }

    /// <summary>Builds the image of this checkout.</summary>
    /// <exception cref="SandboxException">It could not be built.</exception>
    public static async Task<ReleaseImage> BuildAsync(Checkout checkout, CancellationToken cancellationToken)
    {
        var name = NameOf(checkout);
        await EngineCommand.DockerAsync(
            cancellationToken,
            "build",
            "--tag",
            name,
            "--build-arg",
            $"REVISION={checkout.Commit}",
            Repository.Root
        );
        return (await FindAsync(name, cancellationToken))!;
    }
}
