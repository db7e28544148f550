using System.Globalization;
using System.Numerics;
using CivicForge.Chain;
using CivicForge.Hosting;
using Dapper;
using Microsoft.Extensions.Options;
using Npgsql;

namespace CivicForge.Api.Rewards;

/// <summary>What the payout key has spent today (UTC, by the database's clock), in wei: by receipts, reverted ones too;
/// what is on its way counts at its maximum. Read from the transactions themselves, so that no restart gives anything
/// back.</summary>
/// <param name="Newcomers">For performers who had never been paid for good when it was planned.</param>
internal sealed record PayoutUse(
    BigInteger Total,
    BigInteger Newcomers,
    IReadOnlyDictionary<Address, BigInteger> Members,
    IReadOnlyDictionary<(Address, Address), BigInteger> Pairs
);

/// <summary>The budget of the payout key in wei a day. Wallets are free, so no performer and no pair of members gets
/// more than a tenth of it, and half of it is kept for those who were paid for good before: however many wallets are
/// new, they can use up the other half only.</summary>
internal sealed class PayoutBudget(NpgsqlDataSource database, ChainOptions chain, IOptions<RelayOptions> options)
{
    private const int MemberShare = 10,
        NewcomerShare = 2;

    private const string Use = """
        WITH today AS (SELECT date_trunc('day', clock_timestamp(), 'UTC') AS start)
        SELECT w.performer, w.creator, k.is_newcomer AS "IsNewcomer",
          sum(div(coalesce(t.fee_paid, t.max_cost), n.claims))::text AS wei
        FROM today, civic.transactions t
        CROSS JOIN LATERAL (SELECT count(*) AS claims FROM civic.transaction_claims k WHERE k.transaction_id = t.id) n
        JOIN civic.transaction_claims k ON k.transaction_id = t.id
        JOIN civic.completions w ON w.quest_id = k.quest_id
        WHERE t.kind = 'claim' AND t.planned_at >= today.start AND t.state NOT IN ('cancelled', 'superseded')
        GROUP BY w.performer, w.creator, k.is_newcomer
        """;

    private const string Newcomers = """
        SELECT p.performer FROM unnest(@performers) AS p (performer)
        WHERE NOT EXISTS (SELECT FROM chain.reward_claims c
            WHERE c.contract = @distributor AND c.performer = p.performer AND c.finality = 'finalized')
        """;

    public BigInteger PerDay => BigInteger.Parse(options.Value.PayoutWeiPerDay, CultureInfo.InvariantCulture);

    /// <summary>Who of these has never been paid for good.</summary>
    public async Task<IReadOnlySet<Address>> NewcomersAsync(
        IEnumerable<Address> performers,
        CancellationToken cancellationToken
    )
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = await connection.QueryAsync<byte[]>(
            new CommandDefinition(
                Newcomers,
                new
                {
                    performers = performers.Distinct().Select(p => p.ToArray()).ToArray(),
                    distributor = chain.Distributor.ToArray(),
                },
                cancellationToken: cancellationToken
            )
        );
        return rows.Select(r => new Address(r)).ToHashSet();
    }

    public async Task<PayoutUse> ReadAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = (
            await connection.QueryAsync<UseRow>(new CommandDefinition(Use, cancellationToken: cancellationToken))
        )
            .Select(r =>
                (
                    Performer: new Address(r.Performer),
                    Creator: new Address(r.Creator),
                    r.IsNewcomer,
                    Wei: BigInteger.Parse(r.Wei, CultureInfo.InvariantCulture)
                )
            )
            .ToList();
        return new PayoutUse(
            Sum(rows.Select(r => r.Wei)),
            Sum(rows.Where(r => r.IsNewcomer).Select(r => r.Wei)),
            rows.GroupBy(r => r.Performer).ToDictionary(g => g.Key, g => Sum(g.Select(r => r.Wei))),
            rows.GroupBy(r => Pair(r.Creator, r.Performer)).ToDictionary(g => g.Key, g => Sum(g.Select(r => r.Wei)))
        );
    }

    /// <summary>Which candidates are over which budget when each costs <paramref name="cost"/>, in their
    /// order.</summary>
    public IReadOnlyDictionary<ClaimCandidate, string> Over(
        PayoutUse use,
        IReadOnlySet<Address> newcomers,
        IReadOnlyList<ClaimCandidate> candidates,
        BigInteger cost
    ) => Judge(use, newcomers, candidates, cost, PerDay);

    /// <summary>Pure.</summary>
    internal static IReadOnlyDictionary<ClaimCandidate, string> Judge(
        PayoutUse use,
        IReadOnlySet<Address> newcomers,
        IReadOnlyList<ClaimCandidate> candidates,
        BigInteger cost,
        BigInteger perDay
    )
    {
        var (total, fresh) = (use.Total, use.Newcomers);
        var (members, pairs) = (use.Members.ToDictionary(), use.Pairs.ToDictionary());
        var over = new Dictionary<ClaimCandidate, string>();
        foreach (var candidate in candidates)
        {
            var (performer, pair) = (
                candidate.Completed.Performer,
                Pair(candidate.Completed.Creator, candidate.Completed.Performer)
            );
            var isNewcomer = newcomers.Contains(performer);
            if (members.GetValueOrDefault(performer) + cost > perDay / MemberShare)
            {
                over[candidate] = "member-wei";
            }
            else if (pairs.GetValueOrDefault(pair) + cost > perDay / MemberShare)
            {
                over[candidate] = "pair-wei";
            }
            else if (isNewcomer && fresh + cost > perDay / NewcomerShare)
            {
                over[candidate] = "newcomers-wei";
            }
            else if (total + cost > perDay)
            {
                over[candidate] = "total-wei";
            }
            else
            {
                members[performer] = members.GetValueOrDefault(performer) + cost;
                pairs[pair] = pairs.GetValueOrDefault(pair) + cost;
                total += cost;
                if (isNewcomer)
                {
                    fresh += cost;
                }
            }
        }

        return over;
    }

    private static (Address, Address) Pair(Address one, Address other) =>
        one.ToArray().AsSpan().SequenceCompareTo(other.ToArray()) < 0 ? (one, other) : (other, one);

    private static BigInteger Sum(IEnumerable<BigInteger> amounts) =>
        amounts.Aggregate(BigInteger.Zero, (sum, amount) => sum + amount);

    private sealed record UseRow(byte[] Performer, byte[] Creator, bool IsNewcomer, string Wei);
}
