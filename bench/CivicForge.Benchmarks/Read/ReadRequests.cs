using System.Globalization;
using CivicForge.Api.Http.Requests;
using CivicForge.Api.Quests;
using CivicForge.Chain;
using Npgsql;

namespace CivicForge.Benchmarks.Read;

/// <summary>What readers ask for, drawn from the rows that are there: ids from all over the tables, cursors from
/// anywhere in a list, busy members and quiet ones.</summary>
internal sealed class ReadRequests
{
    private static readonly string[] Filters =
    [
        "",
        "",
        "",
        "",
        "status=OPEN",
        "status=OPEN",
        "status=COMPLETE",
        "status=CLAIMED",
        "category=environmental",
        "category=civic&status=OPEN",
    ];
    private static readonly string[] Tags = ["garden", "books", "water"];
    private static readonly string[] Searches =
    [
        "plant oaks",
        "library",
        "soup thirty",
        "rain",
        "bicycle rac",
        "wild flowers meadow",
    ];

    private readonly Random _random = new(20_260_102);
    private readonly Uri _api;
    private readonly List<Sampled> _quests;
    private readonly List<string> _members;

    private ReadRequests(Uri api, List<Sampled> quests, List<string> members) =>
        (_api, _quests, _members) = (api, quests, members);

    internal static async Task<ReadRequests> DrawAsync(
        Uri api,
        string ownerConnectionString,
        int number,
        CancellationToken cancellationToken
    )
    {
        await using var source = NpgsqlDataSource.Create(ownerConnectionString);
        var quests = new List<Sampled>();
        await using (
            var command = source.CreateCommand(
                $"""
                SELECT id, status, reward_xp, reward_reputation, due_order, creator FROM civic.quests
                TABLESAMPLE BERNOULLI (
                  least(100, (SELECT 100.0 * {number} / greatest(1, count(*)) FROM civic.quests))) REPEATABLE (7)
                """
            )
        )
        {
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                quests.Add(
                    new Sampled(
                        reader.GetGuid(0),
                        reader.GetString(1),
                        reader.GetInt32(2),
                        reader.GetInt32(3),
                        reader.GetDateTime(4),
                        new Address(reader.GetFieldValue<byte[]>(5)).ToString()
                    )
                );
            }
        }

        return new ReadRequests(api, quests, [.. quests.Select(q => q.Creator)]);
    }

    internal IReadOnlyList<byte[]> Proofs(int count)
    {
        var complete = _quests.Where(q => q.Status == "COMPLETE").ToList();
        return Many(count, () => $"/quests/{Pick(complete).Id}/proof");
    }

    /// <summary>Pages of 20: half of them in the board's own order, the others in any; filters of all kinds, one in
    /// twenty a search; half of them from anywhere deep in the list.</summary>
    internal IReadOnlyList<byte[]> Board(int count) =>
        Many(
            count,
            () =>
            {
                var sort = QuestSort.All[_random.Next(2) * _random.Next(QuestSort.All.Count)];
                var query = $"/quests?sort={sort.Name}{Filter() switch { "" => "", var filter => "&" + filter }}";
                return _random.Next(2) == 0 ? query : $"{query}&cursor={Cursor(sort, Pick(_quests))}";
            }
        );

    /// <summary>A member's profile, quests and ledger; busy members are asked for most.</summary>
    internal IReadOnlyList<byte[]> Members(int count) =>
        Many(
            count,
            () => $"/members/{Pick(_members)}{_random.Next(3) switch { 0 => "", 1 => "/quests", _ => "/ledger" }}"
        );

    private string Filter() =>
        _random.Next(20) switch
        {
            < 14 => Filters[_random.Next(Filters.Length)],
            < 16 => $"tag={Tags[_random.Next(Tags.Length)]}",
            16 => $"tag=project-{_random.Next(200)}",
            17 when _random.Next(2) == 0 => $"search={Uri.EscapeDataString(Searches[_random.Next(Searches.Length)])}",
            17 => $"search={_random.Next(20_000)}",
            18 => $"performer={Pick(_members)}",
            _ => $"creator={Pick(_members)}",
        };

    private static string Cursor(QuestSort sort, Sampled at) =>
        sort.Name switch
        {
            "newest" or "oldest" => Paging.Encode(sort.Name, at.Id.ToString()),
            "deadline" => Paging.Encode(
                sort.Name,
                at.DueAt.Ticks.ToString(CultureInfo.InvariantCulture),
                at.Id.ToString()
            ),
            var name => Paging.Encode(
                name,
                (name.StartsWith("xp", StringComparison.Ordinal) ? at.Xp : at.Reputation).ToString(
                    CultureInfo.InvariantCulture
                ),
                at.Id.ToString()
            ),
        };

    private IReadOnlyList<byte[]> Many(int count, Func<string> path) =>
        [.. Enumerable.Range(0, count).Select(_ => LeanConnection.Request(_api, path()))];

    private T Pick<T>(List<T> from) => from[_random.Next(from.Count)];

    private sealed record Sampled(Guid Id, string Status, int Xp, int Reputation, DateTime DueAt, string Creator);
}
