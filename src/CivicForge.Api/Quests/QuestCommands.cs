using CivicForge.Api.Database;
using CivicForge.Chain;
using Npgsql;

namespace CivicForge.Api.Quests;

/// <summary>Writes on quests that other slices' transactions carry out.</summary>
internal static class QuestCommands
{
    /// <summary>SUBMITTED → COMPLETE with its line in the timeline; the caller holds the row's lock and has checked the state.</summary>
    /// <param name="completedAt">Unix seconds.</param>
    public static void Complete(NpgsqlBatch batch, Guid id, Address by, long completedAt)
    {
        var update = new NpgsqlBatchCommand("UPDATE civic.quests SET status = 'COMPLETE', completed_at = $2, updated_at = clock_timestamp(), version = version + 1 WHERE id = $1");
        update.Parameters.AddGuid(id);
        update.Parameters.AddInt64(completedAt);
        batch.BatchCommands.Add(update);
        var move = new NpgsqlBatchCommand("INSERT INTO civic.quest_moves (quest_id, at, by, from_status, to_status) VALUES ($1, clock_timestamp(), $2, 'SUBMITTED', 'COMPLETE')");
        move.Parameters.AddGuid(id);
        move.Parameters.AddAddress(by);
        batch.BatchCommands.Add(move);
    }

    /// <summary>Tells listeners on <c>civic_changed</c>, once the transaction commits.</summary>
    public static void Notify(NpgsqlBatch batch, Guid id, QuestStatus status)
    {
        var notify = new NpgsqlBatchCommand("SELECT pg_notify('civic_changed', $1)");
        notify.Parameters.AddText(QuestChanges.Notification(id, status));
        batch.BatchCommands.Add(notify);
    }
}
