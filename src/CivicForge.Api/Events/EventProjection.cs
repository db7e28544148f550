using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CivicForge.Api.Events;

/// <summary>How far <see cref="ProjectFinality"/> has come: everything final up to this block is an event.</summary>
internal sealed class EventProjection
{
    public required string Name { get; init; }
    public required long Block { get; init; }
}

internal sealed class EventProjectionConfiguration : IEntityTypeConfiguration<EventProjection>
{
    public void Configure(EntityTypeBuilder<EventProjection> builder)
    {
        builder.ToTable("event_projections");
        builder.HasKey(p => p.Name);
    }
}
