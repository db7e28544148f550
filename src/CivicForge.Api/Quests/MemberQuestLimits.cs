using CivicForge.Api.Database;
using CivicForge.Api.Http.Problems;
using CivicForge.Chain;
using Dapper;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Options;

namespace CivicForge.Api.Quests;

/// <summary>How much a member may take and offer at a time. Asked while the member's row is held alone, so that two
/// requests at once do not both find the last place.</summary>
internal sealed class MemberQuestLimits(CivicDbContext context, IOptions<QuestOptions> options)
{
    private const string Earlier = """
        SELECT count(*) FILTER (WHERE by = @member) AS claims,
            max(ended_at) FILTER (WHERE by = @member AND ended_by IS NULL) AS ran_out
        FROM (
          SELECT by, to_status, lead(by) OVER (ORDER BY id) AS ended_by, lead(at) OVER (ORDER BY id) AS ended_at
          FROM civic.quest_moves WHERE quest_id = @quest
              AND (from_status, to_status) IN (('OPEN', 'CLAIMED'), ('CLAIMED', 'OPEN'))) m
        WHERE to_status = 'CLAIMED'
        """;

    /// <exception cref="RuleViolation">409 <c>too-many-open-claims</c>.</exception>
    public async Task RequireRoomForClaimAsync(Address member, CancellationToken cancellationToken)
    {
        var (have, limit) = (
            await CountAsync(
                "performer = @member AND status IN ('CLAIMED','SUBMITTED','DISPUTED')",
                member,
                cancellationToken
            ),
            options.Value.MaxOpenClaims
        );
        if (have >= limit)
        {
            throw new RuleViolation(
                ErrorCodes.TooManyOpenClaims,
                $"{member} has taken {have} quests that are not finished; {limit} are allowed at a time.",
                ("have", have),
                ("limit", limit)
            );
        }
    }

    /// <exception cref="RuleViolation">409 <c>too-many-open-quests</c>.</exception>
    public async Task RequireRoomForQuestAsync(Address member, CancellationToken cancellationToken)
    {
        var (have, limit) = (
            await CountAsync("creator = @member AND status = 'OPEN'", member, cancellationToken),
            options.Value.MaxOpenQuests
        );
        if (have >= limit)
        {
            throw new RuleViolation(
                ErrorCodes.TooManyOpenQuests,
                $"You have {have} open quests; {limit} are allowed at a time.",
                ("have", have),
                ("limit", limit)
            );
        }
    }

    /// <summary>A quest is not for one member to take and give back forever, nor to take again at once when a claim
    /// ran out: that would keep it from everybody else.</summary>
    /// <exception cref="RuleViolation">409 <c>claimed-before</c>.</exception>
    public async Task RequireNotTooOftenAsync(
        Quest quest,
        Address member,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var (claims, ranOut) = await Connection.QuerySingleAsync<(long Claims, DateTime? RanOut)>(
            new CommandDefinition(
                Earlier,
                new { quest = quest.Id, member = member.ToArray() },
                cancellationToken: cancellationToken
            )
        );
        var limit = options.Value.MaxClaimsPerQuest;
        if (claims >= limit)
        {
            throw new RuleViolation(
                ErrorCodes.ClaimedBefore,
                $"You have taken this quest {claims} times; {limit} are allowed.",
                ("have", claims),
                ("limit", limit),
                ("until", null)
            );
        }
        if (ranOut is not { } at || at.AddDays(quest.ClaimDays) is var until && until <= now.UtcDateTime)
        {
            return;
        }
        throw new RuleViolation(
            ErrorCodes.ClaimedBefore,
            $"Your claim ran out at {at:O}. Others have the quest to themselves until {until:O}.",
            ("have", claims),
            ("limit", limit),
            ("until", until)
        );
    }

    private System.Data.Common.DbConnection Connection =>
        context.Database.CurrentTransaction!.GetDbTransaction().Connection!;

    private Task<long> CountAsync(string condition, Address member, CancellationToken cancellationToken) =>
        Connection.ExecuteScalarAsync<long>(
            new CommandDefinition(
                $"SELECT count(*) FROM civic.quests WHERE {condition}",
                new { member = member.ToArray() },
                cancellationToken: cancellationToken
            )
        );
}
