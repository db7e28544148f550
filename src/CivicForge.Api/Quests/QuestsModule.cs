using CivicForge.Api.Access;
using CivicForge.Api.Database;
using CivicForge.Api.Http;
using CivicForge.Api.Http.Problems;
using CivicForge.Api.Http.RateLimits;
using CivicForge.Api.Http.Requests;
using CivicForge.Api.Jobs;
using CivicForge.Api.Members;
using CivicForge.Api.Quests.Evidence;
using CivicForge.Api.Quests.Private;
using Microsoft.Net.Http.Headers;

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
        services.AddScoped<ClaimLimits>();
        services.AddScoped<ClaimQuest>();
        services.AddPrivateQuests();
        services.AddOptions<QuestOptions>().BindConfiguration(QuestOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<QuestTimeline>();
        services.AddEvidence();
    }

    /// <summary>Role worker: what time does to quests.</summary>
    public static void AddQuestExpiry(this IServiceCollection services)
    {
        services.AddScoped<QuestChanges>();
        services.AddPeriodicWork<ExpireQuests>("expire-quests", TimeSpan.FromMinutes(1), (expire, cancellationToken) => expire.RunAsync(cancellationToken));
        services.AddEvidenceClearing();
    }

    public static void MapQuests(this IEndpointRouteBuilder api)
    {
        var quests = api.MapGroup("/quests").WithTags("Quests");
        quests.MapGet("", ListAsync).Limited(RateClass.Reads).RequireCors(Cors.Public).WithSummary("The quest board").Produces<QuestPage>().Fails(ErrorCodes.InvalidQuery);
        quests.MapGet("/counts", CountAsync).Limited(RateClass.Reads).RequireCors(Cors.Public).WithSummary("How many quests a filter of the board finds, by state; the newest hundred are counted").Produces<QuestCounts>().Fails(ErrorCodes.InvalidQuery);
        quests.MapGet("/{id}", GetAsync).Limited(RateClass.Reads).RequireCors(Cors.Public).WithSummary("One quest").Produces<QuestResponse>().Produces(304).Fails(ErrorCodes.InvalidId, ErrorCodes.QuestNotFound);
        quests.MapGet("/{id}/timeline", TimelineAsync).Limited(RateClass.Reads).RequireCors(Cors.Public).WithSummary("A quest's moves, newest first").Produces<PeoplePage<TimelineItem>>()
            .Fails(ErrorCodes.InvalidId, ErrorCodes.QuestNotFound, ErrorCodes.InvalidQuery);
        api.MapGet("/members/{address}/quests", OfMemberAsync).WithTags("Members").Limited(RateClass.Reads).RequireCors(Cors.Public).WithSummary("A member's quests, newest first").Produces<QuestPage>()
            .Fails(ErrorCodes.InvalidId, ErrorCodes.MemberNotFound, ErrorCodes.InvalidQuery);

        var writes = quests.MapGroup("").RequireAuthorization();
        writes.MapPost("", CreateAsync).Limited(RateClass.Create).WithSummary("Create a quest").Accepts<CreateQuestRequest>("application/json").Produces<QuestResponse>(201)
            .Fails(ErrorCodes.Unauthenticated, ErrorCodes.ValidationFailed, ErrorCodes.NotEnoughCreationPoints, ErrorCodes.TooManyOpenQuests, ErrorCodes.IdempotencyKeyReused);
        Move(writes.MapPatch("/{id}", EditAsync), RateClass.Write, "Edit an open quest", ErrorCodes.Forbidden, ErrorCodes.ValidationFailed).Accepts<EditQuestRequest>("application/json");
        Move(writes.MapDelete("/{id}", CancelAsync), RateClass.Write, "Cancel an open quest", ErrorCodes.Forbidden);
        Move(writes.MapPost("/{id}/claim", ClaimAsync), RateClass.Claim, "Claim an open quest", ErrorCodes.OwnQuest, ErrorCodes.AlreadyClaimed, ErrorCodes.QuestChanged,
            ErrorCodes.TooManyOpenClaims, ErrorCodes.ClaimedBefore, ErrorCodes.TooManyOpenRequests, ErrorCodes.RequestsFull).Accepts<EmptyRequest>("application/json").Produces<RequestedResponse>(202);
        Move(writes.MapPost("/{id}/release", ReleaseAsync), RateClass.Write, "Give a claim back", ErrorCodes.NotAParty).Accepts<EmptyRequest>("application/json");
        Move(writes.MapPost("/{id}/close", CloseAsync), RateClass.Write, "Let nobody take the quest after its performer", ErrorCodes.Forbidden).Accepts<EmptyRequest>("application/json");
        Move(writes.MapPost("/{id}/submit", SubmitAsync), RateClass.Submit, "Submit work", ErrorCodes.NotAParty, ErrorCodes.ValidationFailed, ErrorCodes.EvidenceUnknown, ErrorCodes.EvidenceRequired).Accepts<SubmitRequest>("application/json");
        Move(writes.MapPost("/{id}/withdraw", WithdrawAsync), RateClass.Write, "Take a submission back while nobody has signed it", ErrorCodes.NotAParty, ErrorCodes.AlreadySigned).Accepts<EmptyRequest>("application/json");
        Move(writes.MapPost("/{id}/request-revision", RequestRevisionAsync), RateClass.Write, "Ask for a revision", ErrorCodes.Forbidden, ErrorCodes.ValidationFailed).Accepts<RevisionRequest>("application/json");
        quests.MapEvidence();
    }

    private static RouteHandlerBuilder Move(RouteHandlerBuilder builder, RateClass rateClass, string summary, params ErrorCode[] codes) =>
        builder.Limited(rateClass).WithSummary(summary).Produces<QuestResponse>().Fails([ErrorCodes.Unauthenticated, ErrorCodes.InvalidId, ErrorCodes.QuestNotFound, ErrorCodes.InvalidTransition, .. codes]);

    private static async Task<IResult> ListAsync(HttpContext context, QuestBoard board)
    {
        var sort = BoardQuery.Sort(context.Request);
        var (cursor, isNear) = BoardQuery.Cursor(context.Request, sort);
        var viewer = context.CallerOrNull();
        if (viewer is { } member) context.CountMember(member);
        return Results.Ok(await board.ListAsync(
            BoardQuery.Filter(context.Request) with { IsNear = isNear }, sort, cursor, Paging.Limit(context.Request), viewer, context.RequestAborted));
    }

    private static async Task<IResult> CountAsync(HttpContext context, QuestBoard board)
    {
        var viewer = context.CallerOrNull();
        if (viewer is { } member) context.CountMember(member);
        return Results.Ok(await board.CountAsync(BoardQuery.Filter(context.Request), viewer, context.RequestAborted));
    }

    private static async Task<IResult> OfMemberAsync(string address, HttpContext context, QuestBoard board, ReadDatabase database)
    {
        var member = PathIds.Member(address);
        var (sort, cursor, limit) = (QuestSort.All[0], Paging.Cursor(context.Request, QuestSort.All[0].Name, 1), Paging.Limit(context.Request));
        await using (var connection = await database.OpenConnectionAsync(context.RequestAborted))
            await Profiles.RequireKnownAsync(connection, member, context.RequestAborted);
        return Results.Ok(await board.ListAsync(new QuestFilter(null, null, null, null, null, null, member), sort, cursor, limit, context.CallerOrNull(), context.RequestAborted));
    }

    private static async Task<IResult> GetAsync(string id, HttpContext context, QuestReader reader)
    {
        var quest = PathIds.Quest(id);
        var viewer = context.CallerOrNull();
        if (viewer is { } member) context.CountMember(member);
        return new QuestResult(await reader.ReadAsync(quest, viewer, QuestKey.Of(context.Request), context.RequestAborted));
    }

    private static async Task<IResult> TimelineAsync(string id, HttpContext context, QuestTimeline timeline)
    {
        var quest = PathIds.Quest(id);
        var before = Paging.Cursor(context.Request, QuestTimeline.Kind, 1) is [var place] ? Paging.CursorNumber(place) : long.MaxValue;
        var viewer = context.CallerOrNull();
        if (viewer is { } member) context.CountMember(member);
        context.Response.Headers.CacheControl = "private, no-cache";
        context.Response.Headers.Append(HeaderNames.Vary, "Authorization");
        return Results.Ok(await timeline.ReadAsync(quest, before, Paging.Limit(context.Request), viewer, context.RequestAborted));
    }

    private static async Task<IResult> CreateAsync(HttpContext context, CreateQuest create, QuestReader reader)
    {
        var caller = context.RequireCaller();
        var request = await JsonBody.ReadAsync<CreateQuestRequest>(context);
        QuestForm.Check(request, DateTimeOffset.MinValue);
        var key = IdempotencyHeader.Read(context.Request);
        context.CountMember(caller);
        var id = await create.RunAsync(context.RequireStanding(), request, key, context.RequestAborted);
        context.Response.Headers.Location = $"/api/v1/quests/{id}";
        return new QuestResult(await reader.ReadAsync(id, caller, context.RequestAborted), StatusCodes.Status201Created);
    }

    private static async Task<IResult> EditAsync(string id, HttpContext context, QuestChanges changes, QuestReader reader)
    {
        var (quest, caller) = (PathIds.Quest(id), context.RequireCaller());
        var request = await JsonBody.ReadAsync<EditQuestRequest>(context);
        context.CountMember(caller);
        await changes.RunAsync(
            quest,
            context.RequireStanding(),
            (locked, now) =>
            {
                QuestAccess.RequireCreator(locked, caller);
                return locked.Edit(caller, () => QuestForm.Check(request.Over(locked), now), now);
            },
            context.RequestAborted);
        return new QuestResult(await reader.ReadAsync(quest, caller, context.RequestAborted));
    }

    private static Task<IResult> CancelAsync(string id, HttpContext context, QuestChanges changes, QuestReader reader) => MoveAsync(id, context, changes, reader, (quest, caller, now) =>
    {
        QuestAccess.RequireCreator(quest, caller);
        return quest.Status == QuestStatus.Cancelled ? null : quest.Cancel(caller, now);
    });

    private static async Task<IResult> CloseAsync(string id, HttpContext context, QuestChanges changes, QuestReader reader)
    {
        await JsonBody.ReadAsync<EmptyRequest>(context);
        return await MoveAsync(id, context, changes, reader, (quest, caller, now) =>
        {
            QuestAccess.RequireCreator(quest, caller);
            return quest.Close(caller, now);
        });
    }

    private static async Task<IResult> ClaimAsync(string id, HttpContext context, ClaimQuest claim, QuestReader reader)
    {
        var (quest, by) = (PathIds.Quest(id), context.RequireStanding());
        await JsonBody.ReadAsync<EmptyRequest>(context);
        context.CountMember(by.Member);
        var isTaken = await claim.RunAsync(quest, by, QuestKey.Of(context.Request), locked => QuestResult.CheckIfMatch(context.Request, locked), context.RequestAborted);
        return isTaken ? new QuestResult(await reader.ReadAsync(quest, by.Member, context.RequestAborted)) : Results.Json(new RequestedResponse(true), JsonShape.Options, statusCode: StatusCodes.Status202Accepted);
    }

    private static async Task<IResult> ReleaseAsync(string id, HttpContext context, QuestChanges changes, QuestReader reader)
    {
        var (quest, by) = (PathIds.Quest(id), context.RequireStanding());
        await JsonBody.ReadAsync<EmptyRequest>(context);
        context.CountMember(by.Member);
        await changes.RunAsync(
            quest,
            by,
            (locked, now) =>
            {
                QuestAccess.RequirePerformer(locked, by.Member);
                return locked.Release(by.Member, now);
            },
            context.RequestAborted);
        return new QuestResult(await reader.ReadLeftAsync(quest, by.Member, context.RequestAborted));
    }

    private static async Task<IResult> SubmitAsync(string id, HttpContext context, SubmitWork submit, QuestReader reader)
    {
        var (quest, caller) = (PathIds.Quest(id), context.RequireCaller());
        var request = await JsonBody.ReadAsync<SubmitRequest>(context);
        context.CountMember(caller);
        await submit.RunAsync(quest, context.RequireStanding(), request, context.RequestAborted);
        return new QuestResult(await reader.ReadAsync(quest, caller, context.RequestAborted));
    }

    private static async Task<IResult> WithdrawAsync(string id, HttpContext context, WithdrawWork withdraw, QuestReader reader)
    {
        var (quest, caller) = (PathIds.Quest(id), context.RequireCaller());
        await JsonBody.ReadAsync<EmptyRequest>(context);
        context.CountMember(caller);
        await withdraw.RunAsync(quest, context.RequireStanding(), context.RequestAborted);
        return new QuestResult(await reader.ReadAsync(quest, caller, context.RequestAborted));
    }

    private static async Task<IResult> RequestRevisionAsync(string id, HttpContext context, QuestChanges changes, QuestReader reader)
    {
        var request = await JsonBody.ReadAsync<RevisionRequest>(context);
        var errors = new FieldErrors();
        errors.Check("reason", PlainText.Fault(request.Reason, QuestLimits.Current.RevisionReason.Min, QuestLimits.Current.RevisionReason.Max, multiLine: true));
        errors.ThrowIfAny();
        return await MoveAsync(id, context, changes, reader, (quest, caller, now) =>
        {
            QuestAccess.RequireCreator(quest, caller);
            return quest.RequestRevision(caller, request.Reason!, now);
        });
    }

    private static async Task<IResult> MoveAsync(
        string id, HttpContext context, QuestChanges changes, QuestReader reader, Func<Quest, Chain.Address, DateTimeOffset, QuestMove?> move)
    {
        var (quest, caller) = (PathIds.Quest(id), context.RequireCaller());
        context.CountMember(caller);
        await changes.RunAsync(quest, context.RequireStanding(), (locked, now) => move(locked, caller, now), context.RequestAborted);
        return new QuestResult(await reader.ReadAsync(quest, caller, context.RequestAborted));
    }
}

public sealed record RevisionRequest(string? Reason);
