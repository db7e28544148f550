using CivicForge.Api.Database;
using CivicForge.Api.Signatures;
using CivicForge.Chain;
using CivicForge.Chain.Protocol;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CivicForge.Api.Attestations;

public enum AttestationRole
{
    Creator,
    Performer,
}

/// <summary>A verified signature of one role over one work hash. A record is (quest, work hash, role), never signature
/// bytes; it is written once and never changes.</summary>
internal sealed class Attestation
{
    public required Guid QuestId { get; init; }
    public required Hash32 WorkHash { get; init; }
    public required AttestationRole Role { get; init; }
    public required Address Attester { get; init; }

    /// <summary>EIP-712 digest that was signed.</summary>
    public required Hash32 Digest { get; init; }

    /// <summary>Null for the performer.</summary>
    public Outcome? Outcome { get; init; }

    /// <summary>Unix seconds, as signed.</summary>
    public required long Deadline { get; init; }

    /// <summary>As stored: 65 bytes r‖s‖v (v 27/28) for ECDSA, else what the wallet's contract accepted.</summary>
    public required byte[] Signature { get; init; }
    public required SignatureKind Kind { get; init; }
    public long? ValidAtNumber { get; init; }
    public Hash32? ValidAtHash { get; init; }

    /// <summary>Unix seconds of the database's clock in the transaction that stored it.</summary>
    public required long ReceivedAt { get; init; }

    /// <summary>The receipt for storage alone (<c>anchorBy</c> and <c>leaf</c> zero), 65 bytes; null when this
    /// signature completed the pair.</summary>
    public byte[]? StorageReceipt { get; init; }
}

internal sealed class AttestationConfiguration : IEntityTypeConfiguration<Attestation>
{
    private static readonly string IsEcdsa = Words.Is("kind", SignatureKind.Ecdsa);

    public void Configure(EntityTypeBuilder<Attestation> builder)
    {
        builder.ToTable(
            "attestations",
            t =>
            {
                t.HasCheckConstraint(
                    "ck_attestations_role",
                    $"{Words.In<AttestationRole>("role")} AND ({Words.Is("role", AttestationRole.Creator)}) = "
                        + "(outcome IS NOT NULL)"
                );
                t.HasCheckConstraint("ck_attestations_outcome", Words.In<Outcome>("outcome"));
                t.HasCheckConstraint(
                    "ck_attestations_kind",
                    $"{Words.In<SignatureKind>("kind")} AND ({IsEcdsa}) = (valid_at_number IS NULL) AND ({IsEcdsa}) = "
                        + "(valid_at_hash IS NULL)"
                );
                t.HasCheckConstraint(
                    "ck_attestations_signature",
                    "octet_length(signature) <= 16384 AND (kind <> 'ecdsa' OR octet_length(signature) = 65)"
                );
            }
        );
        builder.HasKey(a => new
        {
            a.QuestId,
            a.WorkHash,
            a.Role,
        });
        builder.Property(a => a.Role).HasConversion<WordConverter<AttestationRole>>();
        builder.Property(a => a.Outcome).HasConversion<WordConverter<Outcome>>();
        builder.Property(a => a.Kind).HasConversion<WordConverter<SignatureKind>>();
        builder
            .HasIndex(a => a.ValidAtNumber, "ix_attestations_contract_signed")
            .HasFilter("valid_at_number IS NOT NULL");
        // No foreign key: the transaction that writes a signature holds the quest's row (ADR 0007).
    }
}
