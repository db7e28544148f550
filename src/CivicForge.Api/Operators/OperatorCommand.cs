using CivicForge.Api.Database;
using CivicForge.Api.Members;
using CivicForge.Chain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CivicForge.Api.Operators;

internal enum OperatorCommandKind
{
    /// <summary>Seal and anchor what waits now, without regard to its age.</summary>
    RunAnchoring,
    PauseAnchoring,

    /// <summary>Go on, and acknowledge foreign roots.</summary>
    ResumeAnchoring,

    /// <summary>Relay an abandoned or unpayable reward again.</summary>
    RetryReward,

    /// <summary>Stop relaying a reward.</summary>
    AbandonReward,

    /// <summary>Have the indexer read all final blocks again and compare them with its rows.</summary>
    Reindex,

    /// <summary>Give a member creation points.</summary>
    GrantPoints,
}

/// <summary>What an operator asked for, who and when, and what came of it: inserted by role api, carried out once – by
/// the anchorer, and grants by role api in the transaction that inserts them –, never changed after that and never
/// deleted.</summary>
internal sealed class OperatorCommand
{
    public long Id { get; private set; }
    public required OperatorCommandKind Kind { get; init; }
    public Guid? QuestId { get; init; }

    /// <summary>Of a grant: to whom, how many creation points, why, and the key by which asking twice is granting
    /// once.</summary>
    public Address? Member { get; init; }
    public int? Amount { get; init; }
    public string? Note { get; init; }
    public string? IdempotencyKey { get; init; }
    public required Address RequestedBy { get; init; }
    public required DateTimeOffset RequestedAt { get; init; }
    public DateTimeOffset? DoneAt { get; private set; }
    public string? Result { get; private set; }
    public long? Fence { get; private set; }

    /// <summary>A command as role anchorer reads it. Who was granted what, and why, is not the anchorer's to know;
    /// grants are done before it could meet one.</summary>
    public const string WithoutGrant = """
        SELECT id, kind, quest_id, requested_by, requested_at, done_at, result, fence, NULL::bytea AS member,
            NULL::integer AS amount, NULL::text AS note, NULL::text AS idempotency_key
        FROM civic.operator_commands
        """;

    public void Done(string result, DateTimeOffset now, long fence) => (Result, DoneAt, Fence) = (result, now, fence);
}

internal sealed class OperatorCommandConfiguration : IEntityTypeConfiguration<OperatorCommand>
{
    private static readonly string Grant = $"'{Words.Of(OperatorCommandKind.GrantPoints)}'";

    public void Configure(EntityTypeBuilder<OperatorCommand> builder)
    {
        builder.ToTable(
            "operator_commands",
            t =>
            {
                t.HasCheckConstraint(
                    "ck_operator_commands_kind",
                    Words.In<OperatorCommandKind>("kind")
                        + " AND ("
                        + Words.In("kind", OperatorCommandKind.RetryReward, OperatorCommandKind.AbandonReward)
                        + ") = (quest_id IS NOT NULL)"
                );
                t.HasCheckConstraint(
                    "ck_operator_commands_done",
                    $"CASE kind WHEN {Grant} THEN num_nonnulls(done_at, result) = 2 AND fence IS NULL "
                        + "ELSE num_nulls(done_at, result, fence) IN (0, 3) END"
                );
                t.HasCheckConstraint(
                    "ck_operator_commands_grant",
                    "num_nonnulls(member, amount, note, idempotency_key) = "
                        + $"CASE kind WHEN {Grant} THEN 4 "
                        + "ELSE 0 END AND amount > 0 AND length(note) BETWEEN 1 AND 200"
                );
            }
        );
        builder.HasKey(c => c.Id);
        builder.Property(c => c.Kind).HasConversion<WordConverter<OperatorCommandKind>>();
        builder
            .HasIndex(c => new { c.Kind, c.QuestId }, "ix_operator_commands_waiting")
            .IsUnique()
            .AreNullsDistinct(false)
            .HasFilter("done_at IS NULL");
        builder
            .HasIndex(c => new { c.RequestedBy, c.IdempotencyKey }, "ix_operator_commands_key")
            .IsUnique()
            .HasFilter("idempotency_key IS NOT NULL");
        builder
            .HasIndex(c => c.RequestedAt, "ix_operator_commands_grants")
            .HasFilter(Words.Is("kind", OperatorCommandKind.GrantPoints));
        builder.HasOne<Member>().WithMany().HasForeignKey(c => c.Member).OnDelete(DeleteBehavior.Restrict);
    }
}
