using CivicForge.Indexer.Database;
using CivicForge.Sandbox.Postgres;
using Dapper;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CivicForge.Indexer.Tests.Database;

public sealed class MigrationTests(TestDatabases databases)
{
    private const string Shape = """
        SELECT 'column ' || table_name || '.' || column_name || ' ' || udt_name || ' ' || is_nullable || ' ' ||
            coalesce(column_default, '') || ' ' || is_identity
        FROM information_schema.columns WHERE table_schema = 'chain'
            AND table_name IN (SELECT tablename FROM pg_tables WHERE schemaname = 'chain' AND tablename <> 'migrations')
        UNION ALL SELECT 'constraint ' || conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid)
        FROM pg_constraint
        WHERE connamespace = 'chain'::regnamespace AND contype <> 'n' AND conrelid <> 'chain.migrations'::regclass
        UNION ALL SELECT 'index ' || indexdef FROM pg_indexes WHERE schemaname = 'chain' AND tablename <> 'migrations'
        ORDER BY 1
        """;

    [Fact]
    public async Task The_migrated_schema_is_the_model()
    {
        await using var migrated = await databases.CreateAsync();
        await MigrateSchema.RunAsync(migrated.ConnectionString, default);
        await using var scratch = await databases.CreateAsync();
        await using var connection = new NpgsqlConnection(scratch.ConnectionString);
        await connection.OpenAsync();
        await using var context = new ChainDbContext(MigrateSchema.Options(connection));
        context
            .Database.HasPendingModelChanges()
            .ShouldBeFalse(
                "run: dotnet ef migrations add NAME --project src/CivicForge.Indexer --startup-project "
                    + "tools/CivicForge.DbTool --context ChainDbContext"
            );
        await connection.ExecuteAsync(context.Database.GenerateCreateScript());
        await connection.ExecuteAsync("CREATE TABLE chain.migrations ()");
        await using var other = new NpgsqlConnection(migrated.ConnectionString);
        (await other.QueryAsync<string>(Shape)).ShouldBe(await connection.QueryAsync<string>(Shape));
    }

    [Fact]
    public async Task Migrating_from_several_hosts_at_once_and_again_is_safe()
    {
        await using var database = await databases.CreateAsync();
        await Task.WhenAll(
            Enumerable.Range(0, 4).Select(_ => MigrateSchema.RunAsync(database.ConnectionString, default))
        );
        (await MigrateSchema.RunAsync(database.ConnectionString, default)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("civic_indexer", "DELETE FROM chain.logs")]
    [InlineData("civic_indexer", "DELETE FROM chain.blocks")]
    [InlineData("civic_indexer", "TRUNCATE chain.findings")]
    [InlineData("civic_indexer", "UPDATE chain.reorgs SET blocks = 1")]
    [InlineData("civic_indexer", "UPDATE chain.logs SET data = '\\x'")]
    [InlineData("civic_indexer", "UPDATE chain.blocks SET hash = parent_hash")]
    [InlineData("civic_indexer", "UPDATE chain.reward_claimed SET xp = 1")]
    [InlineData("civic_api", "SELECT * FROM chain.logs")]
    [InlineData("civic_api", "SELECT * FROM chain.cursors")]
    [InlineData("civic_api", "SELECT * FROM chain.reorgs")]
    [InlineData("civic_api", "INSERT INTO chain.findings (kind, detail) VALUES ('a', 'b')")]
    [InlineData("civic_anchorer", "UPDATE chain.cursors SET number = 1")]
    [InlineData("civic_anchorer", "SELECT * FROM chain.cursors")]
    [InlineData("civic_worker", "SELECT * FROM chain.status")]
    [InlineData("civic_indexer", "INSERT INTO chain.migrations VALUES ('a', 'b')")]
    [InlineData("civic_api", "SELECT chain.reindex()")]
    [InlineData("civic_auditor", "SELECT chain.reindex()")]
    [InlineData("civic_auditor", "UPDATE chain.cursors SET number = 1")]
    public async Task Ownership_is_real(string user, string sql)
    {
        await using var database = await databases.CreateAsync(
            "chain",
            (owner, token) => MigrateSchema.RunAsync(owner, token)
        );
        await using var connection = new NpgsqlConnection(database.ConnectionStringFor(user));
        (await Should.ThrowAsync<PostgresException>(() => connection.ExecuteAsync(sql))).SqlState.ShouldBe(
            PostgresErrorCodes.InsufficientPrivilege
        );
    }

    [Theory]
    [InlineData(
        "anchors",
        "contract,batch_id,root,leaf_count,transaction_hash,block_number,block_hash,block_time,log_index,finality"
    )]
    [InlineData(
        "reward_claims",
        "contract,quest_id,performer,creator,batch_id,xp,reputation,"
            + "transaction_hash,block_number,block_hash,block_time,log_index,finality"
    )]
    [InlineData(
        "revocations",
        "contract,leaf,revoked_by,quest_id,batch_id,reason,"
            + "transaction_hash,block_number,block_hash,block_time,log_index,finality"
    )]
    [InlineData(
        "withheld_batches",
        "contract,batch_id,withheld,transaction_hash,block_number,block_hash,block_time,log_index,finality"
    )]
    [InlineData(
        "receipt_keys",
        "contract,key,previous,transaction_hash,block_number,block_hash,block_time,log_index,finality"
    )]
    [InlineData(
        "status",
        "number,hash,finalized_number,finalized_hash,head_number,updated_at,halted_reason,"
            + "chain_id,start_block,reread_number"
    )]
    [InlineData("reorg_log", "id,found_at,from_number,from_hash,ancestor_number,ancestor_hash,blocks")]
    [InlineData("finding_log", "id,found_at,kind,block_number,detail")]
    public async Task The_views_that_others_read_keep_their_columns(string view, string columns)
    {
        await using var database = await databases.CreateAsync(
            "chain",
            (owner, token) => MigrateSchema.RunAsync(owner, token)
        );
        foreach (var user in new[] { "civic_api", "civic_anchorer", "civic_auditor" })
        {
            await using var connection = new NpgsqlConnection(database.ConnectionStringFor(user));
            await connection.ExecuteAsync($"SELECT {columns} FROM chain.{view}");
        }

        await using var owner = new NpgsqlConnection(database.ConnectionString);
        (
            await owner.ExecuteScalarAsync<string>(
                "SELECT string_agg(column_name, ',' ORDER BY ordinal_position) FROM information_schema.columns "
                    + "WHERE table_schema = 'chain' AND table_name = @view",
                new { view }
            )
        ).ShouldBe(columns);
        var documented = await File.ReadAllTextAsync(
            Path.Combine(CivicForge.Sandbox.Repository.Root, "docs", "chain-schema.md")
        );
        documented.ShouldContain($"`chain.{view}`");
        foreach (var column in columns.Split(','))
        {
            documented.ShouldContain(column);
        }
    }
}
