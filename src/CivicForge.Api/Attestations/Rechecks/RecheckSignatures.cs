using CivicForge.Api.Database;
using CivicForge.Api.Signatures;
using CivicForge.Api.Transactions;
using CivicForge.Api.Watching;
using CivicForge.Chain;
using CivicForge.Chain.Contracts;
using CivicForge.Chain.Rpc;
using CivicForge.Hosting;
using Dapper;
using Npgsql;

namespace CivicForge.Api.Attestations.Rechecks;

/// <summary>Checks every contract signature a second time when the block at which it was accepted is final. Attesting
/// and sealing do not wait for it: the block may be reorganised away, and the wallet with it. Idempotent; what it could
/// not ask, the next tick asks.</summary>
internal sealed class RecheckSignatures(
    ChainJobStart start,
    FencedWork work,
    ChainNode node,
    ChainOptions chain,
    NpgsqlDataSource database,
    AnchorerMetrics metrics,
    Alarms alarms,
    ILogger<RecheckSignatures> logger
)
{
    private const int MaxPerRun = 100;

    /// <summary>Signatures whose block lies further below the newest one rechecked are not looked for: a request does
    /// not take that long.</summary>
    private const long LateBlocks = 10_000;

    /// <summary>Quests whose signatures the node could not be asked about: looked at again once the others are
    /// done.</summary>
    private const int MaxLater = 1000;
    private readonly HashSet<Guid> _later = [];
    private readonly AttestationRegistryContract _registry = new(node.Client, chain.Registry);

    /// <returns>False when another process holds the lease.</returns>
    /// <exception cref="RpcException">The node did not answer; what was found before that is stored.</exception>
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        if (!await start.MayRunAsync(cancellationToken))
        {
            return false;
        }
        var finalized = (await node.PositionAsync(cancellationToken)).Finalized;
        RpcException? first = null;
        foreach (var signature in await DueAsync((long)finalized.Number, cancellationToken))
        {
            try
            {
                var (holds, block) = await CheckAsync(signature, finalized, cancellationToken);
                await RecordAsync(signature, holds, block, cancellationToken);
            }
            catch (RpcException e)
                when (e.Failure is not (RpcFailure.Unreachable or RpcFailure.Timeout or RpcFailure.RateLimited))
            {
                // it may be this signature's own fault: the others are asked now, and it comes last from here on
                first ??= e;
                if (_later.Count < MaxLater)
                {
                    _later.Add(signature.QuestId);
                }
            }
        }

        if (first is null)
        {
            _later.Clear();
        }
        return first is null ? true : throw first;
    }

    private async Task<IReadOnlyList<Due>> DueAsync(long finalizedNumber, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = await connection.QueryAsync<Row>(
            new CommandDefinition(
                """
                SELECT a.quest_id, a.work_hash, a.role, a.attester, a.digest, a.signature, a.valid_at_number,
                  a.valid_at_hash
                FROM civic.attestations a
                WHERE a.valid_at_number <= @finalizedNumber
                  AND a.valid_at_number >=
                    (SELECT coalesce(max(valid_at_number), 0) - @LateBlocks FROM civic.signature_rechecks)
                  AND NOT EXISTS (SELECT FROM civic.signature_rechecks r
                      WHERE r.quest_id = a.quest_id AND r.work_hash = a.work_hash AND r.role = a.role)
                ORDER BY a.quest_id = ANY(@later), a.valid_at_number, a.quest_id, a.role LIMIT @MaxPerRun
                """,
                new
                {
                    LateBlocks,
                    finalizedNumber,
                    MaxPerRun,
                    later = _later.ToArray(),
                },
                cancellationToken: cancellationToken
            )
        );
        return [.. rows.Select(r => r.ToDue())];
    }

    /// <summary>The same block is final: it stands. Another one is there now: that block is asked, and then the newest
    /// final one, where the wallet may have come back.</summary>
    private async Task<(bool Holds, Block At)> CheckAsync(Due due, Block finalized, CancellationToken cancellationToken)
    {
        var canonical =
            await node.Client.GetBlockAsync(BlockId.Number((ulong)due.ValidAt.Number), cancellationToken)
            ?? throw new RpcException(
                RpcFailure.NotAvailable,
                "eth_getBlockByNumber",
                $"the node has no block {due.ValidAt.Number}, although {finalized.Number} is final."
            );
        if (canonical.Hash == due.ValidAt.Hash || await AcceptsAsync(due, canonical, finalized, cancellationToken))
        {
            return (true, canonical);
        }
        return (await AcceptsAsync(due, finalized, finalized, cancellationToken), finalized);
    }

    /// <summary>A node that has pruned the older state is asked at the newest final block only.</summary>
    private async Task<bool> AcceptsAsync(Due due, Block block, Block finalized, CancellationToken cancellationToken)
    {
        try
        {
            return await ContractWallet.AcceptsAsync(
                _registry,
                due.Attester,
                due.Digest,
                due.Signature,
                BlockId.Hash(block.Hash),
                cancellationToken
            );
        }
        catch (RpcException e) when (e.IsMissing && block.Number < finalized.Number)
        {
            return false;
        }
    }

    private async Task RecordAsync(Due due, bool holds, Block block, CancellationToken cancellationToken)
    {
        if (!holds)
        {
            await alarms.RaiseAsync(
                AlarmKind.SignatureRefuted,
                $"signature:{due.QuestId}",
                $"The {Words.Of(due.Role)}'s contract wallet does not accept its signature at final block "
                    + $"{block.Number}; it did at block {due.ValidAt.Number}, which is gone.",
                cancellationToken
            );
        }

        var isNew = await work.RunAsync(
            async context =>
            {
                if (
                    await context.Database.FindAsync<SignatureRecheck>(
                        [due.QuestId, due.WorkHash, due.Role],
                        cancellationToken
                    )
                    is not null
                )
                {
                    return false;
                }
                context.Database.Add(
                    new SignatureRecheck
                    {
                        QuestId = due.QuestId,
                        WorkHash = due.WorkHash,
                        Role = due.Role,
                        ValidAtNumber = due.ValidAt.Number,
                        Holds = holds,
                        CheckedAtNumber = (long)block.Number,
                        CheckedAtHash = block.Hash,
                        CheckedAt = context.Now,
                        Fence = context.Fence,
                    }
                );
                return true;
            },
            cancellationToken
        );
        if (!isNew)
        {
            return;
        }
        metrics.Rechecked(holds);
        if (holds)
        {
            return;
        }
        logger.Refuted(
            Words.Of(due.Role),
            due.QuestId,
            due.Attester,
            block.Number,
            due.ValidAt.Number,
            due.ValidAt.Hash
        );
    }

    private sealed record Due(
        Guid QuestId,
        Hash32 WorkHash,
        AttestationRole Role,
        Address Attester,
        Hash32 Digest,
        byte[] Signature,
        BlockRef ValidAt
    );

    private sealed class Row
    {
        public Guid quest_id { get; init; }
        public byte[] work_hash { get; init; } = [];
        public string role { get; init; } = "";
        public byte[] attester { get; init; } = [];
        public byte[] digest { get; init; } = [];
        public byte[] signature { get; init; } = [];
        public long valid_at_number { get; init; }
        public byte[] valid_at_hash { get; init; } = [];

        public Due ToDue() =>
            new(
                quest_id,
                new Hash32(work_hash),
                Words.Parse<AttestationRole>(role),
                new Address(attester),
                new Hash32(digest),
                signature,
                new BlockRef(valid_at_number, new Hash32(valid_at_hash))
            );
    }
}

/// <summary>What the log says about rechecked signatures; it has an entry in docs/operations-anchorer.md.</summary>
internal static partial class RecheckLog
{
    [LoggerMessage(
        1401,
        LogLevel.Error,
        "The {Role} signature of quest {QuestId} by contract wallet {Attester} is not valid at final block "
            + "{BlockNumber}; it was accepted at block {ValidAtNumber} ({ValidAtHash}), which is gone. It is marked; "
            + "nothing is taken back."
    )]
    public static partial void Refuted(
        this ILogger logger,
        string role,
        Guid questId,
        Address attester,
        ulong blockNumber,
        long validAtNumber,
        Hash32 validAtHash
    );
}
