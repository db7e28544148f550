using CivicForge.Chain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CivicForge.Api.Anchoring;

/// <summary>A root that the registry holds at a finalized block, by our own reading: ours, or <c>foreign</c> when no
/// batch of ours has it.</summary>
internal sealed class RegistryBatch
{
    public required long BatchId { get; init; }
    public required Hash32 Root { get; init; }

    /// <summary>Our batch with this root; null for a foreign one.</summary>
    public long? Seal { get; init; }
    public required DateTimeOffset ReadAt { get; init; }
    public required long ReadAtBlock { get; init; }

    /// <summary>When an operator let anchoring go on in spite of a foreign root.</summary>
    public DateTimeOffset? AcknowledgedAt { get; private set; }
    public required long Fence { get; init; }

    public void Acknowledge(DateTimeOffset now) => AcknowledgedAt ??= now;
}

internal sealed class RegistryBatchConfiguration : IEntityTypeConfiguration<RegistryBatch>
{
    public void Configure(EntityTypeBuilder<RegistryBatch> builder)
    {
        builder.ToTable(
            "registry_batches",
            t =>
            {
                t.HasCheckConstraint("ck_registry_batches_id", "batch_id >= 1");
                t.HasCheckConstraint("ck_registry_batches_acknowledged", "seal IS NULL OR acknowledged_at IS NULL");
            }
        );
        builder.HasKey(b => b.BatchId);
        builder.Property(b => b.BatchId).ValueGeneratedNever();
        builder.HasIndex(b => b.Root);
        builder.HasIndex(b => b.Seal);
        builder.HasOne<Batch>().WithMany().HasForeignKey(b => b.Seal).OnDelete(DeleteBehavior.Restrict);
    }
}
