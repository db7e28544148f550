using CivicForge.Api.Http.Problems;
using CivicForge.Chain;
using Dapper;
using Npgsql;

namespace CivicForge.Api.Quests.Evidence;

/// <summary>What a quest and a member have in use, and what is left of their quotas.</summary>
/// <param name="Files">In use by the quest; those of a submission that went back are not counted, they go by
/// themselves.</param>
/// <param name="Day">What the member uploaded today (UTC), also what was removed again.</param>
/// <param name="Total">Of all members.</param>
internal sealed record EvidenceUsage(long Files, long Quest, long Day, long Member, long Total)
{
    private const string Select = """
        SELECT q.files, q.bytes AS quest, coalesce((SELECT bytes FROM civic.evidence_days
            WHERE member = @member AND day = (clock_timestamp() AT TIME ZONE 'UTC')::date), 0) AS day,
          (SELECT coalesce(sum(size), 0)::bigint FROM civic.evidence_files
              WHERE uploaded_by = @member AND is_stored) AS member, (SELECT bytes FROM total) AS total
        FROM (SELECT count(*) AS files, coalesce(sum(size), 0)::bigint AS bytes FROM civic.evidence_files
            WHERE quest_id = @quest AND is_stored AND NOT is_former) q
        """;

    /// <summary>The total is a sum over an index of its own, so that it cannot drift from what is there.</summary>
    public const string SelectTotal =
        "SELECT coalesce(sum(size), 0)::bigint AS bytes FROM civic.evidence_files WHERE is_stored";

    public static Task<EvidenceUsage> ReadAsync(
        NpgsqlConnection connection,
        Guid quest,
        Address member,
        CancellationToken cancellationToken
    ) =>
        connection.QuerySingleAsync<EvidenceUsage>(
            new CommandDefinition(
                $"WITH total AS ({SelectTotal}) {Select}",
                new { quest, member = member.ToArray() },
                cancellationToken: cancellationToken
            )
        );

    /// <param name="size">Of the file that is to come.</param>
    /// <exception cref="RuleViolation">409 <c>evidence-quota</c>, 429 <c>evidence-day-quota</c>, 507
    /// <c>evidence-storage-full</c>.</exception>
    public void RequireRoom(long size, EvidenceOptions options, DateTimeOffset now)
    {
        if (Files + 1 > EvidenceFile.MaxPerQuest)
        {
            throw new RuleViolation(
                ErrorCodes.EvidenceQuota,
                $"The quest has {Files} files in use, as many as it may have.",
                Facts("files-of-quest", Files, EvidenceFile.MaxPerQuest, 1)
            );
        }
        if (Quest + size > options.BytesPerQuest)
        {
            throw Full("The quest's files", "bytes-of-quest", Quest, options.BytesPerQuest, size);
        }
        if (Member + size > options.BytesPerMember)
        {
            throw Full("All your files", "bytes-of-member", Member, options.BytesPerMember, size);
        }
        if (Day + size > options.BytesPerMemberAndDay)
        {
            throw new RuleViolation(
                ErrorCodes.EvidenceDayQuota,
                $"You uploaded {Day} bytes today (UTC), {options.BytesPerMemberAndDay} are allowed; removing files "
                    + "does not give them back.",
                Facts("bytes-of-day", Day, options.BytesPerMemberAndDay, size)
            )
            {
                RetryAfter = now.UtcDateTime.Date.AddDays(1) - now.UtcDateTime,
            };
        }
        RequireTotal(Total, size, options);
    }

    /// <param name="total">Of all members, without the file.</param>
    /// <exception cref="RuleViolation">507 <c>evidence-storage-full</c>.</exception>
    public static void RequireTotal(long total, long size, EvidenceOptions options)
    {
        if (total + size > options.TotalBytes)
        {
            throw new RuleViolation(
                ErrorCodes.EvidenceStorageFull,
                "The room for files that this service has is used up.",
                Facts("bytes-of-all", total, options.TotalBytes, size)
            );
        }
    }

    private static RuleViolation Full(string what, string quota, long used, long allowed, long size) =>
        new(
            ErrorCodes.EvidenceQuota,
            $"{what} have {used} bytes, {allowed} are allowed.",
            Facts(quota, used, allowed, size)
        );

    private static (string Name, object? Value)[] Facts(string quota, long used, long allowed, long size) =>
        [("quota", quota), ("used", used), ("allowed", allowed), ("size", size)];
}
