using CivicForge.Api.Access;
using CivicForge.Api.Http;
using CivicForge.Api.Http.LargeAnswers;
using CivicForge.Api.Http.Problems;
using CivicForge.Api.Http.RateLimits;
using CivicForge.Api.Http.Requests;
using CivicForge.Chain.Protocol;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CivicForge.Api.Proofs;

/// <summary>Role api: what anybody may read of what was sealed and anchored – proofs, batches with their trees, the
/// public log.</summary>
internal static class ProofsModule
{
    public static void AddProofs(this IServiceCollection services) =>
        services.AddSingleton<ProofFiles>().AddSingleton<Batches>().AddSingleton<TreeDump>().AddSingleton<PublicLog>();

    public static void MapProofs(this IEndpointRouteBuilder api)
    {
        api.MapGet("/quests/{id}/proof", ProofAsync)
            .WithTags("Proofs")
            .Limited(RateClass.Reads)
            .RequireCors(Cors.Public)
            .WithSummary("The proof file of a completed quest, as soon as its batch is in a block")
            .Produces<ProofFile>(200, ProofFile.MediaType)
            .Produces(304)
            .Fails(
                ErrorCodes.InvalidId,
                ErrorCodes.InvalidQuery,
                ErrorCodes.QuestNotFound,
                ErrorCodes.NotComplete,
                ErrorCodes.NotDualAttested,
                ErrorCodes.NotAnchoredYet,
                ErrorCodes.NotAParty
            );
        var batches = api.MapGroup("/batches").WithTags("Proofs").Limited(RateClass.Reads).RequireCors(Cors.Public);
        batches.MapGet("", ListAsync).WithSummary("Sealed batches, newest first").Fails(ErrorCodes.InvalidQuery);
        batches
            .MapGet("/{id}", BatchAsync)
            .WithSummary("A batch by the chain's number or by its root")
            .Produces<BatchResponse>()
            .Produces(304)
            .Fails(ErrorCodes.InvalidId, ErrorCodes.BatchNotFound);
        batches
            .MapGet("/{id}/tree", TreeAsync)
            .WithSummary("The batch as StandardMerkleTree.dump() (standard-v1), streamed")
            .Produces(200, contentType: "application/json")
            .Produces(304)
            .Fails(ErrorCodes.InvalidId, ErrorCodes.BatchNotFound);
        api.MapGet("/log", LogAsync)
            .WithTags("Proofs")
            .Limited(RateClass.Reads)
            .RequireCors(Cors.Public)
            .WithSummary("Every sealed leaf, one JSON object a line")
            .Produces<LogLine>(200, "application/x-ndjson")
            .Produces(304)
            .Fails(ErrorCodes.InvalidQuery);
    }

    private static async Task<IResult> ProofAsync(string id, HttpContext context, ProofFiles proofs)
    {
        var withContent = Paging.Single(context.Request, "content") switch
        {
            null or "false" => false,
            "true" => true,
            _ => throw Paging.Invalid("content", "must be true or false"),
        };
        var (file, isPrivate) = await proofs.ReadAsync(
            PathIds.Quest(id),
            withContent,
            context.CallerOrNull(),
            context.RequestAborted
        );
        if (isPrivate)
        {
            context.Response.Headers.Vary = "Authorization";
        }
        var caching =
            isPrivate ? "private, no-cache"
            : file.Anchor.Finality == "finalized" ? CachedJson.Day
            : CachedJson.Revalidate;
        context.Response.Headers.ContentDisposition = $"inline; filename=\"civicforge-{file.Quest.Id}.proof.json\"";
        return CachedJson.Of(file, caching, ProofFile.MediaType);
    }

    private static async Task<Ok<Page<BatchResponse>>> ListAsync(HttpContext context, Batches batches)
    {
        var before = Paging.Cursor(context.Request, "batches", 1) is [var seal]
            ? Paging.CursorNumber(seal)
            : (long?)null;
        return TypedResults.Ok(await batches.ListAsync(before, Paging.Limit(context.Request), context.RequestAborted));
    }

    private static async Task<IResult> BatchAsync(string id, HttpContext context, Batches batches)
    {
        var (_, response) = await batches.GetAsync(id, context.RequestAborted);
        return CachedJson.Of(response, response.State == "finalized" ? CachedJson.Forever : CachedJson.Revalidate);
    }

    private static async Task<IResult> TreeAsync(
        string id,
        HttpContext context,
        Batches batches,
        TreeDump dump,
        AnswerFiles files
    )
    {
        var (seal, response) = await batches.GetAsync(id, context.RequestAborted);
        // Named by its root a tree can never change; a number can, until it is final.
        context.Response.Headers.CacheControl =
            response.State == "finalized" || id.StartsWith("0x", StringComparison.Ordinal)
                ? CachedJson.Forever
                : CachedJson.Revalidate;
        if (CachedJson.IsCurrent(context, response.Root.ToString()))
        {
            return Results.Empty;
        }
        var reading = await files.OpenAsync(
            $"tree {response.Root}",
            (file, cancellationToken) => dump.WriteAsync(seal, file, cancellationToken),
            context.RequestAborted
        );
        return new FileAnswer(reading, "application/json; charset=utf-8");
    }

    private static async Task<IResult> LogAsync(HttpContext context, PublicLog log)
    {
        var (lines, isFixed) = await log.ReadAsync(
            PublicLog.After(context.Request),
            PublicLog.Limit(context.Request),
            context.RequestAborted
        );
        return new CachedJson(
            lines,
            "application/x-ndjson; charset=utf-8",
            isFixed ? CachedJson.Forever : CachedJson.Revalidate
        );
    }
}
