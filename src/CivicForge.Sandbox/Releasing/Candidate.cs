using CivicForge.Sandbox.Records;

namespace CivicForge.Sandbox.Releasing;

/// <summary>What is to be released.</summary>
/// <param name="Checkout">Where the command runs; null outside of a git checkout.</param>
/// <param name="Image">Null: the engine does not have it.</param>
internal sealed record Candidate(Checkout? Checkout, ReleaseImage? Image)
{
    /// <summary>The commit that the image was built of, else that of the checkout.</summary>
    public string? Commit => Image?.Commit ?? Checkout?.Commit;

    /// <param name="name">An image; null: that of the checkout's commit.</param>
    /// <param name="build">Whether it is built when it is absent and was not named.</param>
    public static async Task<Candidate> FindAsync(string? name, bool build, CancellationToken cancellationToken)
    {
        var checkout = await Checkout.ReadAsync(cancellationToken);
        if (Repository.OnPath("docker") is null)
        {
            return new(checkout, null);
        }
        if (name is not null || checkout is null)
        {
            return new(checkout, name is null ? null : await ReleaseImage.FindAsync(name, cancellationToken));
        }
        var found = await ReleaseImage.FindAsync(ReleaseImage.NameOf(checkout), cancellationToken);
        if (found is not null || !build)
        {
            return new(checkout, found);
        }
        return checkout.IsClean
            ? new(checkout, await ReleaseImage.BuildAsync(checkout, cancellationToken))
            : throw new SandboxException(
                "There are changes that are in no commit, so that nobody could say what was released. Nothing was "
                    + "done. Commit them, or name an image with --image."
            );
    }
}
