using CivicForge.Api.Transactions;
using CivicForge.Chain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CivicForge.Api.Anchoring;

/// <summary>A sealed batch: its leaves, their order and its root are fixed for good. Its state (sealed, sent, mined,
/// finalized) is the view <c>civic.batch_states</c>, derived from transactions and from the chain.</summary>
internal sealed class Batch
{
    /// <summary>Our own number, in sealing order. The chain's number for it is known when the chain accepts the
    /// root.</summary>
    public long Seal { get; private set; }
    public required Hash32 Root { get; init; }
    public required int LeafCount { get; init; }

    /// <summary>OpenZeppelin's flat array, 32 bytes a node, 2·LeafCount − 1 nodes. Stored uncompressed, so that
    /// <c>substring</c> reads single nodes.</summary>
    public required byte[] Tree { get; init; }
    public required DateTimeOffset SealedAt { get; init; }
    public required long Fence { get; init; }
}

internal sealed class BatchConfiguration : IEntityTypeConfiguration<Batch>
{
    public void Configure(EntityTypeBuilder<Batch> builder)
    {
        builder.ToTable(
            "batches",
            t =>
            {
                t.HasCheckConstraint("ck_batches_leaf_count", "leaf_count BETWEEN 1 AND 65536");
                t.HasCheckConstraint(
                    "ck_batches_tree",
                    "octet_length(tree) = 32 * (2 * leaf_count - 1) AND substring(tree FROM 1 FOR 32) = root"
                );
            }
        );
        builder.HasKey(b => b.Seal);
        builder.Property(b => b.Seal).UseIdentityAlwaysColumn();
        builder.HasIndex(b => b.Root).IsUnique();
        builder.HasMany<OutgoingTransaction>().WithOne().HasForeignKey(t => t.Seal).OnDelete(DeleteBehavior.Restrict);
    }
}
