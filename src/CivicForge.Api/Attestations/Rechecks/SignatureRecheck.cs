using CivicForge.Api.Database;
using CivicForge.Chain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CivicForge.Api.Attestations.Rechecks;

/// <summary>What a contract signature was worth once the block at which it had been checked was final. Written once. A
/// false one is a mark for people: nothing that was sealed is taken back.</summary>
internal sealed class SignatureRecheck
{
    public required Guid QuestId { get; init; }
    public required Hash32 WorkHash { get; init; }
    public required AttestationRole Role { get; init; }

    /// <summary>Height of the block at which the signature was accepted, then not final.</summary>
    public required long ValidAtNumber { get; init; }

    /// <summary>Whether the wallet accepts it on the final chain.</summary>
    public required bool Holds { get; init; }

    /// <summary>The final block whose state said so.</summary>
    public required long CheckedAtNumber { get; init; }
    public required Hash32 CheckedAtHash { get; init; }

    /// <summary>By the database's clock.</summary>
    public required DateTimeOffset CheckedAt { get; init; }
    public required long Fence { get; init; }
}

internal sealed class SignatureRecheckConfiguration : IEntityTypeConfiguration<SignatureRecheck>
{
    public void Configure(EntityTypeBuilder<SignatureRecheck> builder)
    {
        builder.ToTable(
            "signature_rechecks",
            t =>
            {
                t.HasCheckConstraint("ck_signature_rechecks_role", Words.In<AttestationRole>("role"));
                t.HasCheckConstraint(
                    "ck_signature_rechecks_block",
                    "valid_at_number >= 0 AND checked_at_number >= valid_at_number"
                );
            }
        );
        builder.HasKey(r => new
        {
            r.QuestId,
            r.WorkHash,
            r.Role,
        });
        builder.Property(r => r.Role).HasConversion<WordConverter<AttestationRole>>();
        builder
            .HasOne<Attestation>()
            .WithMany()
            .HasForeignKey(r => new
            {
                r.QuestId,
                r.WorkHash,
                r.Role,
            })
            .OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(r => r.ValidAtNumber);
        builder.HasIndex(r => r.CheckedAt, "ix_signature_rechecks_refuted").HasFilter("NOT holds");
    }
}
