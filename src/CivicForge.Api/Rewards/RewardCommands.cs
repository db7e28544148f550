using CivicForge.Api.Database;
using CivicForge.Chain.Protocol;
using Npgsql;

namespace CivicForge.Api.Rewards;

/// <summary>What a completed pair earns, as commands of the completing transaction: the reward row, and the performer's ledger entries.
/// Unique keys make a second grant impossible.</summary>
internal static class RewardCommands
{
    public static void Grant(NpgsqlBatch batch, CompletedQuest completed)
    {
        var reward = new NpgsqlBatchCommand("INSERT INTO civic.rewards (quest_id, creator, performer, xp, reputation, earned_at) VALUES ($1, $2, $3, $4, $5, to_timestamp($6))");
        reward.Parameters.AddGuid(completed.QuestId);
        reward.Parameters.AddAddress(completed.Creator);
        reward.Parameters.AddAddress(completed.Performer);
        reward.Parameters.AddInt32((int)completed.Xp);
        reward.Parameters.AddInt32((int)completed.Reputation);
        reward.Parameters.AddInt64((long)completed.CompletedAt);
        batch.BatchCommands.Add(reward);

        var ledger = new NpgsqlBatchCommand("""
            INSERT INTO civic.point_entries (member, kind, amount, reason, quest_id, at)
            SELECT $1, e.kind, e.amount, 'completion', $2, to_timestamp($3) FROM (VALUES ('creation', $4), ('xp', $5), ('reputation', $6)) AS e (kind, amount)
            """);
        ledger.Parameters.AddAddress(completed.Performer);
        ledger.Parameters.AddGuid(completed.QuestId);
        ledger.Parameters.AddInt64((long)completed.CompletedAt);
        ledger.Parameters.AddInt32(PointEntry.CompletionPoints);
        ledger.Parameters.AddInt32((int)completed.Xp);
        ledger.Parameters.AddInt32((int)completed.Reputation);
        batch.BatchCommands.Add(ledger);
    }
}
