using System.Runtime.CompilerServices;
using CivicForge.Api.Database;
using CivicForge.Api.Tests.Harness;
using CivicForge.Sandbox.Postgres;
using Dapper;
using Npgsql;

namespace CivicForge.Api.Tests.Database;

/// <summary>What each user of the database may do: as the catalog says, and tried.</summary>
public sealed class GrantTests(TestDatabases databases)
{
    private static readonly string[] Users =
    [
        "civic_api",
        "civic_anchorer",
        "civic_worker",
        "civic_indexer",
        "civic_auditor",
    ];

    /// <summary><c>all</c> is a right to the table with every column it will ever have; else the columns.</summary>
    private const string Catalog = """
        WITH users AS (SELECT unnest(@users) AS name),
        relations AS (SELECT c.oid, n.nspname || '.' || c.relname AS name FROM pg_class c
            JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname IN ('civic', 'chain') AND c.relkind IN ('r', 'v', 'p', 'm'))
        SELECT format('%s %s %s %s', u.name, r.name, lower(v.verb),
          CASE WHEN has_table_privilege(u.name, r.oid, v.verb) THEN 'all' ELSE columns.names END)
        FROM users u, relations r, unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'REFERENCES']) AS v (verb),
          LATERAL (SELECT string_agg(a.attname, ' ' ORDER BY a.attnum) AS names FROM pg_attribute a
              WHERE a.attrelid = r.oid AND a.attnum > 0 AND NOT a.attisdropped
                  AND has_column_privilege(u.name, r.oid, a.attnum, v.verb)) columns
        WHERE columns.names IS NOT NULL
        UNION ALL SELECT format('%s %s %s all', u.name, r.name, lower(v.verb))
        FROM users u, relations r, unnest(ARRAY['DELETE', 'TRUNCATE', 'TRIGGER']) AS v (verb)
        WHERE has_table_privilege(u.name, r.oid, v.verb)
        UNION ALL SELECT format('%s sequence %s', u.name, c.oid::regclass) FROM users u, pg_class c
        JOIN pg_namespace n ON n.oid = c.relnamespace
          WHERE n.nspname IN ('civic', 'chain') AND c.relkind = 'S'
              AND has_sequence_privilege(u.name, c.oid, 'USAGE, SELECT, UPDATE')
        UNION ALL SELECT format('%s executes %s%s', u.name, p.oid::regprocedure,
          CASE WHEN p.prosecdef THEN ' as its owner' ELSE '' END)
        FROM users u, pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
          WHERE n.nspname IN ('civic', 'chain') AND p.prorettype <> 'trigger'::regtype
              AND has_function_privilege(u.name, p.oid, 'EXECUTE')
        UNION ALL SELECT format('%s schema %s %s', u.name, n.nspname, lower(v.verb))
        FROM users u, pg_namespace n, unnest(ARRAY['USAGE', 'CREATE']) AS v (verb)
          WHERE n.nspname IN ('civic', 'chain', 'public') AND has_schema_privilege(u.name, n.oid, v.verb)
              AND (n.nspname <> 'public' OR v.verb = 'CREATE')
        """;

    [Fact]
    public async Task Every_right_of_every_user_is_in_the_committed_table()
    {
        await using var database = await CivicTemplate.CreateAsync(databases);
        var expected = ExpectedFile();
        var actual = await RightsAsync(database);
        if (Environment.GetEnvironmentVariable("CIVICFORGE_ACCEPT") == "1")
        {
            await File.WriteAllLinesAsync(expected, actual);
        }
        var committed = await File.ReadAllLinesAsync(expected);
        actual
            .Except(committed)
            .ShouldBeEmpty(
                "new rights; when they are meant, run this test with CIVICFORGE_ACCEPT=1 and commit grants.txt"
            );
        committed
            .Except(actual)
            .ShouldBeEmpty(
                "rights that are gone; when that is meant, run this test with CIVICFORGE_ACCEPT=1 and commit grants.txt"
            );
    }

    [Fact]
    public async Task What_an_earlier_version_granted_is_taken_back_and_a_new_table_is_nobodys()
    {
        await using var database = await CivicTemplate.CreateAsync(databases);
        var before = await RightsAsync(database);
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.ExecuteAsync(
            """
            GRANT ALL ON ALL TABLES IN SCHEMA civic, chain TO civic_anchorer, civic_auditor, civic_indexer,
                civic_worker;
            GRANT UPDATE (title) ON civic.quests TO civic_anchorer;
            GRANT USAGE ON ALL SEQUENCES IN SCHEMA civic TO civic_anchorer;
            GRANT SELECT ON civic.evidence_files TO PUBLIC
            """
        );
        await CivicTemplate.MigrateAsync(database.ConnectionString, default);
        (await RightsAsync(database)).ShouldBe(before);
        await connection.ExecuteAsync(
            "CREATE TABLE civic.later (id bigint GENERATED ALWAYS AS IDENTITY); CREATE TABLE chain.later (id bigint)"
        );
        (await RightsAsync(database)).ShouldBe(before);
    }

    [Theory]
    [InlineData("civic_anchorer", "SELECT title FROM civic.quests")]
    [InlineData("civic_anchorer", "SELECT count(*) FROM civic.quests")]
    [InlineData("civic_anchorer", "SELECT salt FROM civic.quests")]
    [InlineData("civic_anchorer", "SELECT id FROM civic.quests FOR UPDATE")]
    [InlineData("civic_anchorer", "UPDATE civic.quests SET title = 'x'")]
    [InlineData("civic_anchorer", "UPDATE civic.quests SET performer = creator")]
    [InlineData("civic_anchorer", "UPDATE civic.quests SET reward_xp = 1000")]
    [InlineData("civic_anchorer", "UPDATE civic.quests SET status = 'EXPIRED'")]
    [InlineData(
        "civic_anchorer",
        "INSERT INTO civic.point_entries (member, xp, reason, at) "
            + "VALUES (decode(repeat('11', 20), 'hex'), 1000000, 'mine', now())"
    )]
    [InlineData("civic_anchorer", "INSERT INTO civic.quest_moves DEFAULT VALUES")]
    [InlineData("civic_anchorer", "INSERT INTO civic.completions DEFAULT VALUES")]
    [InlineData("civic_anchorer", "INSERT INTO civic.attestations DEFAULT VALUES")]
    [InlineData("civic_anchorer", "INSERT INTO civic.events DEFAULT VALUES")]
    [InlineData("civic_anchorer", "UPDATE civic.completions SET leaf = ''")]
    [InlineData("civic_anchorer", "UPDATE civic.completions SET xp = 1000")]
    [InlineData("civic_anchorer", "DELETE FROM civic.sessions")]
    [InlineData("civic_anchorer", "SELECT bytes FROM civic.evidence_files")]
    [InlineData("civic_anchorer", "SELECT token_hash FROM civic.refresh_tokens")]
    [InlineData("civic_anchorer", "SELECT bio FROM civic.members")]
    [InlineData("civic_anchorer", "SELECT reason FROM civic.quest_moves")]
    [InlineData("civic_anchorer", "SELECT body_hash FROM civic.idempotency_keys")]
    [InlineData("civic_anchorer", "SELECT note FROM civic.operator_commands")]
    [InlineData("civic_anchorer", "SELECT member FROM civic.operator_commands")]
    [InlineData("civic_anchorer", "UPDATE civic.operator_commands SET kind = 'run-anchoring'")]
    [InlineData("civic_anchorer", "DELETE FROM civic.operator_commands")]
    [InlineData("civic_anchorer", "UPDATE civic.point_entries SET xp = 1")]
    [InlineData("civic_anchorer", "SELECT * FROM chain.cursors")]
    [InlineData("civic_auditor", "SELECT title FROM civic.quests")]
    [InlineData("civic_auditor", "SELECT * FROM civic.quests")]
    [InlineData("civic_auditor", "SELECT quests FROM civic.quests")]
    [InlineData("civic_auditor", "SELECT salt FROM civic.quests")]
    [InlineData("civic_auditor", "SELECT words FROM civic.quest_words")]
    [InlineData("civic_auditor", "SELECT 1 FROM civic.quests WHERE salt IS NOT NULL")]
    [InlineData("civic_auditor", "COPY civic.quests TO STDOUT")]
    [InlineData("civic_auditor", "SELECT bytes FROM civic.evidence_files")]
    [InlineData("civic_auditor", "SELECT bio FROM civic.members")]
    [InlineData("civic_auditor", "SELECT token_hash FROM civic.refresh_tokens")]
    [InlineData("civic_auditor", "SELECT id FROM civic.sessions")]
    [InlineData("civic_auditor", "SELECT reason FROM civic.quest_moves")]
    [InlineData("civic_auditor", "SELECT nonce FROM civic.sign_in_nonces")]
    [InlineData("civic_auditor", "DELETE FROM civic.quests")]
    [InlineData("civic_auditor", "UPDATE civic.completions SET seal = 1")]
    [InlineData("civic_worker", "SELECT bytes FROM civic.evidence_files")]
    [InlineData("civic_worker", "SELECT token_hash FROM civic.refresh_tokens")]
    [InlineData("civic_worker", "SELECT nonce FROM civic.sign_in_nonces")]
    [InlineData("civic_worker", "SELECT body_hash FROM civic.idempotency_keys")]
    [InlineData("civic_worker", "SELECT bio FROM civic.members")]
    [InlineData("civic_worker", "SELECT title FROM civic.quests")]
    [InlineData("civic_worker", "SELECT description FROM civic.quests")]
    [InlineData("civic_worker", "SELECT submission_text FROM civic.quests")]
    [InlineData("civic_worker", "SELECT former_text FROM civic.quests")]
    [InlineData("civic_worker", "SELECT salt FROM civic.quests")]
    [InlineData("civic_worker", "SELECT link_hash FROM civic.quests")]
    [InlineData("civic_worker", "SELECT user_agent FROM civic.sessions")]
    [InlineData("civic_worker", "UPDATE civic.quests SET closed_at = now()")]
    [InlineData("civic_worker", "UPDATE civic.quests SET work_hash = NULL")]
    [InlineData("civic_worker", "UPDATE civic.point_entries SET xp = 1")]
    [InlineData("civic_worker", "SELECT note FROM civic.operator_commands")]
    [InlineData("civic_worker", "SELECT words FROM civic.member_words")]
    [InlineData("civic_auditor", "SELECT note FROM civic.operator_commands")]
    [InlineData("civic_api", "UPDATE civic.operator_commands SET amount = 1")]
    [InlineData("civic_api", "DELETE FROM civic.operator_commands")]
    [InlineData("civic_worker", "SELECT visibility FROM civic.events")]
    [InlineData("civic_worker", "SELECT actor FROM civic.notifications")]
    [InlineData("civic_worker", "UPDATE civic.inboxes SET read_number = 0")]
    [InlineData("civic_worker", "SELECT display_name FROM civic.members")]
    [InlineData("civic_api", "INSERT INTO civic.notifications DEFAULT VALUES")]
    [InlineData("civic_api", "UPDATE civic.inboxes SET last_number = 1")]
    [InlineData("civic_anchorer", "SELECT member FROM civic.notifications")]
    [InlineData("civic_worker", "UPDATE civic.events SET visibility = 'public'")]
    [InlineData("civic_worker", "SELECT * FROM chain.anchors")]
    [InlineData("civic_api", "UPDATE civic.events SET visibility = 'public'")]
    [InlineData("civic_api", "DELETE FROM civic.events")]
    [InlineData("civic_worker", "UPDATE civic.quests SET title = 'x'")]
    [InlineData("civic_worker", "UPDATE civic.quests SET creator = performer")]
    [InlineData("civic_worker", "UPDATE civic.quests SET reward_xp = 1000")]
    [InlineData("civic_worker", "UPDATE civic.quests SET charged = 1000")]
    [InlineData("civic_worker", "INSERT INTO civic.sessions DEFAULT VALUES")]
    [InlineData("civic_worker", "INSERT INTO civic.completions DEFAULT VALUES")]
    [InlineData("civic_worker", "DELETE FROM civic.point_entries")]
    [InlineData("civic_worker", "DELETE FROM civic.quests")]
    [InlineData("civic_worker", "UPDATE civic.leases SET expires_at = now()")]
    [InlineData("civic_worker", "SELECT chain.reindex()")]
    [InlineData("civic_api", "UPDATE civic.completions SET xp = 1")]
    [InlineData("civic_api", "DELETE FROM civic.point_entries")]
    [InlineData("civic_api", "UPDATE civic.point_entries SET xp = 1")]
    [InlineData("civic_api", "DELETE FROM civic.quests")]
    [InlineData("civic_api", "DELETE FROM civic.quest_moves")]
    [InlineData("civic_api", "DELETE FROM civic.attestations")]
    [InlineData("civic_api", "DELETE FROM civic.completions")]
    [InlineData("civic_api", "DELETE FROM civic.members")]
    [InlineData("civic_api", "TRUNCATE civic.quest_moves")]
    [InlineData("civic_api", "UPDATE civic.attestations SET signature = ''")]
    [InlineData("civic_api", "INSERT INTO civic.batches DEFAULT VALUES")]
    [InlineData("civic_api", "UPDATE civic.transactions SET state = 'cancelled'")]
    [InlineData("civic_api", "SELECT * FROM chain.cursors")]
    [InlineData("civic_api", "ALTER TABLE civic.point_entries DISABLE TRIGGER ALL")]
    [InlineData("civic_api", "CREATE TABLE civic.mine (id int)")]
    [InlineData("civic_api", "SET ROLE civic_anchorer")]
    [InlineData("civic_indexer", "SELECT 1 FROM civic.quests")]
    [InlineData("civic_indexer", "SELECT 1 FROM civic.completions")]
    [InlineData("civic_indexer", "NOTIFY civic_changed; SELECT 1 FROM civic.events")]
    public async Task What_is_not_a_users_work_is_refused(string user, string sql)
    {
        await using var database = await CivicTemplate.CreateAsync(databases);
        await using var connection = new NpgsqlConnection(database.ConnectionStringFor(user));
        (await Should.ThrowAsync<PostgresException>(() => connection.ExecuteAsync(sql))).SqlState.ShouldBe(
            PostgresErrorCodes.InsufficientPrivilege
        );
    }

    private static async Task<List<string>> RightsAsync(TestDatabase database)
    {
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        return [.. (await connection.QueryAsync<string>(Catalog, new { users = Users })).Order(StringComparer.Ordinal)];
    }

    private static string ExpectedFile([CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "grants.txt");
}
