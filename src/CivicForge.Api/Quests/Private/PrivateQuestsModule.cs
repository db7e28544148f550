using CivicForge.Api.Access;
using CivicForge.Api.Http.Problems;
using CivicForge.Api.Http.RateLimits;
using CivicForge.Api.Http.Requests;
using CivicForge.Chain;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CivicForge.Api.Quests.Private;

/// <summary>How the parties of a private quest find each other: its creator makes a link, whoever has it asks, the
/// creator accepts one.</summary>
internal static class PrivateQuestsModule
{
    public static void AddPrivateQuests(this IServiceCollection services) => services.AddScoped<QuestRequests>();

    public static void MapPrivateQuests(this IEndpointRouteBuilder api)
    {
        var quests = api.MapGroup("/quests/{id}").WithTags("Quests").RequireAuthorization();
        quests
            .MapPost("/link", LinkAsync)
            .Limited(RateClass.Write)
            .WithSummary("Make the link of a private quest anew")
            .Accepts<EmptyRequest>("application/json")
            .Fails(
                ErrorCodes.Unauthenticated,
                ErrorCodes.InvalidId,
                ErrorCodes.QuestNotFound,
                ErrorCodes.Forbidden,
                ErrorCodes.NotPrivate
            );
        quests
            .MapPost("/accept", AcceptAsync)
            .Limited(RateClass.Write)
            .WithSummary("Give a private quest to a member who asks for it")
            .Accepts<AcceptRequest>("application/json")
            .Fails(
                ErrorCodes.Unauthenticated,
                ErrorCodes.InvalidId,
                ErrorCodes.QuestNotFound,
                ErrorCodes.Forbidden,
                ErrorCodes.RequestNotFound,
                ErrorCodes.AlreadyClaimed,
                ErrorCodes.InvalidTransition,
                ErrorCodes.TooManyOpenClaims,
                ErrorCodes.ValidationFailed
            );
        quests
            .MapDelete("/claim", TakeBackAsync)
            .Limited(RateClass.Write)
            .WithSummary("No longer ask for a private quest")
            .Fails(ErrorCodes.Unauthenticated, ErrorCodes.InvalidId, ErrorCodes.QuestNotFound);
    }

    private static async Task<Ok<LinkResponse>> LinkAsync(string id, HttpContext context, QuestChanges changes)
    {
        var (quest, by) = (PathIds.Quest(id), context.RequireStanding());
        await JsonBody.ReadAsync<EmptyRequest>(context);
        context.CountMember(by.Member);
        var key = QuestKey.Draw();
        await changes.RunAsync(
            quest,
            by,
            (locked, _) =>
            {
                QuestAccess.RequireCreator(locked, by.Member);
                if (locked.Visibility != QuestVisibility.Parties)
                {
                    throw new RuleViolation(
                        ErrorCodes.NotPrivate,
                        "Everybody sees this quest and may claim it; it needs no key."
                    );
                }
                locked.Link(key.Hash);
                return (QuestMove?)null;
            },
            context.RequestAborted
        );
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(new LinkResponse(key.Text));
    }

    private static async Task<QuestResult> AcceptAsync(
        string id,
        HttpContext context,
        QuestRequests requests,
        QuestReader reader
    )
    {
        var (quest, by) = (PathIds.Quest(id), context.RequireStanding());
        var request = await JsonBody.ReadAsync<AcceptRequest>(context);
        var errors = new FieldErrors();
        if (!Address.TryParse(request.Address, out var member))
        {
            errors.Add("address", "must be an address: 0x and 40 hex digits");
        }
        errors.ThrowIfAny();
        context.CountMember(by.Member);
        await requests.AcceptAsync(quest, by, member, context.RequestAborted);
        return new QuestResult(await reader.ReadAsync(quest, by.Member, context.RequestAborted));
    }

    private static async Task<NoContent> TakeBackAsync(string id, HttpContext context, QuestRequests requests)
    {
        var (quest, by) = (PathIds.Quest(id), context.RequireStanding());
        context.CountMember(by.Member);
        await requests.TakeBackAsync(quest, by, context.RequestAborted);
        return TypedResults.NoContent();
    }
}

/// <param name="Key">For the link <c>/quests/{id}#key=…</c> and the header <c>Quest-Key</c>. It is shown this once; the
/// key before it opens nothing any more.</param>
public sealed record LinkResponse(string Key);

/// <param name="Address">Of a member in <c>requests</c>.</param>
public sealed record AcceptRequest(string? Address);

/// <summary>The answer to a claim of a private quest: its creator sees the request, and accepts or not.</summary>
public sealed record RequestedResponse(bool Requested);

/// <summary>Who asks for a private quest.</summary>
public sealed record RequestItem(Address Address, DateTime At);
