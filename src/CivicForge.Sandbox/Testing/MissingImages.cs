using CivicForge.Sandbox.Containers;

namespace CivicForge.Sandbox.Testing;

/// <summary>Why a part that needs a container engine and images cannot run here.</summary>
internal static class MissingImages
{
    /// <summary>Has the engine pull those that it does not have.</summary>
    /// <returns>Null when it has all.</returns>
    public static async Task<LeftOut?> FindAsync(
        string part,
        IEnumerable<ContainerImage> images,
        CancellationToken cancellationToken
    )
    {
        if (await ContainerEngine.FindAsync(cancellationToken) is not { } engine)
        {
            return new(
                part,
                "no container engine",
                "Install Docker (Debian, Ubuntu: sudo apt-get install docker.io) and start it, until `docker version` "
                    + "shows a server."
            );
        }

        foreach (var image in images)
        {
            try
            {
                await image.NeedAsync(engine, cancellationToken);
            }
            catch (SandboxException failure)
            {
                return new(
                    part,
                    failure.Message,
                    $"Check that `docker pull {image.Name}` works; without a registry .ci/stand-in makes an image out "
                        + "of what is here."
                );
            }
        }

        return null;
    }
}
