using CivicForge.Api.Quests.Search;
using CivicForge.Api.Tests.Harness;
using CivicForge.Sandbox.Postgres;
using Dapper;
using Npgsql;

namespace CivicForge.Api.Tests.Quests.Search;

/// <summary>What is typed finds what was posted: in any script, and whatever the locale of the database.</summary>
public sealed class SearchTextTests(SearchTextTests.TwoLocales databases) : IClassFixture<SearchTextTests.TwoLocales>
{
    public static TheoryData<string, string> Found => SearchCases.Found;

    public static TheoryData<string, string> Near => SearchCases.Near;

    public static TheoryData<string, string> Apart => SearchCases.Apart;

    [Theory]
    [MemberData(nameof(Found))]
    public async Task What_was_typed_from_a_title_finds_it(string title, string typed) =>
        (await MatchAsync(title, typed)).ShouldAllBe(m => m.Exact);

    [Theory]
    [MemberData(nameof(Near))]
    public async Task Small_typing_errors_are_near(string title, string typed)
    {
        foreach (var (exact, near) in await MatchAsync(title, typed))
        {
            (exact, near).ShouldBe((false, true));
        }
    }

    [Theory]
    [MemberData(nameof(Apart))]
    public async Task Other_words_are_neither(string title, string typed)
    {
        foreach (var (exact, near) in await MatchAsync(title, typed))
        {
            (exact, near).ShouldBe((false, false));
        }
    }

    [Fact]
    public async Task Any_text_can_be_indexed_and_sought()
    {
        var random = new Random(8);
        for (var round = 0; round < 300; round++)
        {
            var text = new string([
                .. Enumerable
                    .Range(0, random.Next(1, 60))
                    .Select(_ => (char)(random.Next(5) == 0 ? random.Next(0xD800, 0xE000) : random.Next(1, 0xFFFE))),
            ]);
            foreach (var (exact, near) in await MatchAsync(text, text))
            {
                var hasWord = SearchQuery.Of(text).Exact.Length > 0;
                (exact, near).ShouldBe((hasWord, hasWord), string.Join(' ', text.Select(c => $"{(int)c:x4}")));
            }
        }
    }

    [Fact]
    public void A_long_text_stays_within_what_a_vector_holds()
    {
        var longest = string.Join(' ', Enumerable.Range(0, 400).Select(i => $"word{i:x4}"))[..2000];
        SearchText.Lexemes(longest).Sum(l => l.Length).ShouldBeLessThan(10_000);
        Spellings.Lexemes(longest).Sum(l => l.Length).ShouldBeLessThan(60_000);
        SearchText.Lexemes(new string('a', 2000)).Single().Length.ShouldBe(64);
        SearchQuery.Of(string.Join(' ', Enumerable.Repeat("a-b-c-d-e-f-g", 20))).Exact.Length.ShouldBeLessThan(600);
    }

    private async Task<List<(bool Exact, bool Near)>> MatchAsync(string title, string typed)
    {
        var query = SearchQuery.Of(typed);
        var matches = new List<(bool, bool)>();
        foreach (var connectionString in databases.ConnectionStrings)
        {
            await using var connection = new NpgsqlConnection(connectionString);
            await connection.OpenAsync();
            await using var transaction = await connection.BeginTransactionAsync();
            await connection.ExecuteAsync("SET LOCAL session_replication_role = replica");
            await QuestWords.WriteAsync(
                connection,
                [new SearchedTexts(Guid.CreateVersion7(), title, null, [])],
                default
            );
            matches.Add(
                await connection.QuerySingleAsync<(bool, bool)>(
                    "SELECT words @@ @Exact::tsquery, spellings @@ @Near::tsquery FROM civic.quest_words",
                    query
                )
            );
            await transaction.RollbackAsync();
        }

        return matches;
    }

    /// <summary>One database with the server's locale, and one that knows ASCII alone.</summary>
    public sealed class TwoLocales(TestDatabases databases) : IAsyncLifetime
    {
        private TestDatabase _usual = null!,
            _server = null!;
        private string _c = "";

        internal IEnumerable<string> ConnectionStrings => [_usual.ConnectionString, _c];

        public async ValueTask InitializeAsync()
        {
            _usual = await CivicTemplate.CreateAsync(databases);
            _server = await databases.CreateAsync();
            var name = $"c_{Guid.NewGuid():n}";
            await ExecuteAsync($"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C'");
            _c = new NpgsqlConnectionStringBuilder(_server.ConnectionString) { Database = name }.ConnectionString;
            await CivicTemplate.MigrateAsync(_c, default);
        }

        public async ValueTask DisposeAsync()
        {
            await ExecuteAsync(
                $"DROP DATABASE IF EXISTS {new NpgsqlConnectionStringBuilder(_c).Database} WITH (FORCE)"
            );
            await _server.DisposeAsync();
            await _usual.DisposeAsync();
        }

        private async Task ExecuteAsync(string sql)
        {
            await using var connection = new NpgsqlConnection(_server.ConnectionString);
            await connection.OpenAsync();
            await connection.ExecuteAsync(sql);
        }
    }
}
