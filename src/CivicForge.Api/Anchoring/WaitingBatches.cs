using CivicForge.Api.Transactions;
using CivicForge.Chain;
using Microsoft.EntityFrameworkCore;

namespace CivicForge.Api.Anchoring;

/// <summary>A sealed batch as its anchor names it.</summary>
internal sealed record SealedRoot(long Seal, Hash32 Root, int LeafCount);

/// <summary>The batches that the chain does not hold yet, as the lease's holder reads them.</summary>
internal sealed class WaitingBatches(FencedWork work, SigningAccounts accounts)
{
    /// <returns>The oldest that no block above the finalized one holds either; null when there is none.</returns>
    public Task<SealedRoot?> NextAsync(RegistryState registry, CancellationToken cancellationToken) =>
        work.RunAsync(
            async context =>
            {
                var waiting = await Waiting(context)
                    .OrderBy(b => b.Seal)
                    .Select(b => new SealedRoot(b.Seal, b.Root, b.LeafCount))
                    .Take(100)
                    .ToListAsync(cancellationToken);
                return waiting.FirstOrDefault(b => !registry.RootsAboveFinalized.Contains(b.Root));
            },
            cancellationToken
        );

    /// <returns>The pair of a batch that was completed last.</returns>
    public Task<Attestations.Completion> NewestPairAsync(long seal, CancellationToken cancellationToken) =>
        work.RunAsync(
            context =>
                context
                    .Database.Set<Attestations.Completion>()
                    .AsNoTracking()
                    .Where(c => c.Seal == seal)
                    .OrderByDescending(c => c.Position)
                    .FirstAsync(cancellationToken),
            cancellationToken
        );

    /// <summary>No batch waits, or one is on its way; and what of ours became final is adopted already.</summary>
    public Task<bool> NothingToLookAtAsync(CancellationToken cancellationToken) =>
        work.RunAsync(
            async context =>
            {
                var final = await context
                    .Database.Set<OutgoingTransaction>()
                    .Where(t => t.Kind == TransactionKind.Anchor && t.State == TransactionState.Finalized)
                    .OrderByDescending(t => t.Id)
                    .Select(t => t.BatchId)
                    .FirstOrDefaultAsync(cancellationToken);
                if (
                    final is not null
                    && !await context.Database.Set<RegistryBatch>().AnyAsync(b => b.BatchId >= final, cancellationToken)
                )
                {
                    return false;
                }
                return await NothingWaitsAsync(context, cancellationToken);
            },
            cancellationToken
        );

    /// <summary>Whether an anchor of a key that was replaced may still get into a block. It has the registry's next
    /// number, so that of another one beside it one would revert.</summary>
    public Task<bool> ReplacedKeyAnchorsAsync(CancellationToken cancellationToken) =>
        work.RunAsync(
            context =>
                context
                    .Database.Set<OutgoingTransaction>()
                    .AnyAsync(
                        t =>
                            t.Kind == TransactionKind.Anchor
                            && t.Sender != accounts.Anchorer.Address
                            && TransactionStates.InFlight.Contains(t.State),
                        cancellationToken
                    ),
            cancellationToken
        );

    private async Task<bool> NothingWaitsAsync(FencedContext context, CancellationToken cancellationToken) =>
        !await Waiting(context).AnyAsync(cancellationToken)
        || await context
            .Database.Set<OutgoingTransaction>()
            .AnyAsync(
                t => t.Sender == accounts.Anchorer.Address && TransactionStates.InFlight.Contains(t.State),
                cancellationToken
            );

    /// <summary>Batches that the chain does not hold for good and that no transaction of ours carries.</summary>
    private static IQueryable<Batch> Waiting(FencedContext context) =>
        context
            .Database.Set<Batch>()
            .Where(b =>
                !context.Database.Set<RegistryBatch>().Any(r => r.Seal == b.Seal)
                && !context
                    .Database.Set<OutgoingTransaction>()
                    .Any(t =>
                        t.Seal == b.Seal
                        && (t.State == TransactionState.Finalized || TransactionStates.Live.Contains(t.State))
                    )
            );
}
