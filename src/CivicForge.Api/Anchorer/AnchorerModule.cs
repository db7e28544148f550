using CivicForge.Api.Anchoring;
using CivicForge.Api.Attestations.Rechecks;
using CivicForge.Api.Jobs;
using CivicForge.Api.Maintenance;
using CivicForge.Api.Rewards;
using CivicForge.Api.Transactions;
using CivicForge.Api.Watching;
using CivicForge.Chain.Rpc;
using CivicForge.Hosting;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using Quartz;

namespace CivicForge.Api.Anchorer;

/// <summary>Role anchorer: sealing, anchoring and relaying, by the clock of Quartz.</summary>
internal static class AnchorerModule
{
    /// <summary>The jobs, as health, metrics and screens call them.</summary>
    public const string Commands = "commands",
        Seal = "seal",
        Track = "track",
        Submit = "submit",
        Balance = "balance",
        Relay = "relay",
        Recheck = "recheck",
        Signer = "signer";

    public static void AddAnchorer(this IServiceCollection services, IConfiguration configuration)
    {
        services
            .AddOptions<AnchoringOptions>()
            .Bind(configuration.GetSection(AnchoringOptions.Section))
            .ValidateDataAnnotations()
            .Validate(
                o => o.SealAfter.TotalSeconds <= o.AnchorWithin,
                "Anchoring:MaxAge is longer than Anchoring:AnchorWithin, which receipts promise. Lower the one or "
                    + "raise the other."
            )
            .ValidateOnStart();
        services
            .AddOptions<RelayOptions>()
            .Bind(configuration.GetSection(RelayOptions.Section))
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services
            .AddOptions<TransactionOptions>()
            .Bind(configuration.GetSection(TransactionOptions.Section))
            .ValidateDataAnnotations()
            .ValidateOnStart();

        services.AddSingleton(p => new EthClient(
            p.GetRequiredService<ChainOptions>().RpcUrl,
            p.GetRequiredService<IOptions<TransactionOptions>>().Value.RpcTimeout
        ));
        services.AddSingleton(p =>
            AnchorerKeys.Read(
                configuration,
                p.GetRequiredService<ChainOptions>(),
                p.GetRequiredService<IOptions<TransactionOptions>>().Value
            )
        );
        services.AddSingleton(p => new FeePolicy(p.GetRequiredService<IOptions<TransactionOptions>>().Value));
        services.AddSingleton<AnchorerMetrics>().AddSingleton<AnchorerStatus>().AddSingleton<SentAttempts>();
        services.AddSingleton<Lease>().AddSingleton<FencedWork>();
        services
            .AddSingleton<ChainNode>()
            .AddSingleton<DeploymentCheck>()
            .AddSingleton<DryRun>()
            .AddSingleton<TransactionSender>()
            .AddSingleton<TransactionTracker>()
            .AddSingleton<ChainJobStart>();
        services
            .AddSingleton<AnchoringControls>()
            .AddSingleton<RunCommands>()
            .AddSingleton<SealBatch>()
            .AddSingleton<RegistryReading>()
            .AddSingleton<TrustedRegistry>()
            .AddSingleton<WaitingBatches>()
            .AddSingleton<ChainClock>()
            .AddSingleton<AnchorDryRun>()
            .AddSingleton<PlanAnchor>()
            .AddSingleton<SubmitAnchor>()
            .AddSingleton<TrackAnchors>()
            .AddSingleton<AnchorerMeasures>()
            .AddSingleton<CheckSigners>()
            .AddSingleton<AnchorTick>();
        services
            .AddSingleton<RelayLedger>()
            .AddSingleton<TakeClaims>()
            .AddSingleton<PayoutAccount>()
            .AddSingleton<PayoutBudget>()
            .AddSingleton<WithinBudget>()
            .AddSingleton<OfferClaims>()
            .AddSingleton<SendClaims>()
            .AddSingleton<RelayPortion>()
            .AddSingleton<RelayReport>()
            .AddSingleton<RelayClaims>()
            .AddSingleton<RecheckSignatures>()
            .AddSingleton<JobEdge>();
        services.AddMaintenanceWatch().AddSingleton<Alarms>().AddSingleton<JobStates>();
        var health = services.AddHealthChecks().AddCheck<AnchorerHealth>("anchorer");
        foreach (var job in new[] { Commands, Seal, Track, Submit, Balance, Relay, Recheck, Signer })
        {
            health.Add(
                new HealthCheckRegistration(
                    job,
                    p => new JobHealthCheck(p.GetRequiredService<AnchorerStatus>(), job),
                    null,
                    null
                )
            );
        }
    }

    /// <summary>The clock: one immediate and endless trigger a job. Without it (tests) nothing runs by
    /// itself.</summary>
    public static void AddAnchorerClock(this IServiceCollection services, IConfiguration configuration)
    {
        var tick =
            configuration.GetSection(AnchoringOptions.Section).Get<AnchoringOptions>()?.Tick
            ?? new AnchoringOptions().Tick;
        services.AddHostedService<LeaseKeeper>();
        services.AddQuartz(quartz =>
        {
            quartz.ScheduleJob<AnchorJob>(trigger => Every(trigger, tick));
            quartz.ScheduleJob<RelayJob>(trigger => Every(trigger, tick));
            quartz.ScheduleJob<RecheckJob>(trigger => Every(trigger, tick));
            quartz.ScheduleJob<SignerJob>(trigger => Every(trigger, tick));
        });
        services.AddQuartzHostedService(options => options.WaitForJobsToComplete = true);
    }

    private static void Every(ITriggerConfigurator trigger, TimeSpan tick) =>
        trigger.WithSimpleSchedule(schedule => schedule.WithInterval(tick).RepeatForever());
}
