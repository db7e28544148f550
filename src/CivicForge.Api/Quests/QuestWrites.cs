using CivicForge.Api.Access;
using CivicForge.Api.Http.Problems;
using CivicForge.Api.Http.RateLimits;
using CivicForge.Api.Http.Requests;
using CivicForge.Api.Quests.Private;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CivicForge.Api.Quests;

/// <summary>Creating a quest, and the moves of its creator and its performer.</summary>
internal static class QuestWrites
{
    public static void MapWrites(this IEndpointRouteBuilder writes)
    {
        writes
            .MapPost("", CreateAsync)
            .Limited(RateClass.Create)
            .WithSummary("Create a quest")
            .Accepts<CreateQuestRequest>("application/json")
            .Fails(
                ErrorCodes.Unauthenticated,
                ErrorCodes.ValidationFailed,
                ErrorCodes.NotEnoughCreationPoints,
                ErrorCodes.TooManyOpenQuests,
                ErrorCodes.IdempotencyKeyReused
            );
        Move(
                writes.MapPatch("/{id}", EditAsync),
                RateClass.Write,
                "Edit an open quest",
                ErrorCodes.Forbidden,
                ErrorCodes.ValidationFailed
            )
            .Accepts<EditQuestRequest>("application/json");
        Move(writes.MapDelete("/{id}", CancelAsync), RateClass.Write, "Cancel an open quest", ErrorCodes.Forbidden);
        Move(
                writes.MapPost("/{id}/claim", ClaimAsync),
                RateClass.Claim,
                "Claim an open quest",
                ErrorCodes.OwnQuest,
                ErrorCodes.AlreadyClaimed,
                ErrorCodes.QuestChanged,
                ErrorCodes.TooManyOpenClaims,
                ErrorCodes.ClaimedBefore,
                ErrorCodes.TooManyOpenRequests,
                ErrorCodes.RequestsFull
            )
            .Accepts<EmptyRequest>("application/json");
        Move(writes.MapPost("/{id}/release", ReleaseAsync), RateClass.Write, "Give a claim back", ErrorCodes.NotAParty)
            .Accepts<EmptyRequest>("application/json");
        Move(
                writes.MapPost("/{id}/close", CloseAsync),
                RateClass.Write,
                "Let nobody take the quest after its performer",
                ErrorCodes.Forbidden
            )
            .Accepts<EmptyRequest>("application/json");
        Move(
                writes.MapPost("/{id}/submit", SubmitAsync),
                RateClass.Submit,
                "Submit work",
                ErrorCodes.NotAParty,
                ErrorCodes.ValidationFailed,
                ErrorCodes.EvidenceUnknown,
                ErrorCodes.EvidenceRequired
            )
            .Accepts<SubmitRequest>("application/json");
        Move(
                writes.MapPost("/{id}/withdraw", WithdrawAsync),
                RateClass.Write,
                "Take a submission back while nobody has signed it",
                ErrorCodes.NotAParty,
                ErrorCodes.AlreadySigned
            )
            .Accepts<EmptyRequest>("application/json");
        Move(
                writes.MapPost("/{id}/request-revision", RequestRevisionAsync),
                RateClass.Write,
                "Ask for a revision",
                ErrorCodes.Forbidden,
                ErrorCodes.ValidationFailed
            )
            .Accepts<RevisionRequest>("application/json");
        Move(
                writes.MapPost("/{id}/nudge", NudgeAsync),
                RateClass.Write,
                "Ask the other party, whose turn it is, to go on",
                ErrorCodes.NotAParty,
                ErrorCodes.YourTurn,
                ErrorCodes.NudgedBefore
            )
            .Accepts<EmptyRequest>("application/json");
    }

    private static RouteHandlerBuilder Move(
        RouteHandlerBuilder builder,
        RateClass rateClass,
        string summary,
        params ErrorCode[] codes
    ) =>
        builder
            .Limited(rateClass)
            .WithSummary(summary)
            .Fails([
                ErrorCodes.Unauthenticated,
                ErrorCodes.InvalidId,
                ErrorCodes.QuestNotFound,
                ErrorCodes.InvalidTransition,
                .. codes,
            ]);

    private static async Task<CreatedQuest> CreateAsync(HttpContext context, CreateQuest create, QuestReader reader)
    {
        var caller = context.RequireCaller();
        var request = await JsonBody.ReadAsync<CreateQuestRequest>(context);
        QuestForm.Check(request, QuestOptions.DefaultClaimDays, DateTimeOffset.MinValue);
        var key = IdempotencyHeader.Read(context.Request);
        context.CountMember(caller);
        var id = await create.RunAsync(context.RequireStanding(), request, key, context.RequestAborted);
        context.Response.Headers.Location = $"/api/v1/quests/{id}";
        return new CreatedQuest(await reader.ReadAsync(id, caller, context.RequestAborted));
    }

    private static async Task<QuestResult> EditAsync(
        string id,
        HttpContext context,
        QuestChanges changes,
        QuestReader reader
    )
    {
        var request = await JsonBody.ReadAsync<EditQuestRequest>(context);
        return await MoveAsync(
            id,
            context,
            changes,
            reader,
            QuestMoves.Edit,
            (quest, caller, now) =>
                quest.Edit(caller, () => QuestForm.Check(request.Over(quest), quest.ClaimDays, now), now)
        );
    }

    private static Task<QuestResult> CancelAsync(
        string id,
        HttpContext context,
        QuestChanges changes,
        QuestReader reader
    ) =>
        MoveAsync(
            id,
            context,
            changes,
            reader,
            QuestMoves.Cancel,
            (quest, caller, now) => quest.Status == QuestStatus.Cancelled ? null : quest.Cancel(caller, now)
        );

    private static async Task<QuestResult> CloseAsync(
        string id,
        HttpContext context,
        QuestChanges changes,
        QuestReader reader
    )
    {
        await JsonBody.ReadAsync<EmptyRequest>(context);
        return await MoveAsync(
            id,
            context,
            changes,
            reader,
            QuestMoves.Close,
            (quest, caller, now) => quest.Close(caller, now)
        );
    }

    private static async Task<Results<QuestResult, Accepted<RequestedResponse>>> ClaimAsync(
        string id,
        HttpContext context,
        ClaimQuest claim,
        QuestReader reader
    )
    {
        var (quest, by) = (PathIds.Quest(id), context.RequireStanding());
        await JsonBody.ReadAsync<EmptyRequest>(context);
        context.CountMember(by.Member);
        var isTaken = await claim.RunAsync(
            quest,
            by,
            QuestKey.Of(context.Request),
            locked => QuestResult.CheckIfMatch(context.Request, locked),
            context.RequestAborted
        );
        return isTaken
            ? new QuestResult(await reader.ReadAsync(quest, by.Member, context.RequestAborted))
            : TypedResults.Accepted((string?)null, new RequestedResponse(true));
    }

    private static async Task<QuestResult> ReleaseAsync(
        string id,
        HttpContext context,
        QuestChanges changes,
        QuestReader reader
    )
    {
        var (quest, by) = (PathIds.Quest(id), context.RequireStanding());
        await JsonBody.ReadAsync<EmptyRequest>(context);
        context.CountMember(by.Member);
        await changes.RunAsync(
            quest,
            by,
            (locked, now) =>
            {
                QuestAccess.RequireMover(QuestMoves.Release, locked, by.Member);
                return locked.Release(by.Member, now);
            },
            context.RequestAborted
        );
        return new QuestResult(await reader.ReadLeftAsync(quest, by.Member, context.RequestAborted));
    }

    private static async Task<QuestResult> SubmitAsync(
        string id,
        HttpContext context,
        SubmitWork submit,
        QuestReader reader
    )
    {
        var (quest, caller) = (PathIds.Quest(id), context.RequireCaller());
        var request = await JsonBody.ReadAsync<SubmitRequest>(context);
        context.CountMember(caller);
        await submit.RunAsync(quest, context.RequireStanding(), request, context.RequestAborted);
        return new QuestResult(await reader.ReadAsync(quest, caller, context.RequestAborted));
    }

    private static async Task<QuestResult> WithdrawAsync(
        string id,
        HttpContext context,
        WithdrawWork withdraw,
        QuestReader reader
    )
    {
        var (quest, caller) = (PathIds.Quest(id), context.RequireCaller());
        await JsonBody.ReadAsync<EmptyRequest>(context);
        context.CountMember(caller);
        await withdraw.RunAsync(quest, context.RequireStanding(), context.RequestAborted);
        return new QuestResult(await reader.ReadAsync(quest, caller, context.RequestAborted));
    }

    private static async Task<QuestResult> NudgeAsync(
        string id,
        HttpContext context,
        NudgeParty nudge,
        QuestReader reader
    )
    {
        var (quest, caller) = (PathIds.Quest(id), context.RequireCaller());
        await JsonBody.ReadAsync<EmptyRequest>(context);
        context.CountMember(caller);
        await nudge.RunAsync(quest, context.RequireStanding(), context.RequestAborted);
        return new QuestResult(await reader.ReadAsync(quest, caller, context.RequestAborted));
    }

    private static async Task<QuestResult> RequestRevisionAsync(
        string id,
        HttpContext context,
        QuestChanges changes,
        QuestReader reader
    )
    {
        var request = await JsonBody.ReadAsync<RevisionRequest>(context);
        var errors = new FieldErrors();
        errors.Check(
            "reason",
            PlainText.Fault(
                request.Reason,
                QuestLimits.Current.RevisionReason.Min,
                QuestLimits.Current.RevisionReason.Max,
                multiLine: true
            )
        );
        errors.ThrowIfAny();
        return await MoveAsync(
            id,
            context,
            changes,
            reader,
            QuestMoves.RequestRevision,
            (quest, caller, now) => quest.RequestRevision(caller, request.Reason!, now)
        );
    }

    private static async Task<QuestResult> MoveAsync(
        string id,
        HttpContext context,
        QuestChanges changes,
        QuestReader reader,
        string action,
        Func<Quest, Chain.Address, DateTimeOffset, QuestMove?> move
    )
    {
        var (quest, caller) = (PathIds.Quest(id), context.RequireCaller());
        context.CountMember(caller);
        await changes.RunAsync(
            quest,
            context.RequireStanding(),
            (locked, now) =>
            {
                QuestAccess.RequireMover(action, locked, caller);
                return move(locked, caller, now);
            },
            context.RequestAborted
        );
        return new QuestResult(await reader.ReadAsync(quest, caller, context.RequestAborted));
    }
}

public sealed record RevisionRequest(string? Reason);
