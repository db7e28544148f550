using System.Globalization;
using CivicForge.Api.Http.Requests;
using CivicForge.Chain;
using CivicForge.Chain.Rpc;
using Dapper;
using Npgsql;

namespace CivicForge.Api.Transactions;

/// <summary>Signed bytes of a transaction: fees in wei per gas as decimal text, sendings and the last
/// refusal.</summary>
public sealed record AttemptItem(
    Hash32 Hash,
    string MaxFeePerGas,
    string MaxPriorityFeePerGas,
    DateTime SignedAt,
    DateTime? LastSentAt,
    int Sends,
    string? LastError
);

/// <summary>A quest whose reward a transaction claims.</summary>
/// <param name="Title">Null for a private one, and where it was erased.</param>
public sealed record ClaimedQuest(Guid Id, string? Title);

/// <summary>An outgoing transaction as an operator sees it.</summary>
/// <param name="Quests">Whose rewards it claims; none for an anchor.</param>
/// <param name="GasUsed">By its receipt, with <paramref name="GasPrice"/> in wei as decimal text; both null before it
/// is in a block, and while the node does not say.</param>
public sealed record TransactionItem(
    long Id,
    string Kind,
    string Purpose,
    string State,
    long? BatchId,
    Address Sender,
    long Nonce,
    Hash32? MinedHash,
    long? BlockNumber,
    long? GasUsed,
    string? GasPrice,
    string? Alarm,
    DateTime PlannedAt,
    DateTime ChangedAt,
    IReadOnlyList<ClaimedQuest> Quests,
    IReadOnlyList<AttemptItem> Attempts
);

internal static class TransactionList
{
    public static async Task<Page<TransactionItem>> ReadAsync(
        NpgsqlDataSource database,
        ChainCosts costs,
        HttpRequest request,
        CancellationToken cancellationToken
    )
    {
        var limit = Paging.Limit(request);
        long? before = Paging.Cursor(request, "transactions", 1) is [var part] ? Paging.CursorNumber(part) : null;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = (
            await connection.QueryAsync<Row>(
                new CommandDefinition(
                    """
                    SELECT id, kind, purpose, state, batch_id, sender, nonce, mined_hash, mined_block_number, alarm,
                        planned_at, changed_at
                    FROM civic.transactions WHERE @before::bigint IS NULL OR id < @before ORDER BY id DESC LIMIT @take
                    """,
                    new { before, take = limit + 1 },
                    cancellationToken: cancellationToken
                )
            )
        ).AsList();
        var attempts = (
            await connection.QueryAsync<AttemptRow>(
                new CommandDefinition(
                    """
                    SELECT transaction_id, hash, max_fee_per_gas::text AS max_fee,
                        max_priority_fee_per_gas::text AS max_priority_fee, signed_at, last_sent_at, sends, last_error
                    FROM civic.transaction_attempts WHERE transaction_id = ANY(@ids) ORDER BY number
                    """,
                    new { ids = rows.Take(limit).Select(r => r.id).ToArray() },
                    cancellationToken: cancellationToken
                )
            )
        ).ToLookup(a => a.transaction_id);
        var quests = (
            await connection.QueryAsync<(long TransactionId, Guid QuestId, string? Title)>(
                new CommandDefinition(
                    """
                    SELECT k.transaction_id, k.quest_id, q.title FROM civic.transaction_claims k
                    LEFT JOIN civic.quests q ON q.id = k.quest_id AND q.visibility = 'public'
                    WHERE k.transaction_id = ANY(@ids) ORDER BY k.transaction_id, k.quest_id
                    """,
                    new { ids = rows.Take(limit).Select(r => r.id).ToArray() },
                    cancellationToken: cancellationToken
                )
            )
        ).ToLookup(q => q.TransactionId, q => new ClaimedQuest(q.QuestId, q.Title));
        var receipts = await costs.ReceiptsAsync(
            [
                .. rows.Take(limit)
                    .Where(r => r.mined_hash is not null)
                    .Select(r => (new Hash32(r.mined_hash!), r.state is "finalized" or "reverted-final")),
            ],
            cancellationToken
        );
        return new Page<TransactionItem>(
            [
                .. rows.Take(limit)
                    .Select(r => r.ToItem([.. quests[r.id]], [.. attempts[r.id].Select(a => a.ToItem())], receipts)),
            ],
            rows.Count > limit
                ? Paging.Encode("transactions", rows[limit - 1].id.ToString(CultureInfo.InvariantCulture))
                : null
        );
    }

    private sealed class Row
    {
        public long id { get; init; }
        public string kind { get; init; } = "";
        public string purpose { get; init; } = "";
        public string state { get; init; } = "";
        public long? batch_id { get; init; }
        public byte[] sender { get; init; } = [];
        public long nonce { get; init; }
        public byte[]? mined_hash { get; init; }
        public long? mined_block_number { get; init; }
        public string? alarm { get; init; }
        public DateTime planned_at { get; init; }
        public DateTime changed_at { get; init; }

        public TransactionItem ToItem(
            IReadOnlyList<ClaimedQuest> quests,
            IReadOnlyList<AttemptItem> attempts,
            IReadOnlyDictionary<Hash32, Receipt> receipts
        )
        {
            Hash32? mined = mined_hash is null ? null : new Hash32(mined_hash);
            var receipt = mined is { } hash ? receipts.GetValueOrDefault(hash) : null;
            return new TransactionItem(
                id,
                kind,
                purpose,
                state,
                batch_id,
                new Address(sender),
                nonce,
                mined,
                mined_block_number,
                (long?)receipt?.GasUsed,
                receipt?.EffectiveGasPrice.ToString(CultureInfo.InvariantCulture),
                alarm,
                planned_at,
                changed_at,
                quests,
                attempts
            );
        }
    }

    private sealed class AttemptRow
    {
        public long transaction_id { get; init; }
        public byte[] hash { get; init; } = [];
        public string max_fee { get; init; } = "";
        public string max_priority_fee { get; init; } = "";
        public DateTime signed_at { get; init; }
        public DateTime? last_sent_at { get; init; }
        public int sends { get; init; }
        public string? last_error { get; init; }

        public AttemptItem ToItem() =>
            new(new Hash32(hash), max_fee, max_priority_fee, signed_at, last_sent_at, sends, last_error);
    }
}
