using CivicForge.Api.Access;
using CivicForge.Api.Http;
using CivicForge.Api.Http.Problems;
using CivicForge.Api.Http.RateLimits;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CivicForge.Api.Record;

/// <summary>Role api: one search over what was sealed and anchored.</summary>
internal static class RecordModule
{
    public static void AddRecord(this IServiceCollection services) => services.AddSingleton<SearchRecord>();

    public static void MapRecord(this IEndpointRouteBuilder api) =>
        api.MapGet("/record", SearchAsync)
            .WithTags("Proofs")
            .Limited(RateClass.Reads)
            .RequireCors(Cors.Public)
            .WithSummary("Search the public record by person, quest, root, leaf or transaction")
            .Fails(ErrorCodes.InvalidQuery);

    private static async Task<Ok<RecordResponse>> SearchAsync(HttpContext context, SearchRecord search)
    {
        var query = RecordQuery.Of(context.Request);
        context.CountMember(context.CallerOrNull());
        return TypedResults.Ok(await search.RunAsync(query, context.RequestAborted));
    }
}
