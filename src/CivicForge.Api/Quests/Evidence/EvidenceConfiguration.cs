using CivicForge.Api.Members;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CivicForge.Api.Quests.Evidence;

internal sealed class EvidenceFileConfiguration : IEntityTypeConfiguration<EvidenceFile>
{
    public void Configure(EntityTypeBuilder<EvidenceFile> builder)
    {
        builder.ToTable(
            "evidence_files",
            t =>
                t.HasCheckConstraint(
                    "ck_evidence_files_size",
                    $"size = octet_length(bytes) AND size BETWEEN 1 AND {EvidenceFile.MaxSize}"
                )
        );
        builder.HasKey(f => new { f.QuestId, f.Sha256 });
        builder.Property(f => f.IsFormer).HasDefaultValue(false);
        // so that who counts need not read
        builder.Property<bool>("IsStored").HasComputedColumnSql("bytes IS NOT NULL", stored: true);
        builder.HasOne<Quest>().WithMany().HasForeignKey(f => f.QuestId).OnDelete(DeleteBehavior.Restrict);
        // Sums by member and in total are read from the index alone.
        builder.HasIndex(f => f.UploadedBy).IncludeProperties(f => f.Size).HasFilter("is_stored");
    }
}

internal sealed class EvidenceDayConfiguration : IEntityTypeConfiguration<EvidenceDay>
{
    public void Configure(EntityTypeBuilder<EvidenceDay> builder)
    {
        builder.ToTable("evidence_days");
        builder.HasKey(d => new { d.Member, d.Day });
        builder.HasOne<Member>().WithMany().HasForeignKey(d => d.Member).OnDelete(DeleteBehavior.Cascade);
    }
}
