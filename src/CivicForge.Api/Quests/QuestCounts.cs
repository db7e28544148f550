using System.Data;
using CivicForge.Chain;
using Npgsql;

namespace CivicForge.Api.Quests;

/// <summary>How many quests a filter finds, as far as anybody wants to know: the newest hundred are counted.</summary>
/// <param name="Total">At most 100.</param>
/// <param name="More">Whether there are more than were counted.</param>
/// <param name="States">The same quests by their state, as in the items; a state with none has no entry.</param>
/// <param name="Near">Whether these have similar words, as in a list.</param>
public sealed record QuestCounts(int Total, bool More, IReadOnlyDictionary<string, int> States, bool Near)
{
    internal const int Most = 100;

    internal static readonly QuestCounts None = new(0, false, new Dictionary<string, int>(), false);

    /// <summary>A list with a longer page and nothing joined to it, so that a count costs no more than a look at the
    /// board.</summary>
    internal static NpgsqlBatchCommand Command(QuestFilter filter, Address? viewer)
    {
        var command = BoardCut.Of(filter, QuestSort.All[0], null, Most, viewer);
        command.CommandText = $"""
            WITH found AS MATERIALIZED ({command.CommandText})
            SELECT q.status, count(*)::int AS quests, (SELECT count(*) > {Most} FROM found) AS more
            FROM (SELECT id FROM found LIMIT {Most}) f JOIN civic.quests q ON q.id = f.id GROUP BY q.status
            """;
        return command;
    }

    internal static async Task<QuestCounts> ReadAsync(
        NpgsqlConnection connection,
        QuestFilter filter,
        Address? viewer,
        CancellationToken cancellationToken
    )
    {
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { Command(filter, viewer) } };
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        var states = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var more = false;
        while (await reader.ReadAsync(cancellationToken))
        {
            (states[reader.GetString("status")], more) = (reader.GetInt32("quests"), reader.GetBoolean("more"));
        }
        var total = states.Values.Sum();
        return new QuestCounts(total, more, states, filter.IsNear && total > 0);
    }
}
