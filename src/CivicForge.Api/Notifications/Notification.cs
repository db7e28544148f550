using CivicForge.Api.Database;
using CivicForge.Api.Events;
using CivicForge.Chain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CivicForge.Api.Notifications;

/// <summary>A line of a member's inbox: something happened that they are told of (<see cref="Tellings"/>). It has no
/// text: what the quest is called is read with it, by who may see it.</summary>
internal sealed class Notification
{
    public required Address Member { get; init; }

    /// <summary>Counts the member's own lines, so that it tells nobody how much happens to others. A higher one was
    /// written later.</summary>
    public required long Number { get; init; }

    /// <summary>The id of the event; of one event a member is told once.</summary>
    public required long Event { get; init; }

    /// <summary>When it happened.</summary>
    public required DateTimeOffset At { get; init; }
    public required EventKind Kind { get; init; }
    public required Guid QuestId { get; init; }

    /// <summary>Who did it; null for time, the chain, and who is not to be named.</summary>
    public Address? Actor { get; init; }
}

internal sealed class NotificationConfiguration : IEntityTypeConfiguration<Notification>
{
    public void Configure(EntityTypeBuilder<Notification> builder)
    {
        builder.ToTable(
            "notifications",
            t => t.HasCheckConstraint("ck_notifications_kind", Words.In<EventKind>("kind"))
        );
        builder.HasKey(n => new { n.Member, n.Number });
        builder.HasIndex(n => new { n.Member, n.Event }).IsUnique();
        builder.HasIndex(n => n.At); // by which the old ones are found
        builder.HasOne<Inbox>().WithMany().HasForeignKey(n => n.Member).OnDelete(DeleteBehavior.Restrict);
        builder.Property(n => n.Kind).HasConversion<WordConverter<EventKind>>();
    }
}
