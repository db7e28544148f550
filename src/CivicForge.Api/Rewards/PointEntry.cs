using CivicForge.Api.Database;
using CivicForge.Api.Identity;
using CivicForge.Chain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CivicForge.Api.Rewards;

/// <summary>The three currencies of the ledger; only xp and reputation also live on the chain.</summary>
public enum PointKind
{
    Creation,
    Xp,
    Reputation,
}

/// <summary>A line of the append-only ledger. A balance is the sum of its lines; nothing updates or deletes one.</summary>
internal sealed class PointEntry
{
    public const int SignUpPoints = 10;
    public const int CompletionPoints = 2;

    public long Id { get; private set; }
    public required Address Member { get; init; }
    public required PointKind Kind { get; init; }
    public required int Amount { get; init; }

    /// <summary><c>sign-up, quest-cost, refund, completion, grant</c>.</summary>
    public required string Reason { get; init; }
    public Guid? QuestId { get; init; }
    public required DateTimeOffset At { get; init; }
}

internal sealed class PointEntryConfiguration : IEntityTypeConfiguration<PointEntry>
{
    public void Configure(EntityTypeBuilder<PointEntry> builder)
    {
        builder.ToTable("point_entries", t => t.HasCheckConstraint("ck_point_entries_kind", "kind IN ('creation','xp','reputation')"));
        builder.HasKey(e => e.Id);
        builder.Property(e => e.Kind).HasConversion<LowerCaseConverter<PointKind>>();
        builder.HasOne<Member>().WithMany().HasForeignKey(e => e.Member).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(e => new { e.QuestId, e.Member, e.Kind, e.Reason }).IsUnique();
        builder.HasIndex(e => e.Member, "ix_point_entries_sign_up").IsUnique().HasFilter("reason = 'sign-up'");
        builder.HasIndex(e => new { e.Member, e.Kind }).IncludeProperties(e => e.Amount);
        builder.HasIndex(e => new { e.Member, e.Id });
    }
}
