using CivicForge.Api.Database;
using CivicForge.Chain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CivicForge.Api.Events;

/// <summary>A row of <c>civic.events</c>: something that became true, written in the transaction that made it true and
/// never changed. No texts: whoever wants to see more reads the subject, if they may.</summary>
internal sealed class StoredEvent
{
    /// <summary>The transaction that wrote it. Ids are given before the commit, so that a lower one may appear after a
    /// higher one; with its transaction, a reader knows by a snapshot what it has seen
    /// (<see cref="EventCursor"/>).</summary>
    public ulong Xact { get; private set; }

    /// <summary>Of two events of one quest the higher is the later one: it was given under the quest's lock.</summary>
    public long Id { get; private set; }
    public DateTimeOffset At { get; private set; }
    public required EventKind Kind { get; init; }

    /// <summary>A quest's id (16 bytes) or a batch's root (32 bytes).</summary>
    public required byte[] Subject { get; init; }

    /// <summary>Null for time, the chain, and who is not to be named.</summary>
    public Address? Actor { get; init; }

    /// <summary>Creator and performer as they were then, 20 bytes each; null when the subject has none.</summary>
    public byte[]? Parties { get; init; }

    /// <summary>As it was then.</summary>
    public required EventVisibility Visibility { get; init; }

    /// <summary>The subject's state from then on.</summary>
    public required string Status { get; init; }
}

internal sealed class StoredEventConfiguration : IEntityTypeConfiguration<StoredEvent>
{
    public void Configure(EntityTypeBuilder<StoredEvent> builder)
    {
        builder.ToTable(
            "events",
            t =>
            {
                t.HasCheckConstraint("ck_events_kind", Words.In<EventKind>("kind"));
                t.HasCheckConstraint("ck_events_visibility", Words.In<EventVisibility>("visibility"));
                t.HasCheckConstraint("ck_events_subject_length", "octet_length(subject) IN (16, 32)");
                t.HasCheckConstraint("ck_events_parties_length", "octet_length(parties) IN (20, 40)");
            }
        );
        // The one index: readers find by it what their snapshot has not seen, retention what is oldest.
        builder.HasKey(e => new { e.Xact, e.Id });
        builder.Property(e => e.Xact).HasColumnType("xid8").HasDefaultValueSql("pg_current_xact_id()");
        builder.Property(e => e.Id).ValueGeneratedOnAdd().UseIdentityByDefaultColumn();
        builder.Property(e => e.At).HasDefaultValueSql("clock_timestamp()");
        builder.Property(e => e.Kind).HasConversion<WordConverter<EventKind>>();
        builder.Property(e => e.Visibility).HasConversion<WordConverter<EventVisibility>>();
    }
}
