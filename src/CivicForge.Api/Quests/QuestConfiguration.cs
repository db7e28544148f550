using CivicForge.Api.Database;
using CivicForge.Api.Members;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CivicForge.Api.Quests;

internal sealed class QuestConfiguration : IEntityTypeConfiguration<Quest>
{
    private static readonly string Public = Words.Is("visibility", QuestVisibility.Public);
    private static readonly string Private = Words.Is("visibility", QuestVisibility.Parties);

    public void Configure(EntityTypeBuilder<Quest> builder)
    {
        builder.ToTable(
            "quests",
            t =>
            {
                t.HasCheckConstraint("ck_quests_status", Words.In<QuestStatus>("status"));
                t.HasCheckConstraint("ck_quests_visibility", Words.In<QuestVisibility>("visibility"));
                t.HasCheckConstraint("ck_quests_parties_differ", "creator <> performer");
                t.HasCheckConstraint(
                    "ck_quests_performer",
                    "performer IS NOT NULL OR "
                        + Words.In("status", QuestStatus.Open, QuestStatus.Expired, QuestStatus.Cancelled)
                );
                t.HasCheckConstraint(
                    "ck_quests_submission",
                    "(work_hash IS NULL) = (deadline IS NULL) AND (work_hash IS NULL) = (submitted_at IS NULL) AND "
                        + "(work_hash IS NOT NULL OR "
                        + $"{Words.NotIn("status", QuestStatus.Submitted, QuestStatus.Complete)})"
                );
                t.HasCheckConstraint(
                    "ck_quests_completed_at",
                    $"(completed_at IS NOT NULL) = ({Words.Is("status", QuestStatus.Complete)})"
                );
                t.HasCheckConstraint(
                    "ck_quests_rewards",
                    "reward_xp BETWEEN 10 AND 1000 AND reward_reputation BETWEEN 1 AND 100"
                );
                t.HasCheckConstraint(
                    "ck_quests_work_format",
                    "work_format = 1 AND num_nonnulls(terms_salts, submission_salts) = 0 "
                        + "OR work_format = 2 AND salt IS NULL"
                );
                t.HasCheckConstraint(
                    "ck_quests_salts",
                    "octet_length(terms_salts) = 96 AND octet_length(submission_salts) % 32 = 0"
                );
                t.HasCheckConstraint("ck_quests_evidence_length", "octet_length(submission_evidence) % 32 = 0");
                t.HasCheckConstraint("ck_quests_former_length", "octet_length(former_evidence) % 32 = 0");
                t.HasCheckConstraint("ck_quests_closed", "closed_at IS NULL OR status <> 'OPEN'");
                t.HasCheckConstraint(
                    "ck_quests_claim_days",
                    $"claim_days BETWEEN {QuestOptions.MinClaimDays} AND {QuestOptions.MaxClaimDays}"
                );
                t.HasCheckConstraint("ck_quests_claim_until", "claim_until IS NOT NULL OR status <> 'CLAIMED'");
            }
        );
        builder.HasKey(q => q.Id);
        builder.Ignore(q => q.Happened);
        builder.Property(q => q.Id).ValueGeneratedNever();
        builder.Property(q => q.Status).HasConversion<WordConverter<QuestStatus>>();
        builder.Property(q => q.ClaimDays).HasDefaultValue(QuestOptions.DefaultClaimDays);
        builder.Property(q => q.WorkFormat).HasDefaultValue(Quest.WorkFormatOfTexts);
        builder.Property(q => q.Visibility).HasConversion<WordConverter<QuestVisibility>>();
        builder.HasOne<Member>().WithMany().HasForeignKey(q => q.Creator).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Member>().WithMany().HasForeignKey(q => q.Performer).OnDelete(DeleteBehavior.Restrict);
        // The board is of public quests.
        builder.HasIndex(q => new { q.Status, q.Id }).HasFilter(Public);
        builder
            .HasIndex(q => new
            {
                q.Status,
                q.RewardXp,
                q.Id,
            })
            .HasFilter(Public);
        builder
            .HasIndex(q => new
            {
                q.Status,
                q.RewardReputation,
                q.Id,
            })
            .HasFilter(Public);
        builder.HasIndex(q => new { q.RewardXp, q.Id }).HasFilter(Public);
        builder.HasIndex(q => new { q.RewardReputation, q.Id }).HasFilter(Public);
        builder
            .Property<DateTimeOffset>("DueOrder")
            .HasComputedColumnSql("coalesce(due_at, 'infinity'::timestamptz)", stored: true);
        builder.HasIndex("Status", "DueOrder", "Id").HasFilter(Public);
        builder.HasIndex("DueOrder", "Id").HasFilter(Public);
        builder.HasIndex(q => q.DueAt).HasFilter(Words.In("status", QuestStatus.Open, QuestStatus.Claimed));
        builder.HasIndex(q => q.ClaimUntil).HasFilter(Words.Is("status", QuestStatus.Claimed));
        // A quest that completes leaves this index by its state, so that completing it writes nothing more.
        builder
            .HasIndex(q => q.RemindAt)
            .HasFilter($"remind_at IS NOT NULL AND {Words.In("status", QuestStatus.Claimed, QuestStatus.Submitted)}");
        // A member's list in any order and state is cut from the index alone, however many quests the member has.
        builder
            .HasIndex(q => new { q.Creator, q.Id })
            .IncludeProperties("Status", "RewardXp", "RewardReputation", "DueOrder", "Visibility");
        builder
            .HasIndex(q => new { q.Performer, q.Id })
            .IncludeProperties("Status", "RewardXp", "RewardReputation", "DueOrder", "Visibility");
        builder.HasIndex(q => new { q.Creator, q.Id }, "ix_quests_private_of_creator").HasFilter(Private);
        builder.HasIndex(q => new { q.Performer, q.Id }, "ix_quests_private_of_performer").HasFilter(Private);
        // What counts for a member's limits; completed quests, the many, are in neither.
        builder.HasIndex(q => q.Creator, "ix_quests_open_of_creator").HasFilter(Words.Is("status", QuestStatus.Open));
        builder
            .HasIndex(q => q.Performer, "ix_quests_held_by_performer")
            .HasFilter(Words.In("status", QuestStatus.Claimed, QuestStatus.Submitted, QuestStatus.Disputed));
        builder.HasIndex(q => new { q.Category, q.Id }).HasFilter(Public);
        builder.HasIndex(q => q.Tags).HasMethod("gin");
    }
}

internal sealed class QuestMoveConfiguration : IEntityTypeConfiguration<QuestMove>
{
    public void Configure(EntityTypeBuilder<QuestMove> builder)
    {
        builder.ToTable(
            "quest_moves",
            t =>
                t.HasCheckConstraint(
                    "ck_quest_moves_known",
                    $"coalesce(from_status, '') || '>' || to_status IN ({QuestMoves.Pairs})"
                )
        );
        builder.HasKey(m => new { m.QuestId, m.Id });
        builder.Property(m => m.Id).ValueGeneratedOnAdd().UseIdentityByDefaultColumn();
        builder.Property(m => m.From).HasColumnName("from_status").HasConversion<WordConverter<QuestStatus>>();
        builder.Property(m => m.To).HasColumnName("to_status").HasConversion<WordConverter<QuestStatus>>();
        // No foreign key: whoever writes a line holds the quest's row, nobody can delete a quest, and the audit looks
        // (I9). Checking it took as long as writing the line.
        builder.HasIndex(m => m.By).HasFilter("reason IS NOT NULL");
    }
}

internal sealed class IdempotencyKeyConfiguration : IEntityTypeConfiguration<IdempotencyKey>
{
    public void Configure(EntityTypeBuilder<IdempotencyKey> builder)
    {
        builder.ToTable("idempotency_keys");
        builder.HasKey(k => new { k.Member, k.Key });
        builder.Property(k => k.Key).HasMaxLength(200);
        builder.HasOne<Quest>().WithMany().HasForeignKey(k => k.QuestId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(k => k.CreatedAt);
    }
}
