using CivicForge.Api.Account;
using CivicForge.Api.Anchoring;
using CivicForge.Api.Http.Requests;
using CivicForge.Api.Members;
using CivicForge.Api.Notifications;
using CivicForge.Api.Proofs;
using CivicForge.Api.Quests;
using CivicForge.Api.Quests.Search;
using CivicForge.Api.Record;
using CivicForge.Api.Rewards;
using CivicForge.Chain;
using Npgsql;

namespace CivicForge.Api.Tests.Plans;

/// <summary>A statement that is run again and again, with the parameters of one run.</summary>
/// <param name="MostBlocks">Pages of 8 KiB that it may touch, on a table of any size.</param>
/// <param name="IsKept">Whether it runs on the connections of <c>ReadDatabase</c>, by a plan that was made without the
/// parameters.</param>
internal sealed record HotRead(
    string Name,
    string Sql,
    IReadOnlyList<NpgsqlParameter> Parameters,
    int MostBlocks,
    bool IsKept = false
);

/// <summary>Somewhere deep in the lists: a row in the middle, and the busiest members.</summary>
internal sealed record DeepPlace(
    Guid QuestId,
    int Xp,
    int Reputation,
    DateTime DueAt,
    Address Creator,
    Address Performer,
    long MiddleSeal,
    Address Registry,
    Address Distributor,
    Guid[] Page,
    byte[] Leaf
);

/// <summary>Every list and read that many people wait for, as the code runs it. Tests hold their plans on many rows,
/// the bench holds the same plans on a million.</summary>
internal static class HotReads
{
    private const int Limit = 20;

    internal static async Task<DeepPlace> FindDeepPlaceAsync(
        NpgsqlConnection connection,
        Address registry,
        Address distributor
    )
    {
        await using var command = new NpgsqlCommand(
            """
            SELECT q.id, q.reward_xp, q.reward_reputation,
                q.due_order, (SELECT creator FROM civic.quests GROUP BY creator ORDER BY count(*) DESC LIMIT 1),
              (SELECT performer FROM civic.completions GROUP BY performer ORDER BY count(*) DESC
                  LIMIT 1), (SELECT max(seal) / 2 FROM civic.batches),
              (SELECT array(SELECT id FROM civic.quests WHERE status = 'COMPLETE' ORDER BY reward_xp, id LIMIT 21)),
              (SELECT leaf FROM civic.completions WHERE quest_id = q.id)
            FROM civic.quests q WHERE q.status = 'COMPLETE'
            ORDER BY q.id OFFSET (SELECT count(*) / 2 FROM civic.completions) LIMIT 1
            """,
            connection
        )
        {
            CommandTimeout = 0,
        };
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        return new DeepPlace(
            reader.GetGuid(0),
            reader.GetInt32(1),
            reader.GetInt32(2),
            reader.GetDateTime(3),
            new Address(reader.GetFieldValue<byte[]>(4)),
            new Address(reader.GetFieldValue<byte[]>(5)),
            reader.GetInt64(6),
            registry,
            distributor,
            reader.GetFieldValue<Guid[]>(7),
            reader.GetFieldValue<byte[]>(8)
        );
    }

    internal static IEnumerable<HotRead> All(DeepPlace at) => Boards(at).Concat(Others(at));

    private static IEnumerable<HotRead> Boards(DeepPlace at)
    {
        var none = new QuestFilter(null, null, null, null, null, null, null);
        // People of one name: the busiest and many that hardly do anything; two of whom one has done nothing.
        Address[] crowd = [at.Creator, at.Performer, .. Enumerable.Range(300, SoughtPeople.Most - 2).Select(MemberAt)],
            few = [MemberAt(451), MemberAt(999)];
        QuestFilter[] filters =
        [
            none,
            none with
            {
                Status = QuestStatus.Open,
            },
            none with
            {
                Status = QuestStatus.Complete,
            },
            none with
            {
                Category = "civic",
            },
            none with
            {
                Category = "civic",
                Status = QuestStatus.Open,
            },
            none with
            {
                Tag = "garden",
            },
            none with
            {
                Tag = "project-17",
            },
            Seek("library"),
            Seek("17017"),
            Seek("nowhere") with
            {
                Status = QuestStatus.Open,
            },
            Seek("libary") with
            {
                IsNear = true,
            },
            Seek("waetr nowhere") with
            {
                IsNear = true,
                Status = QuestStatus.Open,
            },
            Seek("maya") with
            {
                People = crowd,
            },
            Seek("nowhere") with
            {
                People = crowd,
                Status = QuestStatus.Open,
            },
            Seek("nowhere") with
            {
                People = few,
                Category = "civic",
            },
            Seek("maja") with
            {
                People = few,
                IsNear = true,
            },
            none with
            {
                Creator = at.Creator,
            },
            none with
            {
                Performer = at.Performer,
            },
            none with
            {
                Creator = at.Creator,
                Status = QuestStatus.Open,
            },
        ];
        QuestFilter Seek(string text) => none with { Search = SearchQuery.Of(text) };
        foreach (var sort in QuestSort.All)
        {
            foreach (var filter in filters)
            {
                // What may be rare is looked for in some thousand rows of the list first.
                var most = filter is { Search: null, Tag: null } ? 1500 : 20_000;
                yield return Board(filter, sort, null, most);
                yield return Board(filter, sort, Cursor(sort, at), most);
                yield return Board(filter, sort, null, most + 200, at.Creator);
            }
        }

        foreach (var filter in filters.Where(f => f is not { Creator: not null } and not { Performer: not null }))
        {
            var count = QuestCounts.Command(filter, at.Creator);
            yield return new HotRead(
                $"counts of {filter}",
                count.CommandText,
                [.. count.Parameters.Select(p => p.Clone())],
                21_000,
                IsKept: true
            );
        }

        var onRecord = none with { Party = at.Creator, Status = QuestStatus.Complete };
        yield return Board(onRecord, QuestSort.All[0], null, 1500);
        var theirs = none with { Party = at.Creator };
        yield return Board(theirs, QuestSort.All[0], null, 200);
        yield return Board(theirs, QuestSort.All[0], [at.QuestId.ToString()], 200);
    }

    private static HotRead Board(QuestFilter filter, QuestSort sort, string[]? cursor, int most, Address? viewer = null)
    {
        var cut = BoardCut.Of(filter, sort, cursor, Limit, viewer);
        return new HotRead(
            $"board {sort.Name}{(cursor is null ? "" : " from deep in the list")} of "
                + $"{filter}{(viewer is null ? "" : " for a member")}",
            cut.CommandText,
            [.. cut.Parameters.Select(p => p.Clone())],
            most,
            IsKept: true
        );
    }

    private static Address MemberAt(int n) => Address.Parse($"0x{n:x40}");

    internal static string[] Cursor(QuestSort sort, DeepPlace at) =>
        sort.Column switch
        {
            null => [at.QuestId.ToString()],
            "q.reward_xp" => [$"{at.Xp}", at.QuestId.ToString()],
            "q.reward_reputation" => [$"{at.Reputation}", at.QuestId.ToString()],
            _ => [$"{at.DueAt.Ticks}", at.QuestId.ToString()],
        };

    private static IEnumerable<HotRead> Others(DeepPlace at)
    {
        yield return new HotRead(
            "what is joined to a page",
            QuestRow.Select,
            [Positional(DBNull.Value, NpgsqlTypes.NpgsqlDbType.Bytea), Positional(at.Page)],
            500,
            IsKept: true
        );
        yield return new HotRead("the names on a page", QuestBoard.Names, [Positional(at.Page)], 500, IsKept: true);
        foreach (
            var (sql, query) in ((string, string)[])
                [
                    (SoughtPeople.Exactly, SearchQuery.Of("maya").Exact),
                    (SoughtPeople.Nearly, SearchQuery.Of("mayaa").Near),
                ]
        )
        {
            yield return new HotRead(
                "people of a name",
                sql,
                [Positional(query, NpgsqlTypes.NpgsqlDbType.Text)],
                200,
                IsKept: true
            );
        }
        yield return new HotRead(
            "whether anything has the words",
            QuestBoard.Known,
            [Positional(SearchQuery.Of("nowhere").Exact), Positional(new[] { MemberAt(999).ToArray() })],
            300,
            IsKept: true
        );
        yield return new HotRead(
            "the names on a quest",
            QuestReader.Names,
            [Positional(at.QuestId), Positional(at.Creator.ToArray())],
            200,
            IsKept: true
        );
        yield return new HotRead("a proof", ProofFiles.Row, [Positional(at.QuestId)], 300, IsKept: true);
        yield return new HotRead(
            "a page of the log",
            PublicLog.Lines,
            [Positional(at.MiddleSeal), Positional(7), Positional(100)],
            3000
        );
        yield return new HotRead("batches", Batches.Newest, [Positional(long.MaxValue), Positional(Limit + 1)], 2000);
        yield return new HotRead(
            "members by a common name",
            SearchRecord.NamedMembers,
            [Positional(SearchQuery.Of("ver").Exact)],
            200,
            IsKept: true
        );
        yield return new HotRead(
            "members by a rare name",
            SearchRecord.NamedMembers,
            [Positional(SearchQuery.Of("olaf 40000").Exact)],
            200,
            IsKept: true
        );
        yield return new HotRead(
            "a leaf, or what a transaction pays",
            SearchRecord.QuestsOfHash,
            [Positional(at.Leaf)],
            20,
            IsKept: true
        );
        yield return new HotRead("batches of a root or transaction", Batches.OfHash, [Positional(at.Leaf)], 50);
        yield return new HotRead(
            "a member's ledger",
            AccountModule.Ledger,
            [
                new("member", at.Performer.ToArray()),
                new("viewer", at.Creator.ToArray()),
                new("before", long.MaxValue),
                new("take", Limit + 1),
            ],
            150
        );
        yield return new HotRead(
            "a page of an inbox",
            NotificationList.Lines,
            [new("member", at.Creator.ToArray()), new("before", 1000L), new("take", Limit + 1)],
            200
        );
        yield return new HotRead(
            "how many lines are unread",
            NotificationList.Unread,
            [new("member", at.Creator.ToArray())],
            150
        );
        yield return new HotRead("pairs that wait for a seal", SealBatch.Waiting, [new("MaxBatch", 65_536)], 3000);
        yield return new HotRead(
            "performers whose rewards wait",
            TakeClaims.Performers,
            [new("contract", false), new("after", Array.Empty<byte>()), new("most", 200)],
            2000
        );
        yield return new HotRead(
            "the newest final batch",
            TakeClaims.NewestFinal,
            [new("registry", at.Registry.ToArray())],
            1000
        );
        yield return new HotRead(
            "rewards to claim next",
            TakeClaims.Take,
            [
                new("registry", at.Registry.ToArray()),
                new("distributor", at.Distributor.ToArray()),
                new("limit", Limit),
                new("fence", 1_000_000L),
                new("lease", TimeSpan.FromMinutes(5)),
                new("contract", false),
                new("newest", at.MiddleSeal),
                new("performers", new[] { at.Performer.ToArray() }),
                new("perMember", 10_000),
                new("total", 1_000_000),
            ],
            5000
        );
    }

    private static NpgsqlParameter Positional(object value, NpgsqlTypes.NpgsqlDbType? type = null)
    {
        var parameter = new NpgsqlParameter { Value = value };
        if (type is { } known)
        {
            parameter.NpgsqlDbType = known;
        }
        return parameter;
    }
}
