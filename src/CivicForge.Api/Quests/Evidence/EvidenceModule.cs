using CivicForge.Api.Access;
using CivicForge.Api.Http;
using CivicForge.Api.Http.Connections;
using CivicForge.Api.Http.Problems;
using CivicForge.Api.Http.RateLimits;
using CivicForge.Api.Http.Requests;
using CivicForge.Api.Jobs;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Npgsql;

namespace CivicForge.Api.Quests.Evidence;

/// <summary>Files of evidence: upload, read, remove.</summary>
internal static class EvidenceModule
{
    public static void AddEvidence(this IServiceCollection services)
    {
        services.AddEvidenceOptions();
        services.AddSingleton<UploadSlots>();
        services.AddSingleton<ServeEvidence>();
        services.AddScoped<StoreEvidence>();
        services.AddScoped<RemoveEvidence>();
    }

    /// <summary>Role worker: clears what is not used.</summary>
    public static void AddEvidenceClearing(this IServiceCollection services)
    {
        services.AddEvidenceOptions();
        services.AddPeriodicWork<ClearEvidence>(
            "clear-evidence",
            TimeSpan.FromMinutes(1),
            (clear, cancellationToken) => clear.RunAsync(cancellationToken)
        );
    }

    public static void MapEvidence(this RouteGroupBuilder quests)
    {
        quests
            .MapGet("/{id}/evidence/{sha256}", GetAsync)
            .Limited(RateClass.Reads)
            .RequireCors(Cors.Public)
            .WithSummary("A file of evidence, as stored")
            .Produces(200)
            .Produces(304)
            .Fails(ErrorCodes.InvalidId, ErrorCodes.EvidenceNotFound);
        quests
            .MapGet("/{id}/evidence", ListAsync)
            .RequireAuthorization()
            .Limited(RateClass.Reads)
            .WithSummary("The caller's files for the submission to come")
            .Fails(ErrorCodes.Unauthenticated, ErrorCodes.InvalidId);
        quests
            .MapDelete("/{id}/evidence/{sha256}", DeleteAsync)
            .RequireAuthorization()
            .Limited(RateClass.Write)
            .WithSummary("Remove a file that no submission lists")
            .Fails(
                ErrorCodes.Unauthenticated,
                ErrorCodes.InvalidId,
                ErrorCodes.EvidenceNotFound,
                ErrorCodes.EvidenceInUse
            );
        quests
            .MapPost("/{id}/evidence", UploadAsync)
            .RequireAuthorization()
            .Limited(RateClass.Upload)
            .WithSummary("Upload a file of evidence")
            .Fails(
                ErrorCodes.Unauthenticated,
                ErrorCodes.InvalidId,
                ErrorCodes.QuestNotFound,
                ErrorCodes.NotAParty,
                ErrorCodes.InvalidTransition,
                ErrorCodes.BodyTooLarge,
                ErrorCodes.UnsupportedMediaType,
                ErrorCodes.ValidationFailed,
                ErrorCodes.TooSlow,
                ErrorCodes.EvidenceQuota,
                ErrorCodes.EvidenceDayQuota,
                ErrorCodes.EvidenceStorageFull,
                ErrorCodes.EvidenceHasLocation,
                ErrorCodes.EvidenceNotAccounted,
                ErrorCodes.PictureTooLarge
            );
    }

    private static void AddEvidenceOptions(this IServiceCollection services) =>
        services
            .AddOptions<EvidenceOptions>()
            .BindConfiguration(EvidenceOptions.Section)
            .ValidateDataAnnotations()
            .ValidateOnStart();

    /// <summary>Everything that can be known without the body is asked before it is read; a client that sends
    /// <c>Expect: 100-continue</c> then keeps it.</summary>
    private static async Task<Created<EvidenceResponse>> UploadAsync(
        string id,
        HttpContext context,
        StoreEvidence store,
        UploadSlots slots,
        IOptions<EvidenceOptions> options,
        CancellationToken cancellationToken
    )
    {
        var (quest, caller) = (PathIds.Quest(id), context.RequireCaller());
        var boundary = ReceiveUpload.CheckHeader(context.Request);
        context.CountMember(caller);
        using var slot = slots.Take(caller, ClientNetwork.Of(context.Connection.RemoteIpAddress));
        await store.RequireAllowedAsync(quest, caller, ReceiveUpload.LeastSize(context.Request), cancellationToken);
        using var file = await ReceiveUpload.RunAsync(context.Request, boundary, options.Value, cancellationToken);
        var mediaType = await CheckEvidence.RunAsync(file.Bytes, options.Value, cancellationToken);
        var stored = await store.RunAsync(quest, context.RequireStanding(), file, mediaType, cancellationToken);
        return TypedResults.Created($"/api/v1/quests/{quest}/evidence/{stored.Sha256}", stored);
    }

    private static Task<IResult> GetAsync(string id, string sha256, HttpContext context, ServeEvidence serve) =>
        serve.RunAsync(context, PathIds.Quest(id), PathIds.Hash(sha256), context.CallerOrNull());

    private static async Task<Ok<UploadedEvidence>> ListAsync(string id, HttpContext context, NpgsqlDataSource database)
    {
        var (quest, caller) = (PathIds.Quest(id), context.RequireCaller());
        context.CountMember(caller);
        return TypedResults.Ok(await UploadedEvidence.ReadAsync(database, quest, caller, context.RequestAborted));
    }

    private static async Task<NoContent> DeleteAsync(
        string id,
        string sha256,
        HttpContext context,
        RemoveEvidence remove,
        CancellationToken cancellationToken
    )
    {
        var (quest, hash, by) = (PathIds.Quest(id), PathIds.Hash(sha256), context.RequireStanding());
        context.CountMember(by.Member);
        await remove.RunAsync(quest, hash, by, cancellationToken);
        return TypedResults.NoContent();
    }
}
