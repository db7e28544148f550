using CivicForge.Api.Database;
using CivicForge.Chain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CivicForge.Api.Maintenance;

/// <summary>One turn of the switch: who, when, and why. The newest row is the state, all of them are its
/// history.</summary>
internal sealed class MaintenanceChange
{
    /// <summary>The longest reason.</summary>
    public const int MaxReason = 200;

    public long Id { get; init; }
    public required MaintenanceMode Mode { get; init; }

    /// <summary>Shown to everybody; null only when it is off.</summary>
    public string? Reason { get; init; }

    /// <summary>When it ends by itself; null when somebody has to end it.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Null when it was the command on the machine.</summary>
    public Address? ChangedBy { get; init; }
    public required DateTimeOffset ChangedAt { get; init; }
}

internal sealed class MaintenanceChangeConfiguration : IEntityTypeConfiguration<MaintenanceChange>
{
    public void Configure(EntityTypeBuilder<MaintenanceChange> builder)
    {
        builder.ToTable(
            "maintenance_changes",
            t =>
                t.HasCheckConstraint(
                    "ck_maintenance_changes_mode",
                    $"{Words.In<MaintenanceMode>("mode")} AND CASE WHEN {Words.Is("mode", MaintenanceMode.Off)} "
                        + "THEN num_nonnulls(reason, until) = 0 "
                        + "ELSE reason IS NOT NULL AND length(reason) BETWEEN 1 AND "
                        + $"{MaintenanceChange.MaxReason} AND (until IS NULL OR until > changed_at) END"
                )
        );
        builder.HasKey(c => c.Id);
        builder.Property(c => c.Mode).HasConversion<WordConverter<MaintenanceMode>>();
    }
}
