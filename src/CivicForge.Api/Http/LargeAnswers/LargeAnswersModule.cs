namespace CivicForge.Api.Http.LargeAnswers;

/// <summary>Answers that are sent from files.</summary>
internal static class LargeAnswersModule
{
    public static void AddLargeAnswers(this IServiceCollection services, IConfiguration configuration)
    {
        services
            .AddOptions<AnswerOptions>()
            .Bind(configuration.GetSection(AnswerOptions.Section))
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.AddSingleton<AnswerFiles>();
    }
}
