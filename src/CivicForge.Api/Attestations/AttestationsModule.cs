using CivicForge.Api.Access;
using CivicForge.Api.Http.Problems;
using CivicForge.Api.Http.RateLimits;
using CivicForge.Api.Http.Requests;
using CivicForge.Api.Quests;
using CivicForge.Chain;
using CivicForge.Chain.Protocol;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CivicForge.Api.Attestations;

/// <summary>What both parties sign, and taking their signatures.</summary>
internal static class AttestationsModule
{
    public static void AddAttestations(this IServiceCollection services)
    {
        services.AddSingleton<ReceiptSigner>();
        services.AddSingleton<StoreAttestations>();
        services.AddSingleton<AttestationQueue>();
        services.AddHostedService(provider => provider.GetRequiredService<AttestationQueue>());
        services.AddSingleton<AcceptAttestation>();
        services.AddScoped<AttestationPayload>();
    }

    public static void MapAttestations(this IEndpointRouteBuilder api)
    {
        var quests = api.MapGroup("/quests/{id}").WithTags("Attestations").RequireAuthorization();
        quests
            .MapGet("/attestation", PayloadAsync)
            .Limited(RateClass.Reads)
            .WithSummary("The typed data to sign")
            .Fails(
                ErrorCodes.Unauthenticated,
                ErrorCodes.InvalidId,
                ErrorCodes.InvalidQuery,
                ErrorCodes.QuestNotFound,
                ErrorCodes.NotAParty,
                ErrorCodes.NotAwaitingAttestation
            );
        quests
            .MapPost("/attestations", AttestAsync)
            .Limited(RateClass.Attest)
            .WithSummary("Attest with a signature")
            .Accepts<AttestRequest>("application/json")
            .Fails(
                ErrorCodes.Unauthenticated,
                ErrorCodes.InvalidId,
                ErrorCodes.QuestNotFound,
                ErrorCodes.NotAParty,
                ErrorCodes.NotAwaitingAttestation,
                ErrorCodes.AlreadyAttested,
                ErrorCodes.DeadlinePassed,
                ErrorCodes.SignatureInvalid,
                ErrorCodes.SignatureMalleable,
                ErrorCodes.SignerMismatch,
                ErrorCodes.WalletNotDeployed,
                ErrorCodes.SignatureInconclusive,
                ErrorCodes.ValidationFailed
            );
    }

    private static async Task<Ok<TypedDataPayload>> PayloadAsync(
        string id,
        HttpContext context,
        AttestationPayload payload
    )
    {
        var (quest, by) = (PathIds.Quest(id), context.RequireStanding());
        var word = Paging.Single(context.Request, "outcome") ?? "done";
        if (!Outcomes.TryParse(word, out var outcome))
        {
            throw Paging.Invalid("outcome", "must be done or exceptional");
        }
        context.CountMember(by.Member);
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(await payload.BuildAsync(quest, by, outcome, context.RequestAborted));
    }

    private static async Task<Results<Created<AttestResponse>, Ok<AttestResponse>>> AttestAsync(
        string id,
        HttpContext context,
        AcceptAttestation accept,
        QuestReader reader
    )
    {
        var (quest, caller) = (PathIds.Quest(id), context.RequireCaller());
        var request = await JsonBody.ReadAsync<AttestRequest>(context);
        var errors = new FieldErrors();
        if (request.Signature is null)
        {
            errors.Add("signature", "is required");
        }
        if (!Outcomes.TryParse(request.Outcome ?? "done", out var outcome))
        {
            errors.Add("outcome", "must be done or exceptional");
        }
        errors.ThrowIfAny();
        context.CountMember(caller);
        var accepted = await accept.RunAsync(
            new SubmittedAttestation(quest, caller, request.Signature!, outcome),
            context.RequestAborted
        );
        var view = accepted.Quest ?? await reader.ReadAsync(quest, caller, context.RequestAborted);
        var body = new AttestResponse(
            accepted.Role == AttestationRole.Creator ? "creator" : "performer",
            accepted.Digest,
            accepted.Receipt,
            view
        );
        return accepted.IsNew ? TypedResults.Created($"/api/v1/quests/{quest}", body) : TypedResults.Ok(body);
    }
}

/// <param name="Signature"><c>0x</c> and lower-case hex, at most 16 KiB of bytes.</param>
/// <param name="Outcome"><c>done</c> (default) or <c>exceptional</c>; ignored for the performer.</param>
public sealed record AttestRequest(string? Signature, string? Outcome);

/// <summary>wire.md, attest.</summary>
public sealed record AttestResponse(string Role, Hash32 Digest, ReceiptResponse Receipt, QuestResponse Quest);
