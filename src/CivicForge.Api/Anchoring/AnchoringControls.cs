using CivicForge.Api.Maintenance;
using CivicForge.Api.Transactions;
using CivicForge.Api.Watching;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CivicForge.Api.Anchoring;

/// <summary>Whether anchoring is paused: one row. Paused means that nothing new is sealed or signed; what is on its way
/// is followed to its end.</summary>
internal sealed class AnchoringControl
{
    public const int OnlyId = 1;

    public int Id { get; private set; } = OnlyId;
    public bool Paused { get; private set; }
    public string? Reason { get; private set; }
    public DateTimeOffset ChangedAt { get; private set; }
    public long Fence { get; private set; }

    public void Set(bool paused, string? reason, DateTimeOffset now, long fence) =>
        (Paused, Reason, ChangedAt, Fence) = (paused, reason, now, fence);
}

internal sealed class AnchoringControlConfiguration : IEntityTypeConfiguration<AnchoringControl>
{
    public void Configure(EntityTypeBuilder<AnchoringControl> builder)
    {
        builder.ToTable(
            "anchoring_control",
            t => t.HasCheckConstraint("ck_anchoring_control_one_row", "id = 1 AND paused = (reason IS NOT NULL)")
        );
        builder.HasKey(c => c.Id);
        builder.Property(c => c.Id).ValueGeneratedNever();
    }
}

/// <summary>Pauses and resumes anchoring.</summary>
internal sealed class AnchoringControls(
    FencedWork work,
    Alarms alarms,
    MaintenanceWatch maintenance,
    ILogger<AnchoringControls> logger
)
{
    /// <summary>Whether nothing new may be sealed or signed: an operator paused anchoring, or switched everything to
    /// maintenance. Read-only pauses nothing: what receipts promise is anchored in time.</summary>
    public async Task<bool> IsPausedAsync(CancellationToken cancellationToken) =>
        (await maintenance.LookAsync(cancellationToken)).Mode == MaintenanceMode.On
        || await work.RunAsync(
            context => context.Database.Set<AnchoringControl>().AnyAsync(c => c.Paused, cancellationToken),
            cancellationToken
        );

    public Task PauseAsync(string reason, CancellationToken cancellationToken) =>
        work.RunAsync(context => PauseAsync(context, reason, cancellationToken), cancellationToken);

    public async Task PauseAsync(FencedContext context, string reason, CancellationToken cancellationToken)
    {
        await SetAsync(context, paused: true, reason, cancellationToken);
        logger.Paused(reason);
    }

    /// <summary>Goes on, and acknowledges every foreign root that is known: ids are planned behind them.</summary>
    public async Task ResumeAsync(FencedContext context, CancellationToken cancellationToken)
    {
        await SetAsync(context, paused: false, null, cancellationToken);
        foreach (
            var foreign in await context
                .Database.Set<RegistryBatch>()
                .Where(b => b.Seal == null && b.AcknowledgedAt == null)
                .ToListAsync(cancellationToken)
        )
        {
            foreign.Acknowledge(context.Now);
        }
        await alarms.EndOthersAsync(AlarmKind.ForeignRoot, [], cancellationToken);
        logger.Resumed();
    }

    private static async Task SetAsync(
        FencedContext context,
        bool paused,
        string? reason,
        CancellationToken cancellationToken
    )
    {
        var control = await context.Database.Set<AnchoringControl>().SingleOrDefaultAsync(cancellationToken);
        if (control is null)
        {
            context.Database.Add(control = new AnchoringControl());
        }
        control.Set(paused, reason, context.Now, context.Fence);
    }
}
