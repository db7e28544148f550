using CivicForge.Chain;
using Dapper;
using Npgsql;

namespace CivicForge.Api.Events;

/// <summary>Reads the notes of <see cref="Quests.ChangedQuest"/> in the order of their ids, each once. Ids are given
/// before the commit, so a lower one may appear after a higher one: what is missing below the highest is asked for
/// again until it appears, or is older than any transaction that writes one.</summary>
internal sealed class ChangedQuests(TimeProvider time)
{
    private const int MostRows = 1000;
    private const int MostGaps = 10_000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>The one place that decides whose changes are told, and what of them: the rows themselves, as they are
    /// now. Those of a private quest are told to its parties.</summary>
    private const string Visible = """
        SELECT n.id, q.id AS "questId", q.status,
          CASE WHEN q.visibility = 'parties' THEN q.creator END AS "creator", q.performer
        FROM civic.changed_quests n JOIN civic.quests q ON q.id = n.quest_id
        WHERE n.id > @after AND n.id <= @upTo OR n.id = ANY(@gaps)
        ORDER BY n.id
        """;

    private const string Present = "SELECT id FROM civic.changed_quests WHERE id > @after ORDER BY id LIMIT @take";
    private const string Appeared = "SELECT id FROM civic.changed_quests WHERE id = ANY(@gaps)";

    private readonly SortedDictionary<long, DateTimeOffset> _gaps = [];
    private long? _after;

    /// <summary>From now on; what was told before a lost connection is not told again, what happened meanwhile
    /// is.</summary>
    public async Task BeginAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var newest = await connection.ExecuteScalarAsync<long>(
            new CommandDefinition(
                "SELECT coalesce(max(id), 0) FROM civic.changed_quests",
                cancellationToken: cancellationToken
            )
        );
        if (_after is { } known && newest >= known)
        {
            return;
        }
        _after = newest; // The first time, or the server crashed and numbers begin anew.
        _gaps.Clear();
    }

    /// <returns>What is new; call again at once while <c>More</c>.</returns>
    public async Task<(
        IReadOnlyList<(Guid Id, string Status, IReadOnlyList<Address>? Parties)> Changes,
        bool More
    )> ReadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var after = _after ?? 0;
        var present = (
            await connection.QueryAsync<long>(
                new CommandDefinition(Present, new { after, take = MostRows }, cancellationToken: cancellationToken)
            )
        ).AsList();
        var appeared =
            _gaps.Count == 0
                ? []
                : (
                    await connection.QueryAsync<long>(
                        new CommandDefinition(
                            Appeared,
                            new { gaps = _gaps.Keys.ToArray() },
                            cancellationToken: cancellationToken
                        )
                    )
                ).AsList();
        if (present.Count == 0 && appeared.Count == 0)
        {
            return ([], false);
        }

        var upTo = present.Count == 0 ? after : present[^1];
        var rows = await connection.QueryAsync<Row>(
            new CommandDefinition(
                Visible,
                new
                {
                    after,
                    upTo,
                    gaps = appeared.ToArray(),
                },
                cancellationToken: cancellationToken
            )
        );
        Remember(after, present, appeared);
        // Of several changes of one quest since the last look there is one state to tell.
        return (
            [
                .. rows.GroupBy(r => r.QuestId)
                    .Select(g => (g.Key, g.Last().Status, Parties(g.Last().Creator, g.Last().Performer))),
            ],
            present.Count == MostRows
        );
    }

    private static IReadOnlyList<Address>? Parties(byte[]? creator, byte[]? performer) =>
        creator is null ? null
        : performer is null ? [new Address(creator)]
        : [new Address(creator), new Address(performer)];

    private void Remember(long after, List<long> present, List<long> appeared)
    {
        var now = time.GetUtcNow();
        foreach (var id in appeared)
        {
            _gaps.Remove(id);
        }
        var next = after + 1;
        foreach (var id in present)
        {
            for (next = Math.Max(next, id - MostGaps); next < id; next++)
            {
                _gaps[next] = now;
            }
            next = id + 1;
        }

        while (_gaps.Count > 0 && (_gaps.Count > MostGaps || _gaps.First().Value < now - Patience))
        {
            _gaps.Remove(_gaps.First().Key);
        }
        _after = next - 1;
    }

    private sealed record Row(long Id, Guid QuestId, string Status, byte[]? Creator, byte[]? Performer);
}
