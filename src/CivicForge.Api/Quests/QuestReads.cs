using CivicForge.Api.Access;
using CivicForge.Api.Database;
using CivicForge.Api.Http;
using CivicForge.Api.Http.Problems;
using CivicForge.Api.Http.RateLimits;
using CivicForge.Api.Http.Requests;
using CivicForge.Api.Members;
using CivicForge.Api.Quests.Private;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace CivicForge.Api.Quests;

/// <summary>The board, its counts, one quest and its moves, and the quests of a member.</summary>
internal static class QuestReads
{
    public static void MapReads(this IEndpointRouteBuilder quests)
    {
        quests
            .MapGet("", ListAsync)
            .Limited(RateClass.Reads)
            .RequireCors(Cors.Public)
            .WithSummary("The quest board")
            .Fails(ErrorCodes.InvalidQuery);
        quests
            .MapGet("/counts", CountAsync)
            .Limited(RateClass.Reads)
            .RequireCors(Cors.Public)
            .WithSummary("How many quests a filter of the board finds, by state; the newest hundred are counted")
            .Fails(ErrorCodes.InvalidQuery);
        quests
            .MapGet("/{id}", GetAsync)
            .Limited(RateClass.Reads)
            .RequireCors(Cors.Public)
            .WithSummary("One quest")
            .Produces(304)
            .Fails(ErrorCodes.InvalidId, ErrorCodes.QuestNotFound);
        quests
            .MapGet("/{id}/timeline", TimelineAsync)
            .Limited(RateClass.Reads)
            .RequireCors(Cors.Public)
            .WithSummary("A quest's moves, newest first")
            .Fails(ErrorCodes.InvalidId, ErrorCodes.QuestNotFound, ErrorCodes.InvalidQuery);
    }

    public static void MapOfMember(this IEndpointRouteBuilder quests) =>
        quests
            .MapGet("", OfMemberAsync)
            .Limited(RateClass.Reads)
            .RequireCors(Cors.Public)
            .WithSummary("A member's quests, newest first")
            .Fails(ErrorCodes.InvalidId, ErrorCodes.MemberNotFound, ErrorCodes.InvalidQuery);

    private static async Task<Ok<QuestPage>> ListAsync(HttpContext context, QuestBoard board)
    {
        var sort = BoardQuery.Sort(context.Request);
        var (cursor, isNear) = BoardQuery.Cursor(context.Request, sort);
        var viewer = context.CallerOrNull();
        context.CountMember(viewer);
        return TypedResults.Ok(
            await board.ListAsync(
                BoardQuery.Filter(context.Request) with
                {
                    IsNear = isNear,
                },
                sort,
                cursor,
                Paging.Limit(context.Request),
                viewer,
                context.RequestAborted
            )
        );
    }

    private static async Task<Ok<QuestCounts>> CountAsync(HttpContext context, QuestBoard board)
    {
        var viewer = context.CallerOrNull();
        context.CountMember(viewer);
        return TypedResults.Ok(
            await board.CountAsync(BoardQuery.Filter(context.Request), viewer, context.RequestAborted)
        );
    }

    private static async Task<Ok<QuestPage>> OfMemberAsync(
        string address,
        HttpContext context,
        QuestBoard board,
        ReadDatabase database
    )
    {
        var member = PathIds.Member(address);
        var (sort, cursor, limit) = (
            QuestSort.All[0],
            Paging.Cursor(context.Request, QuestSort.All[0].Name, 1),
            Paging.Limit(context.Request)
        );
        await using (var connection = await database.OpenConnectionAsync(context.RequestAborted))
        {
            await Profiles.RequireKnownAsync(connection, member, context.RequestAborted);
        }
        return TypedResults.Ok(
            await board.ListAsync(
                new QuestFilter(null, null, null, null, null, null, member),
                sort,
                cursor,
                limit,
                context.CallerOrNull(),
                context.RequestAborted
            )
        );
    }

    private static async Task<QuestResult> GetAsync(string id, HttpContext context, QuestReader reader)
    {
        var quest = PathIds.Quest(id);
        var viewer = context.CallerOrNull();
        context.CountMember(viewer);
        return new QuestResult(
            await reader.ReadAsync(quest, viewer, QuestKey.Of(context.Request), context.RequestAborted)
        );
    }

    private static async Task<Ok<PeoplePage<TimelineItem>>> TimelineAsync(
        string id,
        HttpContext context,
        QuestTimeline timeline
    )
    {
        var quest = PathIds.Quest(id);
        var before = Paging.Cursor(context.Request, QuestTimeline.Kind, 1) is [var place]
            ? Paging.CursorNumber(place)
            : long.MaxValue;
        var viewer = context.CallerOrNull();
        context.CountMember(viewer);
        context.Response.Headers.CacheControl = "private, no-cache";
        context.Response.Headers.Append(HeaderNames.Vary, "Authorization");
        return TypedResults.Ok(
            await timeline.ReadAsync(quest, before, Paging.Limit(context.Request), viewer, context.RequestAborted)
        );
    }
}
