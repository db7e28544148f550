using CivicForge.Api.Access;
using CivicForge.Api.Database;
using CivicForge.Api.Http.Problems;
using CivicForge.Api.Http.RateLimits;
using CivicForge.Api.Http.Requests;
using CivicForge.Api.Jobs;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;

namespace CivicForge.Api.Notifications;

/// <summary>Up to which line the caller has read.</summary>
public sealed record ReadRequest(long? UpTo);

/// <param name="Unread">How many lines are still unread, up to 100.</param>
public sealed record ReadResponse(int Unread);

/// <summary>What members are told: their inboxes.</summary>
internal static class NotificationsModule
{
    /// <summary>Role worker.</summary>
    public static void AddInboxFilling(this IServiceCollection services) =>
        services.AddPeriodicWork<FillInboxes>(
            "fill-inboxes",
            TimeSpan.FromSeconds(2),
            (fill, cancellationToken) => fill.RunAsync(cancellationToken)
        );

    public static void MapNotifications(this IEndpointRouteBuilder api)
    {
        var inbox = api.MapGroup("/notifications").WithTags("Members").RequireAuthorization();
        inbox
            .MapGet("", ListAsync)
            .Limited(RateClass.Reads)
            .WithSummary("What the caller was told, newest first")
            .Fails(ErrorCodes.Unauthenticated, ErrorCodes.InvalidQuery);
        inbox
            .MapPost("/read", ReadAsync)
            .Limited(RateClass.Write)
            .WithSummary("Mark what the caller was told as read, up to a position")
            .Accepts<ReadRequest>("application/json")
            .Fails(ErrorCodes.Unauthenticated, ErrorCodes.ValidationFailed);
    }

    private static async Task<Ok<NotificationPage>> ListAsync(HttpContext context, ReadDatabase database)
    {
        var caller = context.RequireCaller();
        context.CountMember(caller);
        await using var connection = await database.OpenConnectionAsync(context.RequestAborted);
        return TypedResults.Ok(
            await NotificationList.ReadAsync(connection, context.Request, caller, context.RequestAborted)
        );
    }

    private static async Task<Ok<ReadResponse>> ReadAsync(HttpContext context, NpgsqlDataSource database)
    {
        var caller = context.RequireStanding();
        var request = await JsonBody.ReadAsync<ReadRequest>(context);
        var errors = new FieldErrors();
        if (request.UpTo is not >= 1)
        {
            errors.Add("upTo", "must be the position of a line");
        }
        errors.ThrowIfAny();
        context.CountMember(caller.Member);
        await using var connection = await database.OpenConnectionAsync(context.RequestAborted);
        await using var transaction = await connection.BeginTransactionAsync(context.RequestAborted);
        await caller.RequireAsync(connection, context.RequestAborted);
        await InboxCommands.ReadAsync(connection, caller.Member, request.UpTo!.Value, context.RequestAborted);
        var unread = await NotificationList.UnreadAsync(connection, caller.Member, context.RequestAborted);
        await transaction.CommitAsync(context.RequestAborted);
        return TypedResults.Ok(new ReadResponse(unread));
    }
}
