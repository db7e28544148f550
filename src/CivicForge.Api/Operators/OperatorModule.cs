using CivicForge.Api.Access;
using CivicForge.Api.Http.Problems;
using CivicForge.Api.Http.RateLimits;
using CivicForge.Api.Http.Requests;
using CivicForge.Api.Maintenance;
using CivicForge.Api.Members;
using CivicForge.Api.Rewards;
using CivicForge.Api.Transactions;
using CivicForge.Api.Watching;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Npgsql;

namespace CivicForge.Api.Operators;

/// <summary>What operators see and ask for, in role api. Commands are rows that the anchorer picks up with its next
/// tick; asking twice is asking once.</summary>
internal static class OperatorModule
{
    private const int MaxNote = 200;

    public static void AddOperator(this IServiceCollection services) =>
        services.AddSingleton<ChainCosts>().AddSingleton<GrantPoints>();

    public static void MapOperator(this IEndpointRouteBuilder api)
    {
        var all = api.MapGroup("/operator").WithTags("Operator").RequireOperator().GoesOnInMaintenance();
        var reads = all.MapGroup("").Limited(RateClass.Reads);
        reads.MapAnnouncementReads();
        reads.MapGet("/anchoring", OverviewAsync).WithSummary("Lease, pause, batches on their way and foreign roots");
        reads
            .MapGet("/measures", MeasuresAsync)
            .WithSummary("The last day in pieces of two hours: backlog, latency and cost");
        reads.MapGet("/transactions", TransactionsAsync).WithSummary("Outgoing transactions, newest first");
        reads
            .MapGet("/rewards", RewardsAsync)
            .WithSummary("Rewards, oldest first, by state")
            .Fails(ErrorCodes.InvalidQuery);
        reads
            .MapGet("/indexer", IndexerAsync)
            .WithSummary("How far the indexer has followed the chain, its reorganisations and findings");
        reads
            .MapGet("/audit", AuditAsync)
            .WithSummary("Commands of operators, newest first: who asked for what, when, and what came of it");
        reads
            .MapGet("/alarms", AlarmsAsync)
            .WithSummary("What needs a person: stored, one line for as long as it lasts")
            .Fails(ErrorCodes.InvalidQuery);
        var writes = all.MapGroup("").Limited(RateClass.Write);
        writes.MapAnnouncementWrites();
        writes
            .MapPost(
                "/anchoring/run",
                (HttpContext c, NpgsqlDataSource d) => CommandAsync(c, d, OperatorCommandKind.RunAnchoring)
            )
            .WithSummary("Seal and anchor now")
            .Accepts<EmptyRequest>("application/json");
        writes
            .MapPost(
                "/anchoring/pause",
                (HttpContext c, NpgsqlDataSource d) => CommandAsync(c, d, OperatorCommandKind.PauseAnchoring)
            )
            .WithSummary("Seal and sign nothing new")
            .Accepts<EmptyRequest>("application/json");
        writes
            .MapPost(
                "/anchoring/resume",
                (HttpContext c, NpgsqlDataSource d) => CommandAsync(c, d, OperatorCommandKind.ResumeAnchoring)
            )
            .WithSummary("Go on, and acknowledge foreign roots")
            .Accepts<EmptyRequest>("application/json");
        writes
            .MapPost(
                "/indexer/reindex",
                (HttpContext c, NpgsqlDataSource d) => CommandAsync(c, d, OperatorCommandKind.Reindex)
            )
            .WithSummary("Read all final blocks again and compare them with what is stored")
            .Accepts<EmptyRequest>("application/json");
        writes
            .MapPost("/members/{address}/points", GrantAsync)
            .WithSummary("Give a member creation points")
            .Accepts<GrantRequest>("application/json")
            .Fails(
                ErrorCodes.InvalidId,
                ErrorCodes.InvalidQuery,
                ErrorCodes.MemberNotFound,
                ErrorCodes.ValidationFailed,
                ErrorCodes.IdempotencyKeyReused,
                ErrorCodes.GrantDayLimit
            );
        writes
            .MapPost("/alarms/{id}/acknowledge", AcknowledgeAsync)
            .WithSummary("Say that an alarm was seen")
            .Accepts<EmptyRequest>("application/json")
            .Fails(ErrorCodes.AlarmNotFound);
        writes
            .MapPost(
                "/rewards/{questId}/retry",
                (string questId, HttpContext c, NpgsqlDataSource d) =>
                    RewardCommandAsync(questId, c, d, OperatorCommandKind.RetryReward)
            )
            .WithSummary("Relay a reward again")
            .Accepts<EmptyRequest>("application/json")
            .Fails(ErrorCodes.RewardNotFound);
        writes
            .MapPost(
                "/rewards/{questId}/abandon",
                (string questId, HttpContext c, NpgsqlDataSource d) =>
                    RewardCommandAsync(questId, c, d, OperatorCommandKind.AbandonReward)
            )
            .WithSummary("Stop relaying a reward")
            .Accepts<EmptyRequest>("application/json")
            .Fails(ErrorCodes.RewardNotFound);
    }

    private static async Task<Ok<CommandItem>> GrantAsync(
        string address,
        HttpContext context,
        GrantPoints grant,
        IOptions<MemberOptions> options
    )
    {
        var member = PathIds.Member(address);
        var request = await JsonBody.ReadAsync<GrantRequest>(context);
        var errors = new FieldErrors();
        if (request.Amount is not { } amount || amount < 1 || amount > options.Value.MaxGrant)
        {
            errors.Add("amount", $"must be a whole number from 1 to {options.Value.MaxGrant}");
        }
        errors.Check("note", PlainText.Fault(request.Note, 1, MaxNote, multiLine: false));
        errors.ThrowIfAny();
        var key =
            IdempotencyHeader.Read(context.Request)
            ?? throw Paging.Invalid("Idempotency-Key", "is required: it keeps one grant from being made twice");
        context.CountMember(context.RequireCaller());
        return TypedResults.Ok(
            await grant.RunAsync(
                context.RequireStanding(),
                member,
                request.Amount!.Value,
                request.Note!,
                key,
                context.RequestAborted
            )
        );
    }

    private static async Task<Ok<AnchoringOverview>> OverviewAsync(
        HttpContext context,
        NpgsqlDataSource database,
        ChainCosts costs
    ) => TypedResults.Ok(await AnchoringOverview.ReadAsync(database, costs, context.RequestAborted));

    private static async Task<Ok<Page<TransactionItem>>> TransactionsAsync(
        HttpContext context,
        NpgsqlDataSource database,
        ChainCosts costs
    ) => TypedResults.Ok(await TransactionList.ReadAsync(database, costs, context.Request, context.RequestAborted));

    private static async Task<Ok<PeoplePage<RewardItem>>> RewardsAsync(
        HttpContext context,
        NpgsqlDataSource database
    ) => TypedResults.Ok(await RewardList.ReadAsync(database, context.Request, context.RequestAborted));

    private static async Task<Ok<Page<MeasureItem>>> MeasuresAsync(HttpContext context, NpgsqlDataSource database) =>
        TypedResults.Ok(new Page<MeasureItem>(await Measures.ReadAsync(database, context.RequestAborted), null));

    private static async Task<Ok<Page<AlarmItem>>> AlarmsAsync(HttpContext context, NpgsqlDataSource database) =>
        TypedResults.Ok(await AlarmList.ReadAsync(database, context.Request, context.RequestAborted));

    private static async Task<Ok<AlarmItem>> AcknowledgeAsync(string id, HttpContext context, NpgsqlDataSource database)
    {
        await JsonBody.ReadAsync<EmptyRequest>(context);
        return TypedResults.Ok(
            await AlarmList.AcknowledgeAsync(database, id, context.RequireCaller(), context.RequestAborted)
        );
    }

    private static async Task<Ok<IndexerStatus>> IndexerAsync(HttpContext context, NpgsqlDataSource database) =>
        TypedResults.Ok(await IndexerStatus.ReadAsync(database, context.RequestAborted));

    private static async Task<Ok<PeoplePage<CommandItem>>> AuditAsync(HttpContext context, NpgsqlDataSource database) =>
        TypedResults.Ok(await CommandList.ReadAsync(database, context.Request, context.RequestAborted));

    private static async Task<Accepted<CommandItem>> CommandAsync(
        HttpContext context,
        NpgsqlDataSource database,
        OperatorCommandKind kind
    )
    {
        await JsonBody.ReadAsync<EmptyRequest>(context);
        return TypedResults.Accepted(
            (string?)null,
            await RequestCommand.RunAsync(database, kind, null, context.RequireCaller(), context.RequestAborted)
        );
    }

    private static async Task<Accepted<CommandItem>> RewardCommandAsync(
        string questId,
        HttpContext context,
        NpgsqlDataSource database,
        OperatorCommandKind kind
    )
    {
        await JsonBody.ReadAsync<EmptyRequest>(context);
        var quest = PathIds.Quest(questId);
        if (!await RewardList.ExistsAsync(database, quest, context.RequestAborted))
        {
            throw new RuleViolation(ErrorCodes.RewardNotFound, $"Quest {quest} has no reward.");
        }
        return TypedResults.Accepted(
            (string?)null,
            await RequestCommand.RunAsync(database, kind, quest, context.RequireCaller(), context.RequestAborted)
        );
    }
}
