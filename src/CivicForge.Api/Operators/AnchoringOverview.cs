using CivicForge.Api.Anchoring;
using CivicForge.Api.Jobs;
using CivicForge.Api.Transactions;
using CivicForge.Api.Watching;
using CivicForge.Chain;
using Dapper;
using Npgsql;

namespace CivicForge.Api.Operators;

/// <summary>What an operator looks at first.</summary>
/// <param name="PauseReason">Why nothing new is sealed or signed; null when anchoring runs.</param>
/// <param name="LeaseHolder">The process that may write; null when none holds the lease now.</param>
/// <param name="WaitingPairs">Completed pairs in no batch yet.</param>
/// <param name="OldestWaitingSeconds">Age of the oldest of them.</param>
/// <param name="Batches">Number of batches by state.</param>
/// <param name="Signers">The keys that sent the last transactions, and what they can still pay.</param>
/// <param name="Alarms">What needs a person now, one line each, newest first; <c>GET /operator/alarms</c> says
/// more.</param>
/// <param name="Jobs">How each job's last tick went, whichever process ran it.</param>
public sealed record AnchoringOverview(
    string? PauseReason,
    string? LeaseHolder,
    long WaitingPairs,
    long? OldestWaitingSeconds,
    IReadOnlyDictionary<string, long> Batches,
    IReadOnlyList<SignerItem> Signers,
    IReadOnlyList<string> Alarms,
    IReadOnlyList<ForeignRoot> Foreign,
    IReadOnlyList<JobItem> Jobs
)
{
    internal static async Task<AnchoringOverview> ReadAsync(
        NpgsqlDataSource database,
        ChainCosts costs,
        CancellationToken cancellationToken
    )
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var results = await connection.QueryMultipleAsync(
            new CommandDefinition(
                $"""
                SELECT (SELECT reason FROM civic.anchoring_control WHERE paused) AS "Reason",
                  (SELECT holder FROM civic.leases WHERE name = 'anchorer' AND expires_at > clock_timestamp())
                    AS "Holder",
                  count(*) AS "Waiting", (extract(epoch FROM clock_timestamp()) - min(completed_at))::bigint AS "Oldest"
                FROM civic.completions WHERE seal IS NULL;
                SELECT state, count(*) FROM civic.batch_states GROUP BY state;
                {AlarmList.Lines};
                SELECT batch_id, root, acknowledged_at FROM civic.registry_batches WHERE seal IS NULL
                ORDER BY batch_id DESC LIMIT 20;
                {ChainCosts.Signers};
                {JobItem.Newest};
                """,
                cancellationToken: cancellationToken
            )
        );
        var (reason, holder, waiting, oldest) = await results.ReadSingleAsync<Backlog>();
        var states = await results.ReadAsync<(string State, long Count)>();
        var alarms = await results.ReadAsync<string>();
        var foreign = await results.ReadAsync<(long BatchId, byte[] Root, DateTime? AcknowledgedAt)>();
        var signers = (await results.ReadAsync<(byte[] Sender, string Kind)>()).AsList();
        var jobs = await results.ReadAsync<JobItem>();
        await connection.CloseAsync();
        return new AnchoringOverview(
            reason,
            holder,
            waiting,
            oldest,
            states.ToDictionary(s => s.State, s => s.Count),
            await costs.BalancesAsync(signers, cancellationToken),
            [.. alarms],
            [.. foreign.Select(f => new ForeignRoot(f.BatchId, new Hash32(f.Root), f.AcknowledgedAt))],
            [.. jobs]
        );
    }

    private sealed record Backlog(string? Reason, string? Holder, long Waiting, long? Oldest);
}
