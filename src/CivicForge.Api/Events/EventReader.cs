using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CivicForge.Api.Events;

/// <summary>How far a reader of role worker has come (<see cref="KeptCursor"/>).</summary>
internal sealed class EventReader
{
    public required string Name { get; init; }

    /// <summary>A snapshot of PostgreSQL: everything visible in it has been read.</summary>
    public required string Position { get; init; }

    /// <summary>The snapshot up to which it reads now, when that takes several steps.</summary>
    public string? Until { get; init; }

    /// <summary>The id of the last event it has read on the way there.</summary>
    public required long After { get; init; }
}

internal sealed class EventReaderConfiguration : IEntityTypeConfiguration<EventReader>
{
    public void Configure(EntityTypeBuilder<EventReader> builder)
    {
        builder.ToTable("event_readers");
        builder.HasKey(r => r.Name);
    }
}
