using System.Security.Cryptography;
using System.Text.Json;
using CivicForge.Api.Access;
using CivicForge.Api.Database;
using CivicForge.Api.Http.Problems;
using CivicForge.Api.Members;
using CivicForge.Api.Quests.Search;
using CivicForge.Chain;
using Dapper;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Options;
using Npgsql;

namespace CivicForge.Api.Quests;

/// <summary>Creates a quest and charges its creator, once per <c>Idempotency-Key</c> and 24 hours. The member's row is
/// held alone, so that a balance is never spent twice and of two requests with one key the second finds the first's
/// quest.</summary>
internal sealed class CreateQuest(CivicDbContext context, MemberQuestLimits limits, IOptions<QuestOptions> options)
{
    public static readonly TimeSpan KeyTerm = TimeSpan.FromHours(24);

    /// <exception cref="RuleViolation">409 <c>idempotency-key-reused</c>, <c>too-many-open-quests</c> or
    /// <c>not-enough-creation-points</c>.</exception>
    public async Task<Guid> RunAsync(
        Standing by,
        CreateQuestRequest request,
        string? idempotencyKey,
        CancellationToken cancellationToken
    )
    {
        var now = await context.NowAsync(cancellationToken);
        var terms = QuestForm.Check(request, options.Value.ClaimDays, now);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var (connection, creator) = ((NpgsqlConnection)transaction.GetDbTransaction().Connection!, by.Member);
        await by.RequireAloneAsync(connection, null, cancellationToken);
        now = await context.NowAsync(cancellationToken);
        var bodyHash = new Hash32(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(request, JsonShape.Options)));
        if (
            idempotencyKey is not null
            && await FindAsync(creator, idempotencyKey, bodyHash, now, cancellationToken) is { } known
        )
        {
            return known;
        }

        await limits.RequireRoomForQuestAsync(creator, cancellationToken);
        await ChargeAsync(connection, creator, cancellationToken);
        var quest = new Quest(Guid.CreateVersion7(now), creator, terms, now);
        context.Add(quest);
        context.Add(
            new QuestMove
            {
                QuestId = quest.Id,
                At = now,
                By = creator,
                To = QuestStatus.Open,
            }
        );
        context.Add(PointEntry.QuestCost(creator, Quest.Cost, quest.Id, now));
        if (idempotencyKey is not null)
        {
            context.Add(
                new IdempotencyKey
                {
                    Member = creator,
                    Key = idempotencyKey,
                    BodyHash = bodyHash,
                    QuestId = quest.Id,
                    CreatedAt = now,
                }
            );
        }
        await context.SaveChangesAsync(cancellationToken);
        await QuestWords.SaveAsync(transaction, quest, cancellationToken);
        await QuestEvents.WriteAsync(connection, quest, null, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return quest.Id;
    }

    private async Task<Guid?> FindAsync(
        Address creator,
        string key,
        Hash32 bodyHash,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        await context
            .Set<IdempotencyKey>()
            .Where(k => k.Member == creator && k.Key == key && k.CreatedAt <= now - KeyTerm)
            .ExecuteDeleteAsync(cancellationToken);
        var known = await context
            .Set<IdempotencyKey>()
            .AsNoTracking()
            .SingleOrDefaultAsync(k => k.Member == creator && k.Key == key, cancellationToken);
        if (known is null)
        {
            return null;
        }
        if (known.BodyHash == bodyHash)
        {
            return known.QuestId;
        }
        throw new RuleViolation(
            ErrorCodes.IdempotencyKeyReused,
            $"The key made quest {known.QuestId} from another body.",
            ("questId", known.QuestId)
        );
    }

    private static async Task ChargeAsync(
        NpgsqlConnection connection,
        Address creator,
        CancellationToken cancellationToken
    )
    {
        var have = await connection.ExecuteScalarAsync<long>(
            new CommandDefinition(
                "SELECT coalesce(sum(creation), 0) FROM civic.point_entries WHERE member = @creator",
                new { creator = creator.ToArray() },
                cancellationToken: cancellationToken
            )
        );
        if (have < Quest.Cost)
        {
            throw new RuleViolation(
                ErrorCodes.NotEnoughCreationPoints,
                $"A quest costs {Quest.Cost} creation point, you have {have}.",
                ("have", have),
                ("need", Quest.Cost)
            );
        }
    }
}
