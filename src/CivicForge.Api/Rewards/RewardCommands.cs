using CivicForge.Api.Database;
using CivicForge.Api.Members;
using CivicForge.Chain.Protocol;
using Npgsql;

namespace CivicForge.Api.Rewards;

/// <summary>What completed pairs earn, as commands of the completing transaction: the reward rows, and the performers'
/// ledger entries. Unique keys make a second grant impossible.</summary>
internal static class RewardCommands
{
    /// <param name="isFirstPaid">Whether a performer's first pair brings the points of sign-up.</param>
    public static void Grant(NpgsqlBatch batch, IReadOnlyList<CompletedQuest> rows, bool isFirstPaid)
    {
        batch.AddRows(
            """
            INSERT INTO civic.rewards (quest_id, creator, performer, xp, reputation, earned_at)
            SELECT n.quest_id, n.creator, n.performer, n.xp, n.reputation, to_timestamp(n.at)
            FROM unnest($1, $2, $3, $4, $5, $6) AS n (quest_id, creator, performer, xp, reputation, at)
            """,
            rows,
            columns =>
                columns
                    .Uuid(r => r.QuestId)
                    .Address(r => r.Creator)
                    .Address(r => r.Performer)
                    .Int32(r => (int)r.Xp)
                    .Int32(r => (int)r.Reputation)
                    .Int64(r => (long)r.CompletedAt)
        );
        PointCommands.Complete(batch, rows, isFirstPaid);
    }
}
