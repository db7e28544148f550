using CivicForge.Api.Identity;
using CivicForge.Api.Members;
using CivicForge.Api.Quests;
using CivicForge.Chain;
using Dapper;
using Npgsql;

namespace CivicForge.Api.Account;

/// <summary>Everything the service holds about a member, as one JSON file that is written while it is read.</summary>
/// <param name="Sessions">Devices that are signed in.</param>
/// <param name="Quests">Those the member created or performs, as the member sees them, oldest first.</param>
/// <param name="Evidence">Files the member uploaded; their bytes are at <c>path</c>.</param>
/// <param name="Ledger">Point entries, oldest first.</param>
/// <param name="Grants">Points that operators granted, with their reasons, oldest first.</param>
/// <param name="Notifications">What the member was told, oldest first.</param>
public sealed record MemberExport(
    DateTime ExportedAt,
    OwnProfile Profile,
    IReadOnlyList<SessionItem> Sessions,
    IAsyncEnumerable<QuestResponse> Quests,
    IAsyncEnumerable<ExportedFile> Evidence,
    IAsyncEnumerable<LedgerItem> Ledger,
    IAsyncEnumerable<ExportedGrant> Grants,
    IAsyncEnumerable<ExportedNotification> Notifications
);

/// <param name="Path">Of the file at this service, for the member's own token.</param>
public sealed record ExportedFile(
    Guid QuestId,
    Hash32 Sha256,
    int Size,
    string MediaType,
    DateTime UploadedAt,
    string Path
);

/// <param name="Note">Why, in the operator's words.</param>
public sealed record ExportedGrant(DateTime At, int Amount, string Note);

/// <param name="By">Who did it; null for time, the chain, and who is not to be named.</param>
public sealed record ExportedNotification(DateTime At, string Kind, Address? By, Guid QuestId, bool Read);

/// <summary>Reads an export in pages: no list of a member is held in memory as a whole.</summary>
internal sealed class ExportMember(NpgsqlDataSource database, QuestReader quests)
{
    private const int PageSize = 100;

    public MemberExport Read(
        OwnProfile profile,
        IReadOnlyList<SessionItem> sessions,
        DateTime now,
        CancellationToken cancellationToken
    ) =>
        new(
            now,
            profile,
            sessions,
            QuestsAsync(profile.Address, cancellationToken),
            EvidenceAsync(profile.Address, cancellationToken),
            LedgerAsync(profile.Address, cancellationToken),
            GrantsAsync(profile.Address, cancellationToken),
            NotificationsAsync(profile.Address, cancellationToken)
        );

    private async IAsyncEnumerable<QuestResponse> QuestsAsync(
        Address member,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var ids = PagesAsync<Guid, Guid>(
            """
            (SELECT id FROM civic.quests WHERE creator = @member AND id > @after ORDER BY id LIMIT @take)
            UNION (SELECT id FROM civic.quests WHERE performer = @member AND id > @after ORDER BY id LIMIT @take)
            ORDER BY id LIMIT @take
            """,
            member,
            Guid.Empty,
            id => id,
            cancellationToken
        );
        await foreach (var id in ids)
        {
            if (await quests.FindAsync(id, member, cancellationToken) is { } quest)
            {
                yield return quest;
            }
        }
    }

    private async IAsyncEnumerable<ExportedFile> EvidenceAsync(
        Address member,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var rows = PagesAsync<
            (Guid QuestId, byte[] Sha256, int Size, string MediaType, DateTime UploadedAt, byte[] Key),
            byte[]
        >(
            """
            SELECT quest_id, sha256, size, media_type, uploaded_at, uuid_send(quest_id) || sha256 AS key
            FROM civic.evidence_files
            WHERE uploaded_by = @member AND bytes IS NOT NULL AND uuid_send(quest_id) || sha256 > @after ORDER BY key
            LIMIT @take
            """,
            member,
            [],
            row => row.Key,
            cancellationToken
        );
        await foreach (var row in rows)
        {
            var hash = new Hash32(row.Sha256);
            yield return new ExportedFile(
                row.QuestId,
                hash,
                row.Size,
                row.MediaType,
                row.UploadedAt,
                $"/api/v1/quests/{row.QuestId}/evidence/{hash}"
            );
        }
    }

    private async IAsyncEnumerable<LedgerItem> LedgerAsync(
        Address member,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var rows = PagesAsync<(long Id, DateTime At, string Kind, int Amount, string Reason, Guid? QuestId), long>(
            $"""
            SELECT l.id, e.at, l.kind, l.amount, e.reason, e.quest_id
            FROM (SELECT * FROM civic.point_entries WHERE member = @member AND id >= @after / 4 ORDER BY id
                LIMIT @take + 1) e {PointLines.Of("e")}
            WHERE l.id > @after ORDER BY l.id LIMIT @take
            """,
            member,
            0,
            row => row.Id,
            cancellationToken
        );
        await foreach (var row in rows)
        {
            yield return new LedgerItem(row.At, row.Kind, row.Amount, row.Reason, row.QuestId);
        }
    }

    private async IAsyncEnumerable<ExportedGrant> GrantsAsync(
        Address member,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var rows = PagesAsync<(long Id, DateTime At, int Amount, string Note), long>(
            "SELECT id, requested_at, amount, note FROM civic.operator_commands WHERE member = @member "
                + "AND id > @after ORDER BY id LIMIT @take",
            member,
            0,
            row => row.Id,
            cancellationToken
        );
        await foreach (var row in rows)
        {
            yield return new ExportedGrant(row.At, row.Amount, row.Note);
        }
    }

    private async IAsyncEnumerable<ExportedNotification> NotificationsAsync(
        Address member,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var rows = PagesAsync<NotificationRow, long>(
            """
            SELECT n.number AS "Number", n.at AS "At", n.kind AS "Kind", n.actor AS "Actor", n.quest_id AS "QuestId",
                n.number <= i.read_number AS "Read"
            FROM civic.notifications n JOIN civic.inboxes i ON i.member = n.member
            WHERE n.member = @member AND n.number > @after ORDER BY n.number LIMIT @take
            """,
            member,
            0,
            row => row.Number,
            cancellationToken
        );
        await foreach (var row in rows)
        {
            yield return new ExportedNotification(
                row.At,
                row.Kind,
                row.Actor is null ? null : new Address(row.Actor),
                row.QuestId,
                row.Read
            );
        }
    }

    private sealed record NotificationRow(
        long Number,
        DateTime At,
        string Kind,
        byte[]? Actor,
        Guid QuestId,
        bool Read
    );

    /// <param name="after">Before the first key.</param>
    private async IAsyncEnumerable<TRow> PagesAsync<TRow, TKey>(
        string sql,
        Address member,
        TKey after,
        Func<TRow, TKey> key,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        while (true)
        {
            await using var connection = await database.OpenConnectionAsync(cancellationToken);
            var rows = (
                await connection.QueryAsync<TRow>(
                    new CommandDefinition(
                        sql,
                        new
                        {
                            member = member.ToArray(),
                            after,
                            take = PageSize,
                        },
                        cancellationToken: cancellationToken
                    )
                )
            ).AsList();
            await connection.CloseAsync();
            foreach (var row in rows)
            {
                yield return row;
            }
            if (rows.Count < PageSize)
            {
                yield break;
            }
            after = key(rows[^1]);
        }
    }
}
