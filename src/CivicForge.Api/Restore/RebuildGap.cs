using CivicForge.Api.Anchoring;
using CivicForge.Api.Transactions;
using CivicForge.Chain.Rpc;
using CivicForge.Hosting;
using Dapper;
using Microsoft.Extensions.Options;
using Npgsql;

namespace CivicForge.Api.Restore;

/// <param name="Batches">That were sealed again as they are on chain.</param>
/// <param name="Pairs">In them.</param>
/// <param name="LostPairs">Of these, the ones that were not in the database.</param>
/// <param name="Lost">Lines that an operator has to acknowledge.</param>
internal sealed record RebuildReport(int Batches, int Pairs, int LostPairs, int Lost);

/// <summary>Takes the batches over that the chain has and the restored database has not. Which pairs were in one is
/// known by its root: the ones that wait, in the order of sealing, together with those that the calldata of its claims
/// names. What gives another root is not guessed at. It holds the anchorer's lease, so that nothing is sealed
/// meanwhile.</summary>
internal sealed class RebuildGap(
    string owner,
    EthClient client,
    ChainOptions chain,
    RebuiltPairs pairs,
    TextWriter output
)
{
    private static readonly TimeSpan LeaseWithin = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(500);

    /// <exception cref="ConfigurationException">An anchorer runs.</exception>
    public async Task<RebuildReport> RunAsync(CancellationToken cancellationToken)
    {
        await using var database = NpgsqlDataSource.Create(owner);
        await WaitForIndexerAsync(database, cancellationToken);
        var lease = new Lease(
            database,
            Options.Create(new TransactionOptions { LeaseTerm = TimeSpan.FromMinutes(10) })
        );
        await TakeAsync(lease, cancellationToken);
        try
        {
            await using var connection = await database.OpenConnectionAsync(cancellationToken);
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            var report = await RebuildAsync(connection, lease.Fence, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return report;
        }
        finally
        {
            await lease.ReleaseAsync(CancellationToken.None);
        }
    }

    private async Task<RebuildReport> RebuildAsync(
        NpgsqlConnection connection,
        long fence,
        CancellationToken cancellationToken
    )
    {
        var losses = new Losses(connection, client, chain, fence);
        var (batches, sealedPairs, rebuilt) = (0, 0, 0);
        foreach (var anchor in await Gap.AnchorsAsync(connection, chain, cancellationToken))
        {
            var claimed = await new ClaimedPairs(client, chain).OfAsync(connection, anchor.BatchId, cancellationToken);
            var waiting = await RebuildBatch.WaitingAsync(connection, anchor.LeafCount, cancellationToken);
            if (Gap.PairsOf(anchor, waiting, claimed) is not { } found)
            {
                await losses.BatchAsync(anchor, claimed, cancellationToken);
                continue;
            }

            var absent = claimed.Where(c => found.Any(f => f.QuestId == c.Claim.Completed.QuestId)).ToList();
            foreach (var pair in absent)
            {
                await pairs.WriteAsync(connection, pair, cancellationToken);
            }
            await RebuildBatch.SealAsync(connection, found, fence, cancellationToken);
            await output.WriteLineAsync(
                $"batch {anchor.BatchId}: {found.Count} pairs, {absent.Count} of them out of the calldata of claims"
            );
            (batches, sealedPairs, rebuilt) = (batches + 1, sealedPairs + found.Count, rebuilt + absent.Count);
        }

        await losses.NoncesAsync(cancellationToken);
        foreach (var line in losses.Lines)
        {
            await output.WriteLineAsync($"lost: {line}");
        }
        return new RebuildReport(batches, sealedPairs, rebuilt, losses.Lines.Count);
    }

    /// <summary>What is on chain now has to be in schema chain, and final: what is taken over is taken over for
    /// good.</summary>
    private async Task WaitForIndexerAsync(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        var head = (long)await client.BlockNumberAsync(cancellationToken);
        await output.WriteLineAsync($"waiting until the indexer has read block {head}, and what we did is final");
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        while (
            !await connection.ExecuteScalarAsync<bool>(
                new CommandDefinition(
                    """
                    SELECT coalesce((SELECT number >= @head FROM chain.status), false)
                        AND NOT EXISTS (SELECT FROM chain.anchors WHERE finality <> 'finalized')
                        AND NOT EXISTS (SELECT FROM chain.reward_claims WHERE finality <> 'finalized')
                    """,
                    new { head },
                    cancellationToken: cancellationToken
                )
            )
        )
        {
            await Task.Delay(Between, cancellationToken);
        }
    }

    /// <summary>The lease that stands in the restored row was somebody's before the loss, and soon runs out.</summary>
    private static async Task TakeAsync(Lease lease, CancellationToken cancellationToken)
    {
        for (var waited = TimeSpan.Zero; !await lease.TryAcquireAsync(cancellationToken); waited += Between)
        {
            if (waited > LeaseWithin)
            {
                throw new ConfigurationException(
                    "An anchorer holds the lease. Stop every anchorer, then run rebuild again. Nothing was changed."
                );
            }
            await Task.Delay(Between, cancellationToken);
        }
    }
}
