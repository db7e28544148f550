using CivicForge.Api.Database;
using CivicForge.Api.Events;
using CivicForge.Chain;
using CivicForge.Chain.Protocol;
using Dapper;
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

    /// <summary>Of a quest that is here, texts stay where their hashes are the ones that were signed. A quest that is
    /// lost comes back without texts, as after an erasure, and for its parties alone: nobody knows who was to see
    /// it.</summary>
    private const string Rebuild = """
        WITH known AS (SELECT status FROM civic.quests WHERE id = @id),
        moved AS (
          UPDATE civic.quests SET status = 'SUBMITTED', performer = @performer,
            claim_until = coalesce(claim_until, @at),
            title = CASE WHEN title_hash = @titleHash THEN title END, title_hash = @titleHash,
            submission_text = CASE WHEN work_hash = @workHash THEN submission_text END,
            submission_evidence = CASE WHEN work_hash = @workHash THEN submission_evidence ELSE '' END,
            salt = CASE WHEN work_hash = @workHash THEN salt END, work_hash = @workHash,
            submitted_at = coalesce(submitted_at, @at), deadline = @deadline, updated_at = @at, version = version + 1
          WHERE id = @id AND status IN ('OPEN', 'CLAIMED', 'SUBMITTED') RETURNING id),
        made AS (
          INSERT INTO civic.quests (id, creator, performer, status, visibility, title_hash, category, tags, reward_xp,
            reward_reputation, evidence_required, charged, claim_until, submission_evidence, work_hash, submitted_at,
            deadline, created_at, updated_at, version)
          SELECT @id, @creator, @performer, 'SUBMITTED', @visibility, @titleHash, 'civic', '{}', @rewardXp, @reputation,
            false, 0, @at, '', @workHash, @at, @deadline, @at, @at, 1
          WHERE NOT EXISTS (SELECT FROM known) RETURNING id),
        steps (from_status, to_status, place) AS (
          VALUES (NULL, 'OPEN', 0), ('OPEN', 'CLAIMED', 1), ('CLAIMED', 'SUBMITTED', 2)),
        lines AS (
          INSERT INTO civic.quest_moves (quest_id, by, at, from_status, to_status)
          SELECT @id, CASE place WHEN 0 THEN @creator ELSE @performer END, @at, from_status, to_status FROM steps
          WHERE place >= coalesce((SELECT array_position(ARRAY['OPEN', 'CLAIMED', 'SUBMITTED'], status::text)
            FROM known), 0)
          ORDER BY place)
        SELECT (SELECT count(*) FROM moved) + (SELECT count(*) FROM made)
        """;

    /// <summary>Brings a quest to SUBMITTED, as a claim on chain says that it was. Nobody else may write.</summary>
    /// <exception cref="InvalidOperationException">By its row it can never have been.</exception>
    public static async Task RebuildAsync(
        NpgsqlConnection connection,
        CompletedQuest quest,
        SignedTerms terms,
        CancellationToken cancellationToken
    )
    {
        var rows = await connection.ExecuteScalarAsync<long>(
            new CommandDefinition(
                Rebuild,
                new
                {
                    id = quest.QuestId,
                    creator = quest.Creator.ToArray(),
                    performer = quest.Performer.ToArray(),
                    visibility = Words.Of(QuestVisibility.Parties),
                    titleHash = terms.TitleHash.ToArray(),
                    workHash = quest.WorkHash.ToArray(),
                    // What was offered: ⌊3·xp/2⌋ was granted for exceptional work.
                    rewardXp = (int)(terms.Exceptional ? ((2 * quest.Xp) + 2) / 3 : quest.Xp),
                    reputation = (int)quest.Reputation,
                    deadline = (long)Math.Max(terms.CreatorDeadline, terms.PerformerDeadline),
                    at = DateTimeOffset.FromUnixTimeSeconds((long)quest.CompletedAt),
                },
                cancellationToken: cancellationToken
            )
        );
        if (rows != 1)
        {
            throw new InvalidOperationException(
                $"Quest {quest.QuestId} was paid on chain, and its row says that it was over before. "
                    + "Nothing was rebuilt."
            );
        }
    }

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
