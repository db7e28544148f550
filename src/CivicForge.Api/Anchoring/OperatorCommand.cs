using CivicForge.Chain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace CivicForge.Api.Anchoring;

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
}

/// <summary>What an operator asked for, who and when, and what came of it: inserted by role api, carried out once by the anchorer, never deleted.</summary>
internal sealed class OperatorCommand
{
    public long Id { get; private set; }
    public required OperatorCommandKind Kind { get; init; }
    public Guid? QuestId { get; init; }
    public required Address RequestedBy { get; init; }
    public required DateTimeOffset RequestedAt { get; init; }
    public DateTimeOffset? DoneAt { get; private set; }
    public string? Result { get; private set; }
    public long? Fence { get; private set; }

    public void Done(string result, DateTimeOffset now, long fence) => (Result, DoneAt, Fence) = (result, now, fence);
}

internal sealed class OperatorCommandConfiguration : IEntityTypeConfiguration<OperatorCommand>
{
    private static readonly Dictionary<OperatorCommandKind, string> Texts = new()
    {
        [OperatorCommandKind.RunAnchoring] = "run-anchoring",
        [OperatorCommandKind.PauseAnchoring] = "pause-anchoring",
        [OperatorCommandKind.ResumeAnchoring] = "resume-anchoring",
        [OperatorCommandKind.RetryReward] = "retry-reward",
        [OperatorCommandKind.AbandonReward] = "abandon-reward",
        [OperatorCommandKind.Reindex] = "reindex",
    };

    public static string Text(OperatorCommandKind kind) => Texts[kind];

    public void Configure(EntityTypeBuilder<OperatorCommand> builder)
    {
        builder.ToTable("operator_commands", t =>
        {
            t.HasCheckConstraint("ck_operator_commands_kind", "kind IN ('run-anchoring','pause-anchoring','resume-anchoring','retry-reward','abandon-reward','reindex') AND (kind IN ('retry-reward','abandon-reward')) = (quest_id IS NOT NULL)");
            t.HasCheckConstraint("ck_operator_commands_done", "num_nulls(done_at, result, fence) IN (0, 3)");
        });
        builder.HasKey(c => c.Id);
        builder.Property(c => c.Kind).HasConversion(new ValueConverter<OperatorCommandKind, string>(k => Text(k), t => Texts.First(p => p.Value == t).Key));
        builder.HasIndex(c => new { c.Kind, c.QuestId }, "ix_operator_commands_waiting").IsUnique().AreNullsDistinct(false).HasFilter("done_at IS NULL");
    }
}
