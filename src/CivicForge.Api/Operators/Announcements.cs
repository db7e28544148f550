using System.Globalization;
using CivicForge.Api.Access;
using CivicForge.Api.Database;
using CivicForge.Api.Http.Problems;
using CivicForge.Api.Http.Requests;
using CivicForge.Api.Incidents;
using CivicForge.Api.Maintenance;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CivicForge.Api.Operators;

/// <summary>What operators say to everybody: the switch for maintenance, and incidents.</summary>
internal static class Announcements
{
    private const int ShownChanges = 20;

    public static void MapAnnouncementReads(this RouteGroupBuilder reads) =>
        reads
            .MapGet("/maintenance", MaintenanceAsync)
            .WithSummary("Who switched maintenance on and off, when and why; newest first");

    public static void MapAnnouncementWrites(this RouteGroupBuilder writes)
    {
        writes
            .MapPost("/maintenance", SwitchAsync)
            .WithSummary("Switch maintenance on, to read-only or off, for every process")
            .Accepts<MaintenanceRequest>("application/json")
            .Fails(ErrorCodes.ValidationFailed);
        writes
            .MapPost("/incidents", OpenAsync)
            .WithSummary("Tell everybody that something is wrong")
            .Accepts<IncidentRequest>("application/json")
            .Fails(ErrorCodes.ValidationFailed);
        writes
            .MapPost("/incidents/{id}/updates", UpdateAsync)
            .WithSummary("Tell more about an incident, or that it is over")
            .Accepts<IncidentUpdateRequest>("application/json")
            .Fails(ErrorCodes.IncidentNotFound, ErrorCodes.IncidentResolved, ErrorCodes.ValidationFailed);
    }

    private static async Task<Ok<Page<MaintenanceItem>>> MaintenanceAsync(
        HttpContext context,
        SetMaintenance maintenance
    ) =>
        TypedResults.Ok(
            new Page<MaintenanceItem>(await maintenance.ListAsync(ShownChanges, context.RequestAborted), null)
        );

    private static async Task<Ok<MaintenanceItem>> SwitchAsync(HttpContext context, SetMaintenance maintenance)
    {
        var request = await JsonBody.ReadAsync<MaintenanceRequest>(context);
        var errors = new FieldErrors();
        if (!Words.TryParse<MaintenanceMode>(request.Mode, out var mode))
        {
            errors.Add("mode", $"is one of {string.Join(", ", Words.All<MaintenanceMode>())}");
            errors.ThrowIfAny();
        }
        foreach (var (field, why) in MaintenanceRequest.Faults(mode, request.Reason, request.Until))
        {
            errors.Add(field, why);
        }
        errors.ThrowIfAny();
        return TypedResults.Ok(
            await maintenance.RunAsync(
                mode,
                request.Reason,
                request.Until,
                context.RequireCaller(),
                context.RequestAborted
            )
        );
    }

    private static async Task<Ok<IncidentItem>> OpenAsync(HttpContext context, TellIncident tell)
    {
        var request = await JsonBody.ReadAsync<IncidentRequest>(context);
        var errors = new FieldErrors();
        errors.Check("title", PlainText.TitleFault(request.Title, 1, Incident.MaxTitle));
        var first = new IncidentUpdateRequest(request.State ?? Words.Of(IncidentState.Investigating), request.Text);
        var state = first.Check(errors);
        return TypedResults.Ok(
            await tell.OpenAsync(request.Title!, state, request.Text!, context.RequireCaller(), context.RequestAborted)
        );
    }

    private static async Task<Ok<IncidentItem>> UpdateAsync(string id, HttpContext context, TellIncident tell)
    {
        var request = await JsonBody.ReadAsync<IncidentUpdateRequest>(context);
        var state = request.Check(new FieldErrors());
        if (!long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            throw new RuleViolation(ErrorCodes.IncidentNotFound, $"There is no incident '{id}'.");
        }
        return TypedResults.Ok(
            await tell.UpdateAsync(number, state, request.Text!, context.RequireCaller(), context.RequestAborted)
        );
    }
}
