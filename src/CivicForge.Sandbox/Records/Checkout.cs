using CivicForge.Sandbox.Processes;

namespace CivicForge.Sandbox.Records;

/// <summary>The commit of this checkout.</summary>
/// <param name="Commit">Its hash.</param>
/// <param name="IsClean">Whether nothing was changed since.</param>
internal sealed record Checkout(string Commit, bool IsClean)
{
    /// <returns>Null outside of a git checkout.</returns>
    public static async Task<Checkout?> ReadAsync(CancellationToken cancellationToken)
    {
        if (Repository.OnPath("git") is null)
        {
            return null;
        }
        var (exitCode, commit) = await GitAsync(cancellationToken, "rev-parse", "HEAD");
        if (exitCode != 0)
        {
            return null;
        }
        var (_, changes) = await GitAsync(cancellationToken, "status", "--porcelain");
        return new(commit.Trim(), changes.Length == 0);
    }

    private static async Task<(int ExitCode, string Text)> GitAsync(
        CancellationToken cancellationToken,
        params string[] arguments
    )
    {
        await using var git = await ChildProcess.StartAsync(
            new("git", ["-C", Repository.Root, .. arguments]),
            cancellationToken
        );
        return (await git.Exited.WaitAsync(cancellationToken), git.Tail);
    }
}
