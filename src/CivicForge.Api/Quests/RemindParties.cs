using System.Data;
using CivicForge.Api.Database;
using CivicForge.Api.Events;
using Npgsql;

namespace CivicForge.Api.Quests;

/// <summary>Reminds those whose turn it is, by the database's clock: events, no lines of the timeline. A page of quests
/// is one transaction, which also sets when each is looked at next: killed, it has reminded nobody; run twice, it finds
/// nothing; late, it sends the last reminder that is past and none before it; two at once share the quests. Whoever
/// signs or hands in holds the quest meanwhile, and is not reminded of it any more.</summary>
internal sealed class RemindParties(NpgsqlDataSource database)
{
    /// <summary>Few, since whoever signs one of them waits for the commit.</summary>
    private const int MaxPerPage = 100;

    internal const string Due = """
        SELECT id, creator, performer, status, claim_until, submitted_at, clock_timestamp() AS now FROM civic.quests
        WHERE remind_at <= statement_timestamp() AND remind_at IS NOT NULL AND status IN ('CLAIMED', 'SUBMITTED')
        ORDER BY remind_at LIMIT $1 FOR UPDATE SKIP LOCKED
        """;

    private const string Signed = """
        SELECT a.quest_id, a.role FROM civic.attestations a
        JOIN civic.quests q ON q.id = a.quest_id AND q.work_hash = a.work_hash WHERE a.quest_id = ANY($1)
        """;

    private const string SetNext =
        "UPDATE civic.quests q SET remind_at = n.at FROM unnest($1, $2) AS n (id, at) WHERE q.id = n.id";

    /// <returns>How many quests were looked at.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        int page,
            all = 0;
        do
        {
            page = await RunPageAsync(connection, cancellationToken);
            all += page;
        } while (page == MaxPerPage);
        return all;
    }

    private static async Task<int> RunPageAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var due = await ReadDueAsync(connection, cancellationToken);
        if (due.Count == 0)
        {
            return 0;
        }
        var signed = await ReadSignedAsync(connection, due, cancellationToken);
        var reminders = due.ConvertAll(quest => Reminder.Of(quest, signed[quest.Id]));
        await using var batch = new NpgsqlBatch(connection);
        batch.AddRows(SetNext, reminders, columns => columns.Uuid(r => r.Quest).TimeOrNull(r => r.Next?.UtcDateTime));
        EventCommands.Add(batch, [.. reminders.SelectMany(r => r.Events)]);
        await batch.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return due.Count;
    }

    private static async Task<List<QuestToRemindOf>> ReadDueAsync(
        NpgsqlConnection connection,
        CancellationToken cancellationToken
    )
    {
        await using var command = new NpgsqlCommand(Due, connection);
        command.Parameters.AddInt32(MaxPerPage);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var due = new List<QuestToRemindOf>();
        while (await reader.ReadAsync(cancellationToken))
        {
            due.Add(
                new QuestToRemindOf(
                    reader.GetGuid("id"),
                    reader.Address("creator"),
                    reader.Address("performer"),
                    Words.Parse<QuestStatus>(reader.GetString("status")),
                    reader.DateTimeOrNull("claim_until"),
                    reader.DateTimeOrNull("submitted_at"),
                    reader.GetDateTime("now")
                )
            );
        }
        return due;
    }

    /// <summary>Under the quests' locks: a statement of its own sees what was stored while the lock was waited
    /// for.</summary>
    private static async Task<ILookup<Guid, string>> ReadSignedAsync(
        NpgsqlConnection connection,
        List<QuestToRemindOf> due,
        CancellationToken cancellationToken
    )
    {
        await using var command = new NpgsqlCommand(Signed, connection);
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. due.Select(q => q.Id)] });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var roles = new List<(Guid Quest, string Role)>();
        while (await reader.ReadAsync(cancellationToken))
        {
            roles.Add((reader.GetGuid("quest_id"), reader.GetString("role")));
        }
        return roles.ToLookup(r => r.Quest, r => r.Role);
    }
}
