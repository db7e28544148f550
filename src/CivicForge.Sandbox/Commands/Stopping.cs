namespace CivicForge.Sandbox.Commands;

/// <summary>Why a sandbox ends.</summary>
internal static class Stopping
{
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(500);

    /// <summary>Whether somebody stops it, when one of its processes has ended: where children have no session of their
    /// own, Ctrl-C may reach them first.</summary>
    public static async Task<bool> IsAskedAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(Soon, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return cancellationToken.IsCancellationRequested;
    }
}
