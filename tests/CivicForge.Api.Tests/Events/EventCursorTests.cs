using CivicForge.Api.Events;
using CivicForge.Api.Tests.Harness;
using CivicForge.Sandbox.Postgres;
using Dapper;
using Npgsql;

namespace CivicForge.Api.Tests.Events;

/// <summary>A reader hears each event once, in whichever order their transactions commit.</summary>
public sealed class EventCursorTests(TestDatabases databases)
{
    private const string Insert = """
        INSERT INTO civic.events (kind, subject, visibility, status)
        SELECT 'quest.posted', uuid_send(id), 'public', 'OPEN' FROM unnest(@quests) AS n (id)
        """;

    private static readonly Guid[] Quests = [.. Enumerable.Range(0, 4).Select(_ => Guid.NewGuid())];

    [Fact]
    public async Task A_transaction_that_commits_late_is_told_late_and_holds_up_nobody()
    {
        await using var database = await CivicTemplate.CreateAsync(databases);
        await using var reader = await OpenAsync(database);
        await using var slow = await OpenAsync(database);
        await using var fast = await OpenAsync(database);
        var cursor = await BeginAsync(reader);
        await using var slowly = await slow.BeginTransactionAsync();
        await slow.ExecuteAsync(Insert, new { quests = Quests[..1] });
        await fast.ExecuteAsync(Insert, new { quests = Quests[1..2] });
        (await ReadAsync(cursor, reader)).ShouldBe(Quests[1..2]);

        await using var later = await fast.BeginTransactionAsync();
        await fast.ExecuteAsync(Insert, new { quests = Quests[2..3] });
        (await ReadAsync(cursor, reader)).ShouldBeEmpty();
        await slowly.CommitAsync();
        (await ReadAsync(cursor, reader)).ShouldBe(Quests[..1]);
        await later.CommitAsync();
        (await ReadAsync(cursor, reader)).ShouldBe(Quests[2..3]);
        (await ReadAsync(cursor, reader)).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_was_running_when_a_reader_began_is_told_and_what_was_taken_back_is_not()
    {
        await using var database = await CivicTemplate.CreateAsync(databases);
        await using var reader = await OpenAsync(database);
        await using var writer = await OpenAsync(database);
        await using var other = await OpenAsync(database);
        await using var kept = await writer.BeginTransactionAsync();
        await writer.ExecuteAsync(Insert, new { quests = Quests[..1] });
        await using var lost = await other.BeginTransactionAsync();
        await other.ExecuteAsync(Insert, new { quests = Quests[1..2] });
        var cursor = await BeginAsync(reader);
        await kept.CommitAsync();
        await lost.RollbackAsync();
        (await ReadAsync(cursor, reader)).ShouldBe(Quests[..1]);
        (await ReadAsync(cursor, reader)).ShouldBeEmpty();
    }

    /// <summary>Whoever heard of the fast one and comes back with its place has not heard of the slow one.</summary>
    [Fact]
    public async Task The_place_of_an_event_is_below_all_that_were_not_told_yet()
    {
        await using var database = await CivicTemplate.CreateAsync(databases);
        await using var reader = await OpenAsync(database);
        await using var slow = await OpenAsync(database);
        var cursor = await BeginAsync(reader);
        await using var slowly = await slow.BeginTransactionAsync();
        await slow.ExecuteAsync(Insert, new { quests = Quests[..1] });
        await using (var fast = await OpenAsync(database))
        {
            await fast.ExecuteAsync(Insert, new { quests = Quests[1..2] });
            await fast.ExecuteAsync(Insert, new { quests = Quests[2..3] });
        }
        var told = await cursor.ReadAsync(reader, default);
        await slowly.CommitAsync();
        var late = (await cursor.ReadAsync(reader, default)).ShouldHaveSingleItem();
        told.Count.ShouldBe(2);
        told.ShouldAllBe(e => e.Place <= late.Xact);
        told[0].Place.ShouldBeLessThanOrEqualTo(told[1].Xact);
    }

    [Fact]
    public async Task A_reader_that_was_away_for_long_reads_all_of_it_and_a_new_one_remembers_the_newest()
    {
        await using var database = await CivicTemplate.CreateAsync(databases);
        await using var reader = await OpenAsync(database);
        var cursor = await BeginAsync(reader);
        var many = Enumerable.Range(0, 2 * EventCursor.MostRows + 7).Select(_ => Guid.NewGuid()).ToArray();
        await reader.ExecuteAsync(Insert, new { quests = many });
        (await ReadAsync(cursor, reader)).ShouldBe(many);
        (await new EventCursor().BeginAsync(reader, default))
            .Select(e => Guid.Parse(e.Id))
            .ShouldBe(many[^EventCursor.MostRows..]);
    }

    /// <summary>A dump has the numbers of another server's transactions.</summary>
    [Fact]
    public async Task Events_that_came_with_a_dump_are_the_past_once_it_is_migrated_and_are_not_told_again()
    {
        await using var database = await CivicTemplate.CreateAsync(databases);
        await using var reader = await OpenAsync(database);
        await reader.ExecuteAsync(
            "INSERT INTO civic.events (xact, kind, subject, visibility, status) "
                + "VALUES ('9000000000', 'quest.posted', uuid_send(@quest), 'public', 'OPEN')",
            new { quest = Quests[0] }
        );
        (await ReadAsync(await BeginAsync(reader), reader)).ShouldBeEmpty();
        await MigrateCivic.ApplyAsync(database.ConnectionString, null, default);
        var cursor = new EventCursor();
        (await cursor.BeginAsync(reader, default)).ShouldHaveSingleItem().Id.ShouldBe(Quests[0].ToString());
        (await ReadAsync(cursor, reader)).ShouldBeEmpty();
    }

    /// <summary>By the key, however many there are: one look every 100 ms must not read the table.</summary>
    [Fact]
    public async Task A_look_reads_a_few_pages_of_a_large_table()
    {
        await using var database = await CivicTemplate.CreateAsync(databases);
        await using var reader = await OpenAsync(database);
        await reader.ExecuteAsync(
            """
            INSERT INTO civic.events (kind, subject, visibility, status)
            SELECT 'quest.posted', uuid_send(gen_random_uuid()), 'public', 'OPEN' FROM generate_series(1, 50000);
            ANALYZE civic.events
            """
        );
        var position = EventPosition.Parse(
            (await reader.ExecuteScalarAsync<string>("SELECT pg_current_snapshot()::text"))!
        );
        var plan = string.Join(
            '\n',
            await reader.QueryAsync<string>(
                "EXPLAIN (ANALYZE, BUFFERS) " + EventCursor.New,
                new
                {
                    until = (string?)null,
                    next = position.Next.ToString(),
                    running = new[] { position.Lowest.ToString() },
                    after = 0L,
                    EventCursor.MostRows,
                }
            )
        );
        plan.ShouldNotContain("Seq Scan on events");
        plan.ShouldContain("pk_events");
    }

    private static async Task<NpgsqlConnection> OpenAsync(TestDatabase database)
    {
        var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    private static async Task<EventCursor> BeginAsync(NpgsqlConnection connection)
    {
        var cursor = new EventCursor();
        await cursor.BeginAsync(connection, default);
        return cursor;
    }

    private static async Task<Guid[]> ReadAsync(EventCursor cursor, NpgsqlConnection connection) =>
        [.. (await cursor.ReadAsync(connection, default)).Select(e => Guid.Parse(e.Id))];
}
