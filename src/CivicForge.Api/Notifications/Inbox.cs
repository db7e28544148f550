using CivicForge.Api.Members;
using CivicForge.Chain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CivicForge.Api.Notifications;

/// <summary>Up to where a member was told, and up to where they have read. Its row is held by who writes lines and by
/// who erases them, so that none comes after an erasure.</summary>
internal sealed class Inbox
{
    public required Address Member { get; init; }

    /// <summary>Of the newest line that ever was; it goes on counting when lines are cleared.</summary>
    public required long LastNumber { get; init; }
    public required long ReadNumber { get; init; }
}

internal sealed class InboxConfiguration : IEntityTypeConfiguration<Inbox>
{
    public void Configure(EntityTypeBuilder<Inbox> builder)
    {
        builder.ToTable(
            "inboxes",
            t => t.HasCheckConstraint("ck_inboxes_numbers", "read_number BETWEEN 0 AND last_number")
        );
        builder.HasKey(i => i.Member);
        builder.Property(i => i.LastNumber).HasDefaultValue(0L);
        builder.Property(i => i.ReadNumber).HasDefaultValue(0L);
        builder.HasOne<Member>().WithMany().HasForeignKey(i => i.Member).OnDelete(DeleteBehavior.Restrict);
    }
}
