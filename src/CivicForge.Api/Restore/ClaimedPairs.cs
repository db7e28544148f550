using System.Numerics;
using CivicForge.Api.Anchoring;
using CivicForge.Api.Signatures;
using CivicForge.Chain;
using CivicForge.Chain.Abi;
using CivicForge.Chain.Contracts;
using CivicForge.Chain.Protocol;
using CivicForge.Chain.Rpc;
using CivicForge.Hosting;
using Dapper;
using Npgsql;

namespace CivicForge.Api.Restore;

/// <summary>A pair as a claim on chain names it: the contract has checked both signatures and the path to the
/// root.</summary>
/// <param name="At">The block of the claim.</param>
internal sealed record ClaimedPair(RewardClaim Claim, BlockRef At)
{
    public WaitingPair AsWaiting() =>
        new(Claim.Completed.QuestId, (long)Claim.Completed.CompletedAt, Claim.Completed.Leaf());
}

/// <summary>Reads pairs out of the calldata of <c>claim</c> and <c>claimMany</c>. A claim that another contract passed
/// on cannot be read: its calldata is not the transaction's.</summary>
internal sealed class ClaimedPairs(EthClient client, ChainOptions chain)
{
    /// <summary>Those of a batch that the database has not.</summary>
    public async Task<IReadOnlyList<ClaimedPair>> OfAsync(
        NpgsqlConnection connection,
        long batchId,
        CancellationToken cancellationToken
    )
    {
        var events = (
            await connection.QueryAsync<Row>(
                new CommandDefinition(
                    """
                    SELECT p.quest_id AS "QuestId", p.transaction_hash AS "Transaction", p.block_number AS "Number",
                        p.block_hash AS "Hash"
                    FROM chain.reward_claims p
                    WHERE p.contract = @distributor AND p.batch_id = @batchId
                        AND NOT EXISTS (SELECT FROM civic.completions c WHERE c.quest_id = p.quest_id)
                    """,
                    new { distributor = chain.Distributor.ToArray(), batchId },
                    cancellationToken: cancellationToken
                )
            )
        ).ToLookup(row => new Hash32(row.Transaction));
        var pairs = new List<ClaimedPair>();
        foreach (var of in events)
        {
            var claims = await ReadAsync(of.Key, cancellationToken);
            pairs.AddRange(
                from row in of
                from claim in claims
                where claim.Completed.QuestId == row.QuestId && claim.BatchId == (ulong)batchId
                select new ClaimedPair(claim, new BlockRef(row.Number, new Hash32(row.Hash)))
            );
        }
        return pairs;
    }

    private async Task<IReadOnlyList<RewardClaim>> ReadAsync(Hash32 transaction, CancellationToken cancellationToken)
    {
        var sent =
            await client.GetTransactionAsync(transaction, cancellationToken)
            ?? throw new RpcException(
                RpcFailure.NotAvailable,
                "eth_getTransactionByHash",
                $"the node has no transaction {transaction}, whose log it has. Ask one that keeps all of them."
            );
        return sent.To == chain.Distributor ? Decode(sent.Input) : [];
    }

    internal static IReadOnlyList<RewardClaim> Decode(byte[] data)
    {
        if (data.AsSpan().StartsWith(RewardDistributorContract.Claim.Selector))
        {
            return [Claim(AbiDecoder.Decode(RewardDistributorContract.Claim.Inputs, data.AsSpan(4)))];
        }
        return data.AsSpan().StartsWith(RewardDistributorContract.ClaimMany.Selector)
            ?
            [
                .. ((object[])AbiDecoder.Decode(RewardDistributorContract.ClaimMany.Inputs, data.AsSpan(4))[0]).Select(
                    claim => Claim((object[])claim)
                ),
            ]
            : [];
    }

    private static RewardClaim Claim(object[] values)
    {
        var (completed, proof, terms) = ((object[])values[1], (object[])values[2], (object[])values[3]);
        return new RewardClaim(
            (ulong)(BigInteger)values[0],
            new CompletedQuest(
                QuestId.FromBytes16((byte[])completed[0]),
                (Address)completed[1],
                (Address)completed[2],
                (Hash32)completed[3],
                (uint)(BigInteger)completed[4],
                (uint)(BigInteger)completed[5],
                (ulong)(BigInteger)completed[6],
                (Hash32)completed[7]
            ),
            [.. proof.Cast<Hash32>()],
            new SignedTerms(
                (Hash32)terms[0],
                (bool)terms[1],
                (ulong)(BigInteger)terms[2],
                (ulong)(BigInteger)terms[3],
                (byte[])terms[4],
                (byte[])terms[5]
            )
        );
    }

    private sealed record Row(Guid QuestId, byte[] Transaction, long Number, byte[] Hash);
}
