using CivicForge.Api.Anchoring;
using CivicForge.Api.Attestations;
using CivicForge.Api.Incidents;
using CivicForge.Api.Maintenance;
using Dapper;
using Npgsql;

namespace CivicForge.Api.Discovery;

/// <summary>How the service is, for everybody. That it answers says that the API and its database are well.</summary>
/// <param name="AsOf">When this was read; it is kept for a few seconds.</param>
/// <param name="Status"><c>ok</c>, or <c>delayed</c> when one of the parts is.</param>
/// <param name="Maintenance">What is switched off on purpose; null when nothing is.</param>
/// <param name="Incidents">What operators told of troubles, newest first: those that last, and those of the last 30
/// days.</param>
public sealed record StatusResponse(
    DateTime AsOf,
    string Status,
    AnchoringState Anchoring,
    IndexingState Indexing,
    MaintenanceNotice? Maintenance,
    IReadOnlyList<IncidentItem> Incidents
);

/// <summary>Whether signed pairs are anchored in time.</summary>
/// <param name="Status"><c>delayed</c> when the promise is broken.</param>
/// <param name="OldestWaitingSeconds">Age of the oldest pair without an anchor in a block; null when none
/// waits.</param>
/// <param name="PromisedSeconds">Within which receipts promise it.</param>
public sealed record AnchoringState(string Status, long? OldestWaitingSeconds, int PromisedSeconds);

/// <summary>Whether what the chain holds is seen.</summary>
/// <param name="Status"><c>delayed</c> when more than a hundred blocks are missing, or reading stopped.</param>
/// <param name="BlocksBehind">How many blocks of the chain have not been read; null before the first.</param>
public sealed record IndexingState(string Status, long? BlocksBehind);

internal sealed class ServiceStatus(
    NpgsqlDataSource database,
    AttestationOptions options,
    IncidentList incidents,
    MaintenanceWatch maintenance,
    TimeProvider time
)
{
    private const string Ok = "ok",
        Delayed = "delayed";

    /// <summary>As the alert IndexerBehind.</summary>
    private const int MostBehind = 100;

    private static readonly TimeSpan Term = TimeSpan.FromSeconds(5);
    private (StatusResponse Response, long At)? _last;

    public async Task<StatusResponse> ReadAsync(CancellationToken cancellationToken)
    {
        if (_last is { } last && time.GetElapsedTime(last.At) < Term)
        {
            return last.Response with { Maintenance = maintenance.Current.Notice };
        }
        try
        {
            return await LookAsync(cancellationToken);
        }
        catch (NpgsqlException) when (maintenance.Current is { Notice: { } notice } state)
        {
            // What does not answer is being maintained, and that is the better answer.
            throw MaintenanceGate.Refusal(notice, state.Remaining);
        }
    }

    private async Task<StatusResponse> LookAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var results = await connection.QueryMultipleAsync(
            new CommandDefinition(
                $"""
                {UnanchoredPairs.CountAndAge};
                SELECT head_number - number AS behind, halted_reason IS NOT NULL AS halted FROM chain.status;
                """,
                cancellationToken: cancellationToken
            )
        );
        var (_, age) = await results.ReadSingleAsync<(long Pending, double? Age)>();
        var indexer = await results.ReadSingleOrDefaultAsync<Indexer>();
        await connection.CloseAsync();
        var response = Of(age, indexer, await incidents.ReadAsync(time.GetUtcNow().UtcDateTime, cancellationToken));
        _last = (response, time.GetTimestamp());
        return response;
    }

    private StatusResponse Of(double? age, Indexer? indexer, IReadOnlyList<IncidentItem> told)
    {
        var anchoring = new AnchoringState(
            age > options.AnchorWithinSeconds ? Delayed : Ok,
            (long?)age,
            options.AnchorWithinSeconds
        );
        var indexing = new IndexingState(
            indexer is { Halted: false, Behind: <= MostBehind } ? Ok : Delayed,
            indexer?.Behind is { } behind ? Math.Max(0, behind) : null
        );
        return new StatusResponse(
            time.GetUtcNow().UtcDateTime,
            anchoring.Status == Ok && indexing.Status == Ok ? Ok : Delayed,
            anchoring,
            indexing,
            maintenance.Current.Notice,
            told
        );
    }

    private sealed record Indexer(long? Behind, bool Halted);
}
