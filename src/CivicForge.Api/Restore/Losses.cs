using CivicForge.Api.Anchoring;
using CivicForge.Api.Watching;
using CivicForge.Chain;
using CivicForge.Chain.Rpc;
using CivicForge.Hosting;
using Dapper;
using Npgsql;

namespace CivicForge.Api.Restore;

/// <summary>What cannot be rebuilt becomes alarms of kind <c>restored</c>: an operator acknowledges each once, and
/// until then the audit is not clean (I14).</summary>
internal sealed class Losses(NpgsqlConnection connection, EthClient client, ChainOptions chain, long fence)
{
    private const string Senders = "SELECT DISTINCT sender FROM civic.transactions WHERE chain_id = @id";
    private const string OurAnchors =
        "SELECT a.transaction_hash FROM chain.anchors a JOIN civic.batches b ON b.root = a.root "
        + "ORDER BY a.batch_id DESC LIMIT 3";

    private readonly List<string> _lines = [];
    private bool _isForeign;

    public IReadOnlyList<string> Lines => _lines;

    /// <summary>A root that our own key anchored is passed over. Any other one is left to the anchorer, which takes its
    /// key for stolen.</summary>
    public async Task BatchAsync(
        UnknownAnchor anchor,
        IReadOnlyList<ClaimedPair> claimed,
        CancellationToken cancellationToken
    )
    {
        var sent = await client.GetTransactionAsync(anchor.Transaction, cancellationToken);
        if (_isForeign || sent is null || !(await SendersAsync(cancellationToken)).Contains(sent.From))
        {
            _isForeign = true; // what comes behind it is read by the anchorer, too
            _lines.Add(
                $"Batch {anchor.BatchId} with root {anchor.Root} was anchored by "
                    + $"{sent?.From.ToString() ?? "nobody known"}, which is not a key of this service. "
                    + "The anchorer pauses at it."
            );
            return;
        }
        await RebuildBatch.PassOverAsync(connection, chain.Registry, anchor.BatchId, fence, cancellationToken);
        await AddAsync(
            $"batch:{anchor.BatchId}",
            $"Batch {anchor.BatchId} with root {anchor.Root}, {anchor.LeafCount} pairs, was anchored in the minutes "
                + "that the restore lost, and some of its pairs are lost. Those that are still here are anchored once "
                + "more; the proofs of the others are with their members.",
            cancellationToken
        );
        if (claimed.Count > 0)
        {
            await AddAsync(
                $"claims:{anchor.BatchId}",
                $"Rewards of batch {anchor.BatchId} were paid for quests that are lost: "
                    + string.Join(", ", claimed.Select(pair => pair.Claim.Completed.QuestId)),
                cancellationToken
            );
        }
    }

    /// <summary>Transactions of our keys that the database does not know. Their nonces are passed over without an alarm
    /// about a stolen key.</summary>
    public async Task NoncesAsync(CancellationToken cancellationToken)
    {
        foreach (var sender in await SendersAsync(cancellationToken))
        {
            var next = await connection.ExecuteScalarAsync<long>(
                new CommandDefinition(
                    """
                    SELECT coalesce(max(nonce) + 1, 0) FROM civic.transactions
                    WHERE chain_id = @id AND sender = @sender AND state NOT IN ('superseded', 'cancelled')
                    """,
                    new { id = chain.Id, sender = sender.ToArray() },
                    cancellationToken: cancellationToken
                )
            );
            var spent = (long)await client.GetTransactionCountAsync(sender, BlockId.Latest, cancellationToken);
            if (spent > next)
            {
                await AddAsync(
                    AlarmKind.SpentNonces(sender, spent - 1),
                    $"Nonces {next} to {spent - 1} of {sender} were spent in the minutes that the restore lost. "
                        + "Compare the transactions with what this key should have done.",
                    cancellationToken
                );
            }
        }
    }

    /// <summary>Our keys: those whose transactions the database knows, and those that anchored batches of
    /// ours.</summary>
    private async Task<HashSet<Address>> SendersAsync(CancellationToken cancellationToken)
    {
        var known = await connection.QueryAsync<byte[]>(
            new CommandDefinition(Senders, new { id = chain.Id }, cancellationToken: cancellationToken)
        );
        var senders = known.Select(sender => new Address(sender)).ToHashSet();
        foreach (
            var hash in await connection.QueryAsync<byte[]>(
                new CommandDefinition(OurAnchors, cancellationToken: cancellationToken)
            )
        )
        {
            if (await client.GetTransactionAsync(new Hash32(hash), cancellationToken) is { } sent)
            {
                senders.Add(sent.From);
            }
        }
        return senders;
    }

    private async Task AddAsync(string subject, string detail, CancellationToken cancellationToken)
    {
        _lines.Add(detail);
        await Alarms.RaiseAsync(connection, AlarmKind.Restored, subject, detail, cancellationToken);
    }
}
