using CivicForge.Api.Database;
using CivicForge.Api.Signatures;
using CivicForge.Chain;
using CivicForge.Chain.Protocol;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CivicForge.Api.Attestations;

/// <summary>A completed pair: everything a leaf and a claim are made of, fixed in the transaction that stored the
/// second signature. The anchorer sets <see cref="Seal"/>, <see cref="Position"/> and <see cref="TreeIndex"/> once;
/// nothing else ever changes (a trigger holds it).</summary>
internal sealed class Completion
{
    public required Guid QuestId { get; init; }
    public required Address Creator { get; init; }
    public required Address Performer { get; init; }
    public required Hash32 WorkHash { get; init; }
    public required Hash32 TitleHash { get; init; }
    public required Outcome Outcome { get; init; }
    public required int Xp { get; init; }
    public required int Reputation { get; init; }

    /// <summary>Unix seconds, database clock, under the quest row's lock.</summary>
    public required long CompletedAt { get; init; }
    public required byte[] CreatorSignature { get; init; }
    public required SignatureKind CreatorKind { get; init; }
    public required long CreatorDeadline { get; init; }
    public long? CreatorValidAtNumber { get; init; }
    public Hash32? CreatorValidAtHash { get; init; }
    public required byte[] PerformerSignature { get; init; }
    public required SignatureKind PerformerKind { get; init; }
    public required long PerformerDeadline { get; init; }
    public long? PerformerValidAtNumber { get; init; }
    public Hash32? PerformerValidAtHash { get; init; }
    public required Hash32 SignaturesHash { get; init; }
    public required Hash32 Leaf { get; init; }

    /// <summary>Unix seconds promised in the completion receipts.</summary>
    public required long AnchorBy { get; init; }

    /// <summary>The receipts that promise anchoring (protocol §8), 65 bytes each.</summary>
    public required byte[] CreatorReceipt { get; init; }
    public required byte[] PerformerReceipt { get; init; }

    /// <summary>Batch that holds the leaf; null while waiting.</summary>
    public long? Seal { get; init; }

    /// <summary>Place in (completedAt, questId) order within the batch: <c>leafIndex</c> of the proof file.</summary>
    public int? Position { get; init; }

    /// <summary>Place of the leaf in the flat tree.</summary>
    public int? TreeIndex { get; init; }
}

internal sealed class CompletionConfiguration : IEntityTypeConfiguration<Completion>
{
    public void Configure(EntityTypeBuilder<Completion> builder)
    {
        builder.ToTable(
            "completions",
            t =>
            {
                t.HasCheckConstraint("ck_completions_parties_differ", "creator <> performer");
                t.HasCheckConstraint("ck_completions_sealed", "num_nulls(seal, position, tree_index) IN (0, 3)");
                t.HasCheckConstraint(
                    "ck_completions_deadlines",
                    "completed_at <= greatest(creator_deadline, performer_deadline)"
                );
                t.HasCheckConstraint(
                    "ck_completions_amounts",
                    "xp > 0 AND reputation > 0 AND anchor_by >= completed_at"
                );
            }
        );
        builder.HasKey(c => c.QuestId);
        builder.Property(c => c.QuestId).ValueGeneratedNever();
        builder.Property(c => c.Outcome).HasConversion<WordConverter<Outcome>>();
        builder.Property(c => c.CreatorKind).HasConversion<WordConverter<SignatureKind>>();
        builder.Property(c => c.PerformerKind).HasConversion<WordConverter<SignatureKind>>();
        // No foreign key: the transaction that writes a completion moves the quest's row, and fails when it moves
        // another number of rows (StoreAttestations).
        builder.HasIndex(c => new { c.CompletedAt, c.QuestId }, "ix_completions_waiting").HasFilter("seal IS NULL");
        // What only sealed pairs are looked for by costs the transaction that completes one nothing. A place is taken
        // once because one statement hands out those of a batch; the key of a partition, the quest's id, is not in it.
        builder.HasIndex(c => new { c.Seal, c.Position }).HasFilter("seal IS NOT NULL");
        builder.HasIndex(c => c.Leaf).HasFilter("seal IS NOT NULL");
        // Rows come in the order of this time, so that a few bytes for many rows find the newest.
        builder.HasIndex(c => c.CompletedAt).HasMethod("brin");
    }
}
