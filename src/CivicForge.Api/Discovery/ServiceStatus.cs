using CivicForge.Api.Anchoring;
using CivicForge.Api.Attestations;
using Dapper;
using Npgsql;

namespace CivicForge.Api.Discovery;

/// <summary>How the service is, for everybody. That it answers says that the API and its database are well.</summary>
/// <param name="AsOf">When this was read; it is kept for a few seconds.</param>
/// <param name="Status"><c>ok</c>, or <c>delayed</c> when one of the parts is.</param>
public sealed record StatusResponse(DateTime AsOf, string Status, AnchoringState Anchoring, IndexingState Indexing);

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

internal sealed class ServiceStatus(NpgsqlDataSource database, AttestationOptions options, TimeProvider time)
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
            return last.Response;
        }
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
        var response = Of(age, indexer);
        _last = (response, time.GetTimestamp());
        return response;
    }

    private StatusResponse Of(double? age, Indexer? indexer)
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
            indexing
        );
    }

    private sealed record Indexer(long? Behind, bool Halted);
}
