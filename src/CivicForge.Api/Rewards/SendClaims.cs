using CivicForge.Api.Transactions;
using CivicForge.Chain.Contracts;
using CivicForge.Chain.Rpc;
using CivicForge.Hosting;
using Npgsql;

namespace CivicForge.Api.Rewards;

/// <summary>Sends one transaction for a group of rewards. Whatever goes wrong with one of them is written to that one;
/// a group that fails without naming the culprit is taken apart and tried one by one.</summary>
internal sealed class SendClaims(
    OfferClaims offer,
    RelayLedger ledger,
    ChainNode node,
    ChainOptions chain,
    ILogger<SendClaims> logger
)
{
    private readonly RewardDistributorContract _distributor = new(node.Client, chain.Distributor);

    /// <exception cref="PayoutHeldException">Nothing can be claimed now.</exception>
    /// <exception cref="RpcException">The node does not answer.</exception>
    public async Task RunAsync(RelayRun run, IReadOnlyList<ClaimCandidate> group, CancellationToken cancellationToken)
    {
        var open = new List<ClaimCandidate>();
        foreach (var candidate in group)
        {
            await AloneAsync(
                run,
                candidate,
                async () =>
                {
                    if (
                        !await _distributor.ClaimedAsync(
                            candidate.Completed.Creator,
                            candidate.Completed.QuestId,
                            BlockId.Latest,
                            cancellationToken
                        )
                    )
                    {
                        open.Add(candidate);
                    }
                    else
                    {
                        await PostponeAsync(run, candidate, cancellationToken);
                    }
                    return false;
                },
                cancellationToken
            );
        }

        if (open.Count == 1)
        {
            await AloneAsync(run, open[0], () => offer.RunAsync(run, open, cancellationToken), cancellationToken);
        }
        else if (open.Count > 1)
        {
            await TogetherAsync(run, open, cancellationToken);
        }
    }

    private async Task TogetherAsync(RelayRun run, List<ClaimCandidate> group, CancellationToken cancellationToken)
    {
        try
        {
            await offer.RunAsync(run, group, cancellationToken);
            return;
        }
        catch (Exception e) when (MayBeTheirs(e))
        {
            await ThrowIfSilentAsync(e, cancellationToken);
            logger.TakenApart(group.Count, e.Message);
        }

        foreach (var one in group)
        {
            if (await AloneAsync(run, one, () => offer.RunAsync(run, [one], cancellationToken), cancellationToken))
            {
                return; // the key has one transaction on its way at a time
            }
        }
    }

    /// <returns>What <paramref name="step"/> returns; false when it failed, which is then written to the
    /// reward.</returns>
    private async Task<bool> AloneAsync(
        RelayRun run,
        ClaimCandidate candidate,
        Func<Task<bool>> step,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await step();
        }
        catch (Exception e) when (MayBeTheirs(e))
        {
            await ThrowIfSilentAsync(e, cancellationToken);
            if (e is not (RpcException or SigningRefusedException))
            {
                logger.Unexpected(e, candidate.Completed.QuestId);
            }
            await ledger.FailAsync(run, candidate.Completed.QuestId, e.Message, cancellationToken);
            return false;
        }
    }

    private async Task PostponeAsync(RelayRun run, ClaimCandidate candidate, CancellationToken cancellationToken)
    {
        run.Processed++;
        run.Skipped++;
        await ledger.PostponeAsync(
            candidate.Completed.QuestId,
            "Somebody else has claimed it; that block is not final yet.",
            cancellationToken
        );
    }

    /// <summary>A failure that may come from one reward, unlike one of the database's connection, the lease, the chain
    /// or the account.</summary>
    private static bool MayBeTheirs(Exception e) =>
        e
            is not (
                OperationCanceledException
                or LeaseLostException
                or WrongChainException
                or PayoutHeldException
                or NpgsqlException { IsTransient: true }
            )
        && e.InnerException is not NpgsqlException { IsTransient: true };

    /// <summary>A call that failed at a node that still answers failed for what was asked; a silent node is nobody's
    /// fault.</summary>
    private async Task ThrowIfSilentAsync(Exception e, CancellationToken cancellationToken)
    {
        if (e is RpcException)
        {
            await node.Client.ChainIdAsync(cancellationToken);
        }
    }
}
