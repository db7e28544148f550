using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CivicForge.Api.Quests;

/// <summary>A note, written in the transaction that changed a quest, that it did; which change it was, the quest itself
/// says to those who may see it. The table is unlogged: after a crash of the server it is empty, and everybody reads
/// anew.</summary>
internal sealed class ChangedQuest
{
    /// <summary>How long a reader may be late.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(2);

    /// <summary>Wakes readers at the commit. It carries nothing, because any user of the database can send
    /// it.</summary>
    public const string Wake = "NOTIFY civic_changed";

    public long Id { get; private set; }
    public required Guid QuestId { get; init; }
    public DateTimeOffset At { get; private set; }
}

internal sealed class ChangedQuestConfiguration : IEntityTypeConfiguration<ChangedQuest>
{
    public void Configure(EntityTypeBuilder<ChangedQuest> builder)
    {
        builder.ToTable("changed_quests");
        builder.HasKey(c => c.Id);
        builder.Property(c => c.At).HasDefaultValueSql("clock_timestamp()");
    }
}
