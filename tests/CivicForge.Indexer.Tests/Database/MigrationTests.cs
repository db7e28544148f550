using CivicForge.Indexer.Database;
using CivicForge.Sandbox.Postgres;
using Dapper;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CivicForge.Indexer.Tests.Database;

public sealed class MigrationTests(TestDatabases databases)
{
    private const string Shape = """
        select 'column ' || table_name || '.' || column_name || ' ' || udt_name || ' ' || is_nullable || ' ' || coalesce(column_default, '') || ' ' || is_identity
        from information_schema.columns where table_schema = 'chain' and table_name in (select tablename from pg_tables where schemaname = 'chain' and tablename <> 'migrations')
        union all select 'constraint ' || conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) from pg_constraint
        where connamespace = 'chain'::regnamespace and contype <> 'n' and conrelid <> 'chain.migrations'::regclass
        union all select 'index ' || indexdef from pg_indexes where schemaname = 'chain' and tablename <> 'migrations'
        order by 1
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
        context.Database.HasPendingModelChanges().ShouldBeFalse("run: dotnet ef migrations add NAME --project src/CivicForge.Indexer --startup-project tools/CivicForge.DbTool --context ChainDbContext");
        await connection.ExecuteAsync(context.Database.GenerateCreateScript());
        await connection.ExecuteAsync("create table chain.migrations ()");
        await using var other = new NpgsqlConnection(migrated.ConnectionString);
        (await other.QueryAsync<string>(Shape)).ShouldBe(await connection.QueryAsync<string>(Shape));
    }

    [Fact]
    public async Task Migrating_from_several_hosts_at_once_and_again_is_safe()
    {
        await using var database = await databases.CreateAsync();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => MigrateSchema.RunAsync(database.ConnectionString, default)));
        (await MigrateSchema.RunAsync(database.ConnectionString, default)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("civic_indexer", "delete from chain.logs")]
    [InlineData("civic_indexer", "delete from chain.blocks")]
    [InlineData("civic_indexer", "truncate chain.findings")]
    [InlineData("civic_indexer", "update chain.reorgs set blocks = 1")]
    [InlineData("civic_indexer", "update chain.logs set data = '\\x'")]
    [InlineData("civic_indexer", "update chain.blocks set hash = parent_hash")]
    [InlineData("civic_indexer", "update chain.reward_claimed set xp = 1")]
    [InlineData("civic_api", "select * from chain.logs")]
    [InlineData("civic_api", "select * from chain.cursors")]
    [InlineData("civic_api", "select * from chain.reorgs")]
    [InlineData("civic_api", "insert into chain.findings (kind, detail) values ('a', 'b')")]
    [InlineData("civic_anchorer", "update chain.cursors set number = 1")]
    [InlineData("civic_anchorer", "select * from chain.cursors")]
    [InlineData("civic_worker", "select * from chain.status")]
    [InlineData("civic_indexer", "insert into chain.migrations values ('a', 'b')")]
    [InlineData("civic_api", "select chain.reindex()")]
    [InlineData("civic_auditor", "select chain.reindex()")]
    [InlineData("civic_auditor", "update chain.cursors set number = 1")]
    public async Task Ownership_is_real(string user, string sql)
    {
        await using var database = await databases.CreateAsync("chain", (owner, token) => MigrateSchema.RunAsync(owner, token));
        await using var connection = new NpgsqlConnection(database.ConnectionStringFor(user));
        (await Should.ThrowAsync<PostgresException>(() => connection.ExecuteAsync(sql))).SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege);
    }

    [Theory]
    [InlineData("anchors", "contract,batch_id,root,leaf_count,transaction_hash,block_number,block_hash,block_time,log_index,finality")]
    [InlineData("reward_claims", "contract,quest_id,performer,creator,batch_id,xp,reputation,transaction_hash,block_number,block_hash,block_time,log_index,finality")]
    [InlineData("revocations", "contract,leaf,revoked_by,quest_id,batch_id,reason,transaction_hash,block_number,block_hash,block_time,log_index,finality")]
    [InlineData("withheld_batches", "contract,batch_id,withheld,transaction_hash,block_number,block_hash,block_time,log_index,finality")]
    [InlineData("receipt_keys", "contract,key,previous,transaction_hash,block_number,block_hash,block_time,log_index,finality")]
    [InlineData("status", "number,hash,finalized_number,finalized_hash,head_number,updated_at,halted_reason,chain_id,start_block,reread_number")]
    [InlineData("reorg_log", "id,found_at,from_number,from_hash,ancestor_number,ancestor_hash,blocks")]
    [InlineData("finding_log", "id,found_at,kind,block_number,detail")]
    public async Task The_views_that_others_read_keep_their_columns(string view, string columns)
    {
        await using var database = await databases.CreateAsync("chain", (owner, token) => MigrateSchema.RunAsync(owner, token));
        foreach (var user in new[] { "civic_api", "civic_anchorer", "civic_auditor" })
        {
            await using var connection = new NpgsqlConnection(database.ConnectionStringFor(user));
            await connection.ExecuteAsync($"select {columns} from chain.{view}");
        }

        await using var owner = new NpgsqlConnection(database.ConnectionString);
        (await owner.ExecuteScalarAsync<string>("select string_agg(column_name, ',' order by ordinal_position) from information_schema.columns where table_schema = 'chain' and table_name = @view", new { view }))
            .ShouldBe(columns);
        var documented = await File.ReadAllTextAsync(Path.Combine(CivicForge.Sandbox.Repository.Root, "docs", "chain-schema.md"));
        documented.ShouldContain($"`chain.{view}`");
        foreach (var column in columns.Split(','))
            documented.ShouldContain(column);
    }
}
