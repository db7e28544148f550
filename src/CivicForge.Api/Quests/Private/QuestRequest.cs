using CivicForge.Api.Members;
using CivicForge.Chain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CivicForge.Api.Quests.Private;

/// <summary>A member with the key of a private quest asks its creator to take it. It lives until the creator accepts
/// somebody, the quest ends, or the member takes it back.</summary>
internal sealed class QuestRequest
{
    public required Guid QuestId { get; init; }
    public required Address Member { get; init; }
    public required DateTimeOffset At { get; init; }
}

internal sealed class QuestRequestConfiguration : IEntityTypeConfiguration<QuestRequest>
{
    public void Configure(EntityTypeBuilder<QuestRequest> builder)
    {
        builder.ToTable("quest_requests");
        builder.HasKey(r => new { r.QuestId, r.Member });
        builder.HasOne<Quest>().WithMany().HasForeignKey(r => r.QuestId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Member>().WithMany().HasForeignKey(r => r.Member).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(r => r.Member);
    }
}
