using CivicForge.Api.Quests;
using CivicForge.Api.Quests.Search;
using CivicForge.Chain;
using Npgsql;

namespace CivicForge.Api.Tests.Plans;

/// <summary>A search looks for common words in the list and for rare ones in their index; which of both it does must
/// not show.</summary>
public sealed class SearchTests(ManyRows rows) : IClassFixture<ManyRows>
{
    private const int Limit = 20;

    private static readonly QuestFilter None = new(null, null, null, null, null, null, null);

    /// <summary>Common, in between, rare, only at one end of the lists by time, nowhere.</summary>
    private static readonly string[] Texts = ["library", "17", "170", "17017", "5999", "11 oaks", "nowhere"];

    public static TheoryData<string> Sorts => [.. QuestSort.All.Select(s => s.Name)];

    [Theory]
    [MemberData(nameof(Sorts))]
    public async Task A_search_finds_what_a_look_at_every_quest_finds(string name)
    {
        await using var connection = new NpgsqlConnection(rows.Database.ConnectionString);
        await connection.OpenAsync();
        var sort = QuestSort.All.Single(s => s.Name == name);
        var at = await HotReads.FindDeepPlaceAsync(connection, ManyRows.Registry, ManyRows.Distributor);
        // Creators of some hundred quests and of two, and somebody without any.
        Address[] people = [.. new[] { 30, 449, 451, 999 }.Select(n => Address.Parse($"0x{n:x40}"))];
        QuestFilter[] filters =
        [
            None,
            None with
            {
                People = people,
            },
            None with
            {
                People = people,
                Status = QuestStatus.Open,
            },
            None with
            {
                People = people,
                Performer = at.Performer,
            },
            None with
            {
                Status = QuestStatus.Open,
            },
            None with
            {
                Creator = at.Creator,
            },
            None with
            {
                Category = "civic",
                Status = QuestStatus.Open,
            },
        ];
        foreach (var filter in filters)
        {
            foreach (var cursor in (string[]?[])[null, HotReads.Cursor(sort, at)])
            {
                foreach (var text in Texts)
                {
                    foreach (var isNear in (bool[])[false, true])
                    {
                        var found = await IdsAsync(
                            connection,
                            BoardCut.Of(
                                filter with
                                {
                                    Search = SearchQuery.Of(text),
                                    IsNear = isNear,
                                },
                                sort,
                                cursor,
                                Limit,
                                viewer: null
                            )
                        );
                        found.ShouldBe(
                            await EveryMatchAsync(connection, filter, SearchQuery.Of(text), isNear, sort, cursor),
                            $"{text}{(isNear ? ", nearly," : "")} of {filter}, from "
                                + $"{(cursor is null ? "the top" : string.Join(' ', cursor))}"
                        );
                    }
                }
            }
        }
    }

    private static async Task<List<Guid>> EveryMatchAsync(
        NpgsqlConnection connection,
        QuestFilter filter,
        SearchQuery search,
        bool isNear,
        QuestSort sort,
        string[]? cursor
    )
    {
        var all = BoardCut.Of(filter with { People = null }, sort, cursor, 100_000, viewer: null);
        all.Parameters.Add(new NpgsqlParameter { Value = isNear ? search.Near : search.Exact });
        all.Parameters.Add(new NpgsqlParameter { Value = (filter.People ?? []).Select(p => p.ToArray()).ToArray() });
        var (text, people) = (all.Parameters.Count - 1, all.Parameters.Count);
        all.CommandText = $"""
            SELECT l.id FROM ({all.CommandText}) l JOIN civic.quests q ON q.id = l.id
            JOIN civic.quest_words w ON w.quest_id = q.id
            WHERE w.{(isNear ? "spellings" : "words")} @@ ${text}::tsquery OR q.creator = ANY(${people})
                OR q.performer = ANY(${people}) ORDER BY {sort.Order} LIMIT {Limit + 1}
            """;
        return await IdsAsync(connection, all);
    }

    private static async Task<List<Guid>> IdsAsync(NpgsqlConnection connection, NpgsqlBatchCommand command)
    {
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { command } };
        await using var reader = await batch.ExecuteReaderAsync();
        var ids = new List<Guid>();
        while (await reader.ReadAsync())
        {
            ids.Add(reader.GetGuid(0));
        }
        return ids;
    }
}
