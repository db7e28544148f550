using CivicForge.Api.Database;
using CivicForge.Api.Events;
using CivicForge.Chain;
using Npgsql;

namespace CivicForge.Api.Quests;

/// <summary>A quest that another slice's transaction completes.</summary>
/// <param name="By">Who signed second.</param>
/// <param name="At">By the database's clock.</param>
/// <param name="CompletedAt">The same in unix seconds, as it is signed.</param>
internal sealed record QuestCompletion(Guid Id, Address By, DateTime At, long CompletedAt);

/// <summary>Writes on quests that other slices' transactions carry out; the caller holds the rows' locks and has
/// checked their states.</summary>
internal static class QuestCommands
{
    /// <summary>By the key alone: a condition on the state would be planned with an index of states while the tables
    /// are empty, and that plan kept.</summary>
    internal const string Move = """
        UPDATE civic.quests q
        SET status = 'COMPLETE', completed_at = n.completed_at, updated_at = n.at, version = version + 1
        FROM unnest($1, $2, $3) AS n (id, at, completed_at) WHERE q.id = n.id
        """;

    /// <summary>SUBMITTED → COMPLETE with its line in the timeline.</summary>
    /// <returns>The command that moves the quests; null when there are none.</returns>
    public static NpgsqlBatchCommand? Complete(NpgsqlBatch batch, IReadOnlyList<QuestCompletion> rows)
    {
        var move = batch.AddRows(
            Move,
            rows,
            columns => columns.Uuid(r => r.Id).Time(r => r.At).Int64(r => r.CompletedAt)
        );
        batch.AddRows(
            "INSERT INTO civic.quest_moves (quest_id, by, at, from_status, to_status) "
                + "SELECT n.id, n.by, n.at, 'SUBMITTED', 'COMPLETE' FROM unnest($1, $2, $3) AS n (id, by, at)",
            rows,
            columns => columns.Uuid(r => r.Id).Address(r => r.By).Time(r => r.At)
        );
        return move;
    }

    /// <summary>One event for each signature, and a wake-up at the commit for whoever reads events.</summary>
    public static void Announce(NpgsqlBatch batch, IReadOnlyList<AttestedQuest> quests) =>
        EventCommands.Add(batch, [.. quests.Select(QuestEvents.Of)]);
}
