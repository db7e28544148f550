using CivicForge.Api.Jobs;
using CivicForge.Api.Maintenance;
using CivicForge.Api.Quests.Evidence;
using CivicForge.Api.Quests.Private;

namespace CivicForge.Api.Quests;

/// <summary>Quests from creation to submission.</summary>
internal static class QuestsModule
{
    public static void AddQuests(this IServiceCollection services)
    {
        services.AddSingleton<QuestReader>();
        services.AddSingleton<QuestBoard>();
        services.AddScoped<QuestChanges>();
        services.AddScoped<CreateQuest>();
        services.AddScoped<SubmitWork>();
        services.AddScoped<WithdrawWork>();
        services.AddScoped<NudgeParty>();
        services.AddScoped<MemberQuestLimits>();
        services.AddScoped<ClaimQuest>();
        services.AddPrivateQuests();
        services
            .AddOptions<QuestOptions>()
            .BindConfiguration(QuestOptions.Section)
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.AddSingleton<QuestTimeline>();
        services.AddEvidence();
    }

    /// <summary>Role worker: what time does to quests.</summary>
    public static void AddQuestExpiry(this IServiceCollection services)
    {
        services.AddScoped<QuestChanges>();
        services.AddPeriodicWork<ExpireQuests>(
            "expire-quests",
            TimeSpan.FromMinutes(1),
            (expire, cancellationToken) => expire.RunAsync(cancellationToken),
            MaintenanceMode.ReadOnly // nobody loses a quest while they cannot hand it in
        );
        services.AddPeriodicWork<RemindParties>(
            "remind-parties",
            TimeSpan.FromMinutes(1),
            (remind, cancellationToken) => remind.RunAsync(cancellationToken),
            MaintenanceMode.ReadOnly // nobody is called to what they cannot do
        );
        services.AddEvidenceClearing();
    }

    public static void MapQuests(this IEndpointRouteBuilder api)
    {
        var quests = api.MapGroup("/quests").WithTags("Quests");
        quests.MapReads();
        api.MapGroup("/members/{address}/quests").WithTags("Members").MapOfMember();
        quests.MapGroup("").RequireAuthorization().MapWrites();
        quests.MapEvidence();
    }
}
