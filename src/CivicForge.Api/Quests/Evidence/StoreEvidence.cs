using CivicForge.Api.Access;
using CivicForge.Api.Database;
using CivicForge.Api.Http.Problems;
using CivicForge.Chain;
using Dapper;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Options;
using Npgsql;

namespace CivicForge.Api.Quests.Evidence;

/// <summary>Stores a file byte for byte while the quest is CLAIMED. The same file again is the same file, and belongs
/// to who uploaded it last: its bytes may have been erased. The member's row is locked before the quest's – the order
/// of an erasure – so that neither two uploads nor an erasure beside one pass the quotas together.</summary>
internal sealed class StoreEvidence(CivicDbContext context, IOptions<EvidenceOptions> options, TimeProvider time)
{
    // Any number that no other advisory lock has: 'evidence' as bytes.
    private const long TotalLock = 0x65766964656e6365;

    /// <summary>Asked before a byte of the body is read, without locks; <see cref="RunAsync"/> asks again under
    /// them.</summary>
    /// <exception cref="RuleViolation">404, 403, 409, 429, 507.</exception>
    public async Task RequireAllowedAsync(Guid id, Address caller, long leastSize, CancellationToken cancellationToken)
    {
        Require(
            (
                await context
                    .Set<Quest>()
                    .FromSql($"SELECT * FROM civic.quests WHERE id = {id}")
                    .AsNoTracking()
                    .ToListAsync(cancellationToken)
            ).SingleOrDefault(),
            id,
            caller
        );
        await context.Database.OpenConnectionAsync(cancellationToken);
        try
        {
            (await EvidenceUsage.ReadAsync(Connection, id, caller, cancellationToken)).RequireRoom(
                leastSize,
                options.Value,
                time.GetUtcNow()
            );
        }
        finally
        {
            await context.Database.CloseConnectionAsync();
        }
    }

    /// <exception cref="RuleViolation">As <see cref="RequireAllowedAsync"/>.</exception>
    public async Task<EvidenceResponse> RunAsync(
        Guid id,
        Standing by,
        ReceivedFile file,
        string mediaType,
        CancellationToken cancellationToken
    )
    {
        var (caller, size) = (by.Member, file.Bytes.Length);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        await by.RequireAloneAsync(Connection, null, cancellationToken);
        Require(
            (
                await context
                    .Set<Quest>()
                    .FromSql($"SELECT * FROM civic.quests WHERE id = {id} FOR UPDATE")
                    .AsNoTracking()
                    .ToListAsync(cancellationToken)
            ).SingleOrDefault(),
            id,
            caller
        );
        var known = context
            .Set<EvidenceFile>()
            .AsNoTracking()
            .AnyAsync(
                f => f.QuestId == id && f.Sha256 == file.Sha256 && f.UploadedBy == caller && f.Bytes != null,
                cancellationToken
            );
        if (!await known)
        {
            (await EvidenceUsage.ReadAsync(Connection, id, caller, cancellationToken)).RequireRoom(
                size,
                options.Value,
                time.GetUtcNow()
            );
            await InsertAsync(id, caller, file, mediaType, transaction, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return new EvidenceResponse(file.Sha256, size, mediaType);
    }

    private NpgsqlConnection Connection => (NpgsqlConnection)context.Database.GetDbConnection();

    private static void Require(Quest? found, Guid id, Address caller)
    {
        var quest = found ?? throw QuestReader.NotFound(id);
        QuestAccess.RequirePerformer(quest, caller);
        if (quest.Status == QuestStatus.Claimed)
        {
            return;
        }
        var state = Words.Of(quest.Status);
        throw new RuleViolation(
            ErrorCodes.InvalidTransition,
            $"The quest is {state}; files are taken while it is CLAIMED.",
            ("state", state),
            ("allowed", QuestMoves.In(quest.Status))
        );
    }

    private async Task InsertAsync(
        Guid id,
        Address caller,
        ReceivedFile file,
        string mediaType,
        IDbContextTransaction transaction,
        CancellationToken cancellationToken
    )
    {
        // Not through EF: the bytes go to the wire from the buffer they arrived in.
        await using var insert = new NpgsqlCommand(
            """
            WITH day AS (
              INSERT INTO civic.evidence_days (member, day, bytes)
              VALUES (@member, (clock_timestamp() AT TIME ZONE 'UTC')::date, @size)
              ON CONFLICT (member, day) DO UPDATE SET bytes = evidence_days.bytes + excluded.bytes)
            INSERT INTO civic.evidence_files (quest_id, sha256, bytes, size, media_type, uploaded_by, uploaded_at)
            VALUES (@quest, @sha256, @bytes, @size, @mediaType, @member, clock_timestamp())
            ON CONFLICT (quest_id, sha256) DO UPDATE
            SET bytes = excluded.bytes, uploaded_by = excluded.uploaded_by, uploaded_at = excluded.uploaded_at
            """,
            Connection,
            (NpgsqlTransaction)transaction.GetDbTransaction()
        );
        insert.Parameters.Add(new NpgsqlParameter<Guid>("quest", id));
        insert.Parameters.Add(new NpgsqlParameter<byte[]>("sha256", file.Sha256.ToArray()));
        insert.Parameters.Add(
            new NpgsqlParameter<ReadOnlyMemory<byte>>("bytes", file.Bytes)
            {
                NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Bytea,
            }
        );
        insert.Parameters.Add(new NpgsqlParameter<int>("size", file.Bytes.Length));
        insert.Parameters.Add(new NpgsqlParameter<string>("mediaType", mediaType));
        insert.Parameters.Add(new NpgsqlParameter<byte[]>("member", caller.ToArray()));
        await insert.ExecuteNonQueryAsync(cancellationToken);

        // Members do not wait for each other while bytes are written, only for this last look: who gets the lock sees
        // what those before have stored.
        await Connection.ExecuteAsync(
            new CommandDefinition(
                "SELECT pg_advisory_xact_lock(@TotalLock)",
                new { TotalLock },
                cancellationToken: cancellationToken
            )
        );
        var total = await Connection.ExecuteScalarAsync<long>(
            new CommandDefinition(EvidenceUsage.SelectTotal, cancellationToken: cancellationToken)
        );
        EvidenceUsage.RequireTotal(total - file.Bytes.Length, file.Bytes.Length, options.Value);
    }
}
