using CivicForge.Api.Quests.Search;
using CivicForge.Api.Tests.Harness;
using CivicForge.Chain;
using CivicForge.Sandbox.Postgres;
using Dapper;
using Npgsql;

namespace CivicForge.Api.Tests.Quests.Search;

/// <summary>Names that were there before they were indexed, or that older rules cut.</summary>
public sealed class MemberWordsTests(TestDatabases databases)
{
    private const string Members = """
        INSERT INTO civic.members (address, display_name, created_at)
        SELECT decode(lpad(to_hex(n), 40, '0'), 'hex'), CASE WHEN n % 2 = 1 THEN 'Öztürk ' || n END, now()
        FROM generate_series(1, 2400) n
        """;

    private const string Words = """
        INSERT INTO civic.member_words (member, version, words, spellings)
        VALUES (@older, @version - 1, 'old'::tsvector, 'old'::tsvector), (@current,
            @version, 'current'::tsvector, 'current'::tsvector)
        """;

    [Fact]
    public async Task Migrate_indexes_every_name_that_has_no_words_of_this_version()
    {
        await using var database = await CivicTemplate.CreateAsync(databases);
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync();
        await connection.ExecuteAsync(Members);
        await connection.ExecuteAsync(
            Words,
            new
            {
                older = At(1).ToArray(),
                current = At(3).ToArray(),
                version = SearchText.Version,
            }
        );
        await CivicTemplate.MigrateAsync(database.ConnectionString, default);
        (await FoundAsync(connection, "ozturk")).Count.ShouldBe(1199);
        (await FoundAsync(connection, "ozturk 1")).ShouldContain(At(1));
        (await FoundAsync(connection, "old")).ShouldBeEmpty();
        (await FoundAsync(connection, "current")).ShouldBe([At(3)], "what these rules cut is not cut again");
        (await IndexMembers.RunAsync(connection, default)).ShouldBe(0);
    }

    private static Address At(int n) => Address.Parse($"0x{n:x40}");

    private static async Task<List<Address>> FoundAsync(NpgsqlConnection connection, string typed) =>
        [
            .. (
                await connection.QueryAsync<byte[]>(
                    "SELECT member FROM civic.member_words WHERE words @@ @Exact::tsquery",
                    new { SearchQuery.Of(typed).Exact }
                )
            ).Select(a => new Address(a)),
        ];
}
