using CivicForge.Api.Anchoring;
using CivicForge.Api.Transactions;
using CivicForge.Api.Watching;
using CivicForge.Chain.Rpc;
using Dapper;
using Microsoft.Extensions.Options;
using Npgsql;

namespace CivicForge.Api.Anchorer;

/// <summary>What each pass measures for metrics and alarms: how long pairs wait for their anchor, and what the keys can
/// still pay.</summary>
internal sealed class AnchorerMeasures(
    NpgsqlDataSource database,
    ChainNode node,
    SigningAccounts accounts,
    AnchorerMetrics metrics,
    Alarms alarms,
    IOptions<AnchoringOptions> options
)
{
    /// <summary>A key that pays fewer anchors than this at today's fees is called low.</summary>
    private const int LowRunway = 50;

    /// <summary>Age of the oldest pair without an anchor in a block, as a share of the promised time.</summary>
    public async Task<double> UrgencyAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var (pending, age) = await connection.QuerySingleAsync<(long Pending, double? Age)>(
            new CommandDefinition(UnanchoredPairs.CountAndAge, cancellationToken: cancellationToken)
        );
        metrics.Pending = pending;
        metrics.Promise = TimeSpan.FromSeconds(options.Value.AnchorWithin);
        metrics.OldestUnanchored = TimeSpan.FromSeconds(age ?? 0);
        if (age > options.Value.AnchorWithin)
        {
            await alarms.RaiseAsync(
                AlarmKind.Promise,
                "",
                $"The oldest pair without an anchor was completed {age:0} s ago, and receipts promise "
                    + $"{options.Value.AnchorWithin} s. The jobs say what they wait for.",
                cancellationToken
            );
        }
        else
        {
            await alarms.EndAsync(AlarmKind.Promise, "", cancellationToken);
        }

        return (age ?? 0) / options.Value.AnchorWithin;
    }

    /// <summary>What both keys can still pay, at today's fees.</summary>
    public async Task BalancesAsync(CancellationToken cancellationToken)
    {
        const int TypicalGas = 60_000;
        var market = await node.FeeMarketAsync(cancellationToken);
        var cost = (market.BaseFee + market.MedianPriorityFee) * TypicalGas;
        foreach (var (name, account) in new[] { ("anchorer", accounts.Anchorer), ("payout", accounts.Payout) })
        {
            var balance = await node.Client.GetBalanceAsync(account.Address, BlockId.Latest, cancellationToken);
            metrics.Balance(name, balance, cost);
            if (balance < cost * LowRunway)
            {
                await alarms.RaiseAsync(
                    AlarmKind.KeyLow,
                    name,
                    $"{account.Address} has {balance} wei, and a transaction costs about {cost}. Refill it.",
                    cancellationToken
                );
            }
            else
            {
                await alarms.EndAsync(AlarmKind.KeyLow, name, cancellationToken);
            }
        }
    }
}
