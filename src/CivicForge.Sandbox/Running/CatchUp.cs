using CivicForge.Chain.Rpc;
using Npgsql;

namespace CivicForge.Sandbox.Running;

/// <summary>
/// A sandbox is ready when its indexer has read what the chain had finalized at the start. Until then, after a restart,
/// the database speaks of a block whose state the local node no longer holds, and an audit could not compare the two.
/// </summary>
internal static class CatchUp
{
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(50);

    /// <exception cref="SandboxException">The indexer did not get there.</exception>
    public static async Task WaitAsync(EthClient client, string connectionString, CancellationToken cancellationToken)
    {
        if (await client.GetBlockAsync(BlockId.Finalized, cancellationToken) is not { } final)
        {
            return;
        }

        await using var source = NpgsqlDataSource.Create(connectionString);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(Within);
        try
        {
            while (await SeenAsync(source, deadline.Token) < (long)final.Number)
            {
                await Task.Delay(Between, deadline.Token);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new SandboxException(
                $"The indexer did not read the chain up to its finalized block {final.Number} within "
                    + $"{Within.TotalSeconds} s. See indexer.log."
            );
        }
    }

    private static async Task<long> SeenAsync(NpgsqlDataSource source, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand("SELECT finalized_number FROM chain.status");
        return await command.ExecuteScalarAsync(cancellationToken) is long number ? number : -1;
    }
}
