using CivicForge.Api.Access;
using CivicForge.Api.Database;
using CivicForge.Api.Http.Problems;
using CivicForge.Api.Http.RateLimits;
using CivicForge.Api.Http.Requests;
using CivicForge.Api.Identity;
using CivicForge.Api.Members;
using CivicForge.Api.Notifications;
using CivicForge.Api.Quests;
using CivicForge.Api.Quests.Search;
using CivicForge.Chain;
using Dapper;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;

namespace CivicForge.Api.Account;

/// <summary>One's own profile, and those of others.</summary>
internal static class AccountModule
{
    public static void AddAccount(this IServiceCollection services) =>
        services.AddSingleton<EraseMember>().AddSingleton<ExportMember>();

    public const int MaxDisplayName = 50;
    public const int MaxBio = 500;

    /// <summary>What a quest costs and gives back are the member's own business, and which quest was meant is that of
    /// those who see it.</summary>
    // One entry more: the one that the page before ended in may have no line left.
    internal static readonly string Ledger = $"""
        SELECT l.id, e.at, l.kind, l.amount, e.reason, q.id AS "QuestId"
        FROM (
          SELECT * FROM civic.point_entries WHERE member = @member AND id <= @before / 4
              AND (xp <> 0 OR reputation <> 0 OR member = @viewer)
          ORDER BY id DESC LIMIT @take + 1) e
        {PointLines.Of("e")}
        LEFT JOIN civic.quests q ON q.id = e.quest_id AND {QuestAccess.IsSeenBy("@viewer")}
        WHERE l.id < @before AND (l.kind <> 'creation' OR e.member = @viewer) ORDER BY l.id DESC LIMIT @take
        """;

    public static void MapAccount(this IEndpointRouteBuilder api)
    {
        var me = api.MapGroup("/me").WithTags("Members").RequireAuthorization();
        me.MapGet("", MeAsync)
            .Limited(RateClass.Reads)
            .WithSummary("One's own profile")
            .Fails(ErrorCodes.Unauthenticated);
        me.MapPatch("", EditAsync)
            .Limited(RateClass.Write)
            .WithSummary("Edit one's profile")
            .Accepts<ProfileEdit>("application/json")
            .Fails(ErrorCodes.Unauthenticated, ErrorCodes.ValidationFailed);
        me.MapDelete("", EraseAsync)
            .Limited(RateClass.Write)
            .WithSummary("Erase one's texts, files, name and sessions")
            .Fails(ErrorCodes.Unauthenticated, ErrorCodes.OpenObligations);
        me.MapGet("/export", ExportAsync)
            .Limited(RateClass.Write)
            .WithSummary("Everything the service holds about the caller, as a file")
            .Fails(ErrorCodes.Unauthenticated);
        var members = api.MapGroup("/members/{address}")
            .WithTags("Members")
            .Limited(RateClass.Reads)
            .RequireCors(Http.Cors.Public);
        members
            .MapGet("", MemberAsync)
            .WithSummary("A member's profile")
            .Fails(ErrorCodes.InvalidId, ErrorCodes.MemberNotFound);
        members
            .MapGet("/ledger", LedgerAsync)
            .WithSummary("A member's point entries, newest first")
            .Fails(ErrorCodes.InvalidId, ErrorCodes.MemberNotFound, ErrorCodes.InvalidQuery);
    }

    private static async Task<Ok<OwnProfile>> MeAsync(HttpContext context, NpgsqlDataSource database, AuthOptions auth)
    {
        var caller = context.RequireCaller();
        context.CountMember(caller);
        await using var connection = await database.OpenConnectionAsync(context.RequestAborted);
        return TypedResults.Ok(await OwnAsync(connection, caller, auth, context.RequestAborted));
    }

    private static async Task<OwnProfile> OwnAsync(
        NpgsqlConnection connection,
        Address caller,
        AuthOptions auth,
        CancellationToken cancellationToken
    ) =>
        await Profiles.RequireAsync(connection, caller, cancellationToken) with
        {
            Roles = auth.RolesOf(caller),
            Unread = await NotificationList.UnreadAsync(connection, caller, cancellationToken),
        };

    private static async Task<Ok<OwnProfile>> EditAsync(
        HttpContext context,
        NpgsqlDataSource database,
        AuthOptions auth
    )
    {
        var caller = context.RequireCaller();
        var edit = await JsonBody.ReadAsync<ProfileEdit>(context);
        var errors = new FieldErrors();
        if (edit.DisplayName.Value is { } name)
        {
            errors.Check(
                "displayName",
                PlainText.TitleFault(name, 1, MaxDisplayName)
                    ?? LookAlike.NameFault(name, hasRole: auth.RolesOf(caller).Count > 1)
            );
        }
        if (edit.Bio.Value is { } bio)
        {
            errors.Check("bio", PlainText.Fault(bio, 0, MaxBio, multiLine: true));
        }
        errors.ThrowIfAny();
        context.CountMember(caller);
        await using var connection = await database.OpenConnectionAsync(context.RequestAborted);
        await using var transaction = await connection.BeginTransactionAsync(context.RequestAborted);
        await context.RequireStanding().RequireAloneAsync(connection, null, context.RequestAborted);
        await MemberCommands.EditAsync(connection, caller, edit.DisplayName, edit.Bio, context.RequestAborted);
        if (edit.DisplayName.IsGiven)
        {
            await MemberWords.SaveAsync(connection, caller, edit.DisplayName.Value, context.RequestAborted);
        }
        var profile = await OwnAsync(connection, caller, auth, context.RequestAborted);
        await transaction.CommitAsync(context.RequestAborted);
        return TypedResults.Ok(profile);
    }

    private static async Task<NoContent> EraseAsync(HttpContext context, EraseMember erase)
    {
        var caller = context.RequireCaller();
        context.CountMember(caller);
        await erase.RunAsync(caller, context.RequestAborted);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<MemberExport>> ExportAsync(
        HttpContext context,
        NpgsqlDataSource database,
        AuthOptions auth,
        SessionStore sessions,
        ExportMember export,
        TimeProvider time
    )
    {
        var (caller, ending) = (context.RequireCaller(), context.RequestAborted);
        context.CountMember(caller);
        await using var connection = await database.OpenConnectionAsync(ending);
        var profile = await OwnAsync(connection, caller, auth, ending);
        var now = time.GetUtcNow().UtcDateTime;
        context.Response.Headers.ContentDisposition =
            $"attachment; filename=\"civicforge-{caller}-{now:yyyy-MM-dd}.json\"";
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(
            export.Read(profile, await sessions.ListAsync(caller, context.SessionId(), ending), now, ending)
        );
    }

    private static async Task<Ok<MemberProfile>> MemberAsync(string address, HttpContext context, ReadDatabase database)
    {
        await using var connection = await database.OpenConnectionAsync(context.RequestAborted);
        return TypedResults.Ok(
            (await Profiles.RequireAsync(connection, PathIds.Member(address), context.RequestAborted)).Public()
        );
    }

    private static async Task<Ok<Page<LedgerItem>>> LedgerAsync(
        string address,
        HttpContext context,
        ReadDatabase database
    )
    {
        var member = PathIds.Member(address);
        var limit = Paging.Limit(context.Request);
        var before = Paging.Cursor(context.Request, "ledger", 1) is [var id] ? Paging.CursorNumber(id) : long.MaxValue;
        await using var connection = await database.OpenConnectionAsync(context.RequestAborted);
        await Profiles.RequireKnownAsync(connection, member, context.RequestAborted);
        var rows = (
            await connection.QueryAsync<LedgerRow>(
                new CommandDefinition(
                    Ledger,
                    new
                    {
                        member = member.ToArray(),
                        viewer = context.CallerOrNull()?.ToArray(),
                        before,
                        take = limit + 1,
                    },
                    cancellationToken: context.RequestAborted
                )
            )
        ).AsList();
        return TypedResults.Ok(
            new Page<LedgerItem>(
                [.. rows.Take(limit).Select(r => new LedgerItem(r.At, r.Kind, r.Amount, r.Reason, r.QuestId))],
                rows.Count > limit
                    ? Paging.Encode(
                        "ledger",
                        rows[limit - 1].Id.ToString(System.Globalization.CultureInfo.InvariantCulture)
                    )
                    : null
            )
        );
    }
}

internal sealed record LedgerRow(long Id, DateTime At, string Kind, int Amount, string Reason, Guid? QuestId);

/// <summary>Absent members stay as they are, null clears them.</summary>
public sealed record ProfileEdit
{
    public Optional<string?> DisplayName { get; init; }
    public Optional<string?> Bio { get; init; }
}

/// <summary>A line of the ledger (wire.md).</summary>
public sealed record LedgerItem(DateTime At, string Kind, int Amount, string Reason, Guid? QuestId);
