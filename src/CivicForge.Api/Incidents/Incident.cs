using CivicForge.Api.Database;
using CivicForge.Chain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CivicForge.Api.Incidents;

/// <summary>How far those who mend it are.</summary>
internal enum IncidentState
{
    Investigating,

    /// <summary>The cause is known.</summary>
    Identified,

    /// <summary>Mended, and watched.</summary>
    Monitoring,
    Resolved,
}

/// <summary>Something that members notice, as an operator tells it. What was told is never changed: an update is added
/// to it.</summary>
internal sealed class Incident
{
    public const int MaxTitle = 120;

    public long Id { get; init; }
    public required string Title { get; init; }
    public required DateTimeOffset OpenedAt { get; init; }
}

/// <summary>What is said about an incident, first and later.</summary>
internal sealed class IncidentUpdate
{
    public const int MaxText = 1000;

    public long Id { get; init; }
    public required long IncidentId { get; init; }
    public required IncidentState State { get; init; }
    public required string Text { get; init; }
    public required Address WrittenBy { get; init; }
    public required DateTimeOffset WrittenAt { get; init; }
}

internal sealed class IncidentConfiguration : IEntityTypeConfiguration<Incident>
{
    public void Configure(EntityTypeBuilder<Incident> builder)
    {
        builder.ToTable(
            "incidents",
            t => t.HasCheckConstraint("ck_incidents_title", $"length(title) BETWEEN 1 AND {Incident.MaxTitle}")
        );
        builder.HasKey(i => i.Id);
    }
}

internal sealed class IncidentUpdateConfiguration : IEntityTypeConfiguration<IncidentUpdate>
{
    public void Configure(EntityTypeBuilder<IncidentUpdate> builder)
    {
        builder.ToTable(
            "incident_updates",
            t =>
                t.HasCheckConstraint(
                    "ck_incident_updates_words",
                    $"{Words.In<IncidentState>("state")} AND length(text) BETWEEN 1 AND {IncidentUpdate.MaxText}"
                )
        );
        builder.HasKey(u => u.Id);
        builder.Property(u => u.State).HasConversion<WordConverter<IncidentState>>();
        builder.HasIndex(u => new { u.IncidentId, u.Id }, "ix_incident_updates_incident");
        builder.HasOne<Incident>().WithMany().HasForeignKey(u => u.IncidentId).OnDelete(DeleteBehavior.Restrict);
    }
}
