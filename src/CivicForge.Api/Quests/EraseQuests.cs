using CivicForge.Api.Database;
using CivicForge.Api.Events;
using CivicForge.Api.Http.Problems;
using CivicForge.Api.Members;
using CivicForge.Api.Quests.Search;
using CivicForge.Chain;
using Dapper;
using Npgsql;

namespace CivicForge.Api.Quests;

/// <summary>Takes a member's texts and files out of the quests, inside the caller's transaction, which holds the
/// member's row: so no quest can become the member's in between. Hashes, signatures, deadlines and the evidence's
/// hashes stay; what was anchored or will be verifies without the texts.</summary>
internal static class EraseQuests
{
    // Whoever claims or lets go of one at the same moment either comes first, and it is an obligation or cancelled
    // below, or finds it erased. In the order of their ids, as everybody locks several quests.
    private const string Lock =
        "SELECT FROM civic.quests WHERE creator = @member OR performer = @member ORDER BY id FOR NO KEY UPDATE";

    private const string Cancel = """
        WITH cancelled AS (
          UPDATE civic.quests SET status = 'CANCELLED', updated_at = clock_timestamp(), version = version + 1
          WHERE creator = @member AND status = 'OPEN' RETURNING id, charged),
        moved AS (
          INSERT INTO civic.quest_moves (quest_id, by, at, from_status, to_status)
          SELECT id, @member, clock_timestamp(), 'OPEN', 'CANCELLED' FROM cancelled)
        SELECT id, charged FROM cancelled
        """;

    // Who was erased is not named: there is no actor.
    private const string Events = """
        SELECT id AS "Id", creator AS "Creator", performer AS "Performer", visibility AS "Visibility",
            status AS "Status"
        FROM civic.quests WHERE creator = @member OR performer = @member ORDER BY id
        """;

    private const string Obligations = """
        SELECT id FROM civic.quests WHERE (creator = @member OR performer = @member)
            AND status IN ('CLAIMED', 'SUBMITTED', 'DISPUTED') ORDER BY id LIMIT 20
        """;

    // The one salt of both goes with either side's text: with it, the other half of the work could be guessed from the
    // work hash. Where each field has its own, only one's own go.
    private const string Erase =
        """
            UPDATE civic.quests SET
                title = CASE WHEN creator = @member THEN NULL ELSE title END,
                description = CASE WHEN creator = @member THEN NULL ELSE description END,
                exceptional_criteria = CASE WHEN creator = @member THEN NULL ELSE exceptional_criteria END,
                tags = CASE WHEN creator = @member THEN '{}' ELSE tags END,
                submission_text = CASE WHEN performer = @member THEN NULL ELSE submission_text END,
                former_text = CASE WHEN performer = @member THEN NULL ELSE former_text END,
                link_hash = CASE WHEN creator = @member THEN NULL ELSE link_hash END,
                salt = NULL,
                terms_salts = CASE WHEN creator = @member THEN NULL ELSE terms_salts END,
                submission_salts = CASE WHEN performer = @member THEN NULL ELSE submission_salts END,
                updated_at = clock_timestamp(), version = version + 1
              WHERE creator = @member OR performer = @member;
            DELETE FROM civic.quest_requests WHERE member = @member
                OR quest_id IN (SELECT id FROM civic.quests WHERE creator = @member);
            UPDATE civic.quest_moves SET reason = NULL WHERE by = @member AND reason IS NOT NULL;
            UPDATE civic.evidence_files SET bytes = NULL WHERE uploaded_by = @member AND bytes IS NOT NULL;
            DELETE FROM civic.idempotency_keys WHERE member = @member;
            """ + QuestWords.EraseOfCreator;

    /// <exception cref="RuleViolation">409 <c>open-obligations</c> with the quests that have to end first (20 at
    /// most).</exception>
    public static async Task RunAsync(NpgsqlConnection connection, Address member, CancellationToken cancellationToken)
    {
        var parameters = new { member = member.ToArray() };
        await connection.ExecuteAsync(new CommandDefinition(Lock, parameters, cancellationToken: cancellationToken));
        var cancelled = (
            await connection.QueryAsync<(Guid, int)>(
                new CommandDefinition(Cancel, parameters, cancellationToken: cancellationToken)
            )
        ).AsList();
        await PointCommands.RefundAsync(connection, member, cancelled, cancellationToken);
        var open = (
            await connection.QueryAsync<Guid>(
                new CommandDefinition(Obligations, parameters, cancellationToken: cancellationToken)
            )
        ).AsList();
        if (open.Count > 0)
        {
            throw new RuleViolation(
                ErrorCodes.OpenObligations,
                "Others wait for you, or you for them. Nothing was erased.",
                ("quests", open)
            );
        }
        await connection.ExecuteAsync(new CommandDefinition(Erase, parameters, cancellationToken: cancellationToken));
        await WriteEventsAsync(connection, parameters, [.. cancelled.Select(c => c.Item1)], cancellationToken);
    }

    private static async Task WriteEventsAsync(
        NpgsqlConnection connection,
        object parameters,
        HashSet<Guid> cancelled,
        CancellationToken cancellationToken
    )
    {
        var quests = (
            await connection.QueryAsync<ErasedQuest>(
                new CommandDefinition(Events, parameters, cancellationToken: cancellationToken)
            )
        ).AsList();
        await EventCommands.WriteAsync(
            connection,
            [
                .. quests.Where(q => cancelled.Contains(q.Id)).Select(q => q.Event(EventKind.QuestCancelled)),
                .. quests.Select(q => q.Event(EventKind.QuestErased)),
            ],
            cancellationToken
        );
    }

    private sealed record ErasedQuest(Guid Id, byte[] Creator, byte[]? Performer, string Visibility, string Status)
    {
        public NewEvent Event(EventKind kind) =>
            new(
                kind,
                Id,
                null,
                new Address(Creator),
                Performer is null ? null : new Address(Performer),
                Words.Parse<EventVisibility>(Visibility),
                Status
            );
    }
}
