using CivicForge.Api.Database;
using CivicForge.Api.Members;
using CivicForge.Api.Quests;
using CivicForge.Api.Quests.Evidence;
using Dapper;
using Microsoft.Extensions.Options;
using Npgsql;

namespace CivicForge.Api.Discovery;

/// <summary>Public counters and the limits of domain.md, so that a client never copies them.</summary>
/// <param name="AsOf">When the counters were read; they are kept for a few seconds.</param>
public sealed record StatsResponse(
    DateTime AsOf,
    long Members,
    IReadOnlyDictionary<string, long> Quests,
    long Attestations,
    long Completions,
    long WaitingToBeAnchored,
    long XpEarned,
    long ReputationEarned,
    QuestLimits Limits
);

internal sealed class Statistics(
    NpgsqlDataSource database,
    TimeProvider time,
    IOptions<QuestOptions> limits,
    IOptions<EvidenceOptions> evidence,
    IOptions<MemberOptions> members
)
{
    private static readonly TimeSpan Term = TimeSpan.FromSeconds(5);
    private (StatsResponse Response, long At)? _last;

    public async Task<StatsResponse> ReadAsync(CancellationToken cancellationToken)
    {
        if (_last is { } last && time.GetElapsedTime(last.At) < Term)
        {
            return last.Response;
        }
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var results = await connection.QueryMultipleAsync(
            new CommandDefinition(
                """
                SELECT status, count(*) FROM civic.quests WHERE visibility = 'public' GROUP BY status;
                SELECT clock_timestamp() AS at,
                  (SELECT count(*) FROM civic.members) AS members,
                  (SELECT count(*) FROM civic.attestations) AS attestations,
                  (SELECT count(*) FROM civic.completions) AS completions,
                  (SELECT count(*) FROM civic.completions WHERE seal IS NULL) AS waiting,
                  (SELECT coalesce(sum(xp), 0) FROM civic.completions) AS xp,
                  (SELECT coalesce(sum(reputation), 0) FROM civic.completions) AS reputation
                """,
                cancellationToken: cancellationToken
            )
        );
        var byStatus = (await results.ReadAsync<(string Status, long Count)>()).ToDictionary(
            r => r.Status,
            r => r.Count
        );
        var row = await results.ReadSingleAsync<Counters>();
        var quests = Words.All<QuestStatus>().ToDictionary(n => n, n => byStatus.GetValueOrDefault(n));
        var response = new StatsResponse(
            row.At,
            row.Members,
            quests,
            row.Attestations,
            row.Completions,
            row.Waiting,
            row.Xp,
            row.Reputation,
            QuestLimits.With(limits.Value, evidence.Value, members.Value)
        );
        _last = (response, time.GetTimestamp());
        return response;
    }

    private sealed record Counters(
        DateTime At,
        long Members,
        long Attestations,
        long Completions,
        long Waiting,
        long Xp,
        long Reputation
    );
}
