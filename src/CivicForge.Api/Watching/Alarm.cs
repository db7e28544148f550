using CivicForge.Chain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CivicForge.Api.Watching;

/// <summary>Something that a person has to look at: one row for as long as it lasts, however often it is seen.
/// <see cref="Alarms"/> writes it.</summary>
internal sealed class Alarm
{
    public long Id { get; init; }

    /// <summary>A word of <see cref="AlarmKind"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>What it is about, of those of one kind: a key, a job, a quest; empty when there is only one.</summary>
    public required string Subject { get; init; }

    /// <summary>What happened and what to do, as seen last.</summary>
    public required string Detail { get; init; }

    /// <summary>How often it was seen.</summary>
    public required long Count { get; init; }
    public required DateTimeOffset FirstSeenAt { get; init; }
    public required DateTimeOffset LastSeenAt { get; init; }

    /// <summary>When its cause was found gone; null while it lasts.</summary>
    public DateTimeOffset? EndedAt { get; init; }
    public DateTimeOffset? AcknowledgedAt { get; init; }
    public Address? AcknowledgedBy { get; init; }
}

internal sealed class AlarmConfiguration : IEntityTypeConfiguration<Alarm>
{
    public void Configure(EntityTypeBuilder<Alarm> builder)
    {
        builder.ToTable(
            "alarms",
            t =>
            {
                t.HasCheckConstraint(
                    "ck_alarms_words",
                    "kind ~ '^[a-z][a-z0-9-]{1,39}$' AND length(subject) <= 200 AND length(detail) BETWEEN 1 AND 1000"
                );
                t.HasCheckConstraint(
                    "ck_alarms_seen",
                    "count > 0 AND last_seen_at >= first_seen_at AND (acknowledged_at IS NULL) = "
                        + "(acknowledged_by IS NULL)"
                );
            }
        );
        builder.HasKey(a => a.Id);
        builder.HasIndex(a => new { a.Kind, a.Subject }, "ix_alarms_lasting").IsUnique().HasFilter("ended_at IS NULL");
        builder.HasIndex(a => a.LastSeenAt);
        builder.HasIndex(a => a.EndedAt).HasFilter("ended_at IS NOT NULL");
    }
}
