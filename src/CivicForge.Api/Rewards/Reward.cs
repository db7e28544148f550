using CivicForge.Chain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CivicForge.Api.Rewards;

/// <summary>What a performer earned with a completed pair, written in the completing transaction and once a quest. Its
/// state (earned, anchored, claimed, final, …) is derived from the chain by the view
/// <c>civic.reward_states</c>.</summary>
internal sealed partial class Reward
{
    public required Guid QuestId { get; init; }
    public required Address Creator { get; init; }
    public required Address Performer { get; init; }
    public required int Xp { get; init; }
    public required int Reputation { get; init; }
    public required DateTimeOffset EarnedAt { get; init; }
}

internal sealed partial class RewardConfiguration : IEntityTypeConfiguration<Reward>
{
    public void Configure(EntityTypeBuilder<Reward> builder)
    {
        // No foreign key, as in the ledger (PointEntry): the audit compares every reward with its completion (I9).
        builder.ToTable("rewards", t => t.HasCheckConstraint("ck_rewards_amounts", "xp > 0 AND reputation > 0"));
        builder.HasKey(r => r.QuestId);
        builder.Property(r => r.QuestId).ValueGeneratedNever();
        builder.HasIndex(r => r.Performer);
        // Rows come in the order of this time, so that a few bytes for many rows find the newest: nothing is added to
        // the cost of completing a pair.
        builder.HasIndex(r => r.EarnedAt).HasMethod("brin");
        ConfigureRelay(builder);
    }

    /// <summary>The relay's own columns; implemented beside the relay.</summary>
    partial void ConfigureRelay(EntityTypeBuilder<Reward> builder);
}
