using CivicForge.Hosting;
using CivicForge.Indexer.Following;
using CivicForge.Indexer.Storing;
using CivicForge.Sandbox.Postgres;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace CivicForge.Indexer.Tests.Harness;

/// <summary>The indexer in its production wiring, as user civic_indexer, stepped by the test instead of by its
/// timer.</summary>
internal sealed class TestIndexer : IAsyncDisposable
{
    internal static readonly TimeSpan Patience = TestChain.Patience;

    private readonly ServiceProvider _services;
    private readonly TestDatabase _database;

    private TestIndexer(ServiceProvider services, TestDatabase database) =>
        (_services, _database) = (services, database);

    internal TestDatabase Database => _database;

    internal FollowerHealth Health => _services.GetRequiredService<FollowerHealth>();

    internal IndexerWorker Worker => _services.GetRequiredService<IndexerWorker>();

    internal CursorLease Lease => _services.GetRequiredService<CursorLease>();

    internal T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    internal static TestIndexer Create(
        TestDatabase database,
        TestChain chain,
        HttpMessageHandler? handler = null,
        Action<IndexerOptions>? configure = null,
        Func<ChainOptions, ChainOptions>? follow = null
    )
    {
        var options = new IndexerOptions
        {
            Poll = TimeSpan.FromMilliseconds(1),
            LongestBackOff = TimeSpan.FromMilliseconds(20),
            LeaseTerm = TimeSpan.FromHours(1),
            CallTimeout = TimeSpan.FromMinutes(1),
        };
        var followed = new ChainOptions
        {
            RpcUrl = chain.Url,
            Id = 31337,
            Registry = chain.Registry,
            Distributor = chain.Distributor,
            Reputation = chain.Reputation,
        };
        configure?.Invoke(options);
        followed = follow?.Invoke(followed) ?? followed;
        var services = new ServiceCollection().AddLogging(l => l.AddFilter(_ => false));
        services.AddIndexer(database.ConnectionStringFor("civic_indexer"), followed, options, handler);
        return new TestIndexer(services.BuildServiceProvider(), database);
    }

    /// <summary>Turns the loop until the cursor is at the node's head and nothing is left to do.</summary>
    internal async Task CatchUpAsync(TestChain chain)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var pause = await Worker.OnceAsync(CancellationToken.None);
            var head = await chain.HeadAsync();
            var (number, hash, reread, final) = await CursorAsync();
            if (
                number == head.Number
                && hash is not null
                && head.Hash.Bytes.SequenceEqual(hash)
                && reread == (final ?? -1)
                && pause > TimeSpan.Zero
                && Health.Read().Status == "ok"
            )
            {
                return;
            }
            if (TimeProvider.System.GetElapsedTime(started) > Patience)
            {
                throw new TimeoutException(
                    $"Not at block {head.Number} within {Patience}: cursor {number}, final {final}, reread "
                        + $"{reread}, {Health.Read()}."
                );
            }
        }
    }

    /// <summary>Turns the loop until the health says this.</summary>
    internal async Task UntilAsync(string status)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            await Worker.OnceAsync(CancellationToken.None);
            if (Health.Read().Status == status)
            {
                return;
            }
            if (TimeProvider.System.GetElapsedTime(started) > Patience)
            {
                throw new TimeoutException($"Not {status} within {Patience}: {Health.Read()}.");
            }
        }
    }

    internal async Task<NpgsqlConnection> OpenAsync()
    {
        var connection = new NpgsqlConnection(_database.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    internal async Task<T> ScalarAsync<T>(string sql)
    {
        await using var connection = await OpenAsync();
        return (await connection.ExecuteScalarAsync<T>(sql))!;
    }

    internal async Task<List<T>> QueryAsync<T>(string sql, object? parameters = null)
    {
        await using var connection = await OpenAsync();
        return [.. await connection.QueryAsync<T>(sql, parameters)];
    }

    /// <summary>What must hold after every test: nothing deleted, no hole, no finding, one chain of canonical
    /// blocks.</summary>
    /// <param name="allowed">A kind of finding that may be there all the same.</param>
    internal async Task AuditAsync(string? allowed = null)
    {
        (
            await ScalarAsync<bool>(
                "SELECT (SELECT count(*) FROM chain.blocks) = blocks_written AND (SELECT count(*) "
                    + "FROM chain.logs) = logs_written FROM chain.cursors"
            )
        ).ShouldBeTrue("rows were deleted, or the counters are wrong");
        (
            await ScalarAsync<long>(
                """
                SELECT count(*) FROM chain.coverage c, chain.cursors k
                WHERE k.number >= k.start_block AND c.blocks <> int8multirange(int8range(k.start_block, k.number, '[]'))
                """
            )
        ).ShouldBe(0, "coverage has a hole");
        (
            await ScalarAsync<long>(
                "SELECT count(*) FROM chain.blocks a JOIN chain.blocks b ON b.canonical "
                    + "AND b.number = a.number + 1 WHERE a.canonical AND b.parent_hash <> a.hash"
            )
        ).ShouldBe(0, "canonical blocks do not follow each other");
        (
            await QueryAsync<string>(
                "SELECT kind || ': ' || detail FROM chain.findings WHERE kind IS DISTINCT FROM @allowed",
                new { allowed }
            )
        ).ShouldBeEmpty();
        (
            await ScalarAsync<long>(
                "SELECT count(*) FROM chain.logs l WHERE event IS NOT NULL "
                    + "AND NOT EXISTS (SELECT FROM chain.batch_anchored e WHERE e.block_hash = l.block_hash "
                    + "AND e.log_index = l.log_index UNION ALL SELECT FROM chain.reward_claimed e "
                    + "WHERE e.block_hash = l.block_hash AND e.log_index = l.log_index UNION ALL SELECT "
                    + "FROM chain.attestation_revoked e WHERE e.block_hash = l.block_hash "
                    + "AND e.log_index = l.log_index UNION ALL SELECT FROM chain.batch_withheld e "
                    + "WHERE e.block_hash = l.block_hash AND e.log_index = l.log_index UNION ALL "
                    + "SELECT FROM chain.receipt_key_changed e WHERE e.block_hash = "
                    + "l.block_hash AND e.log_index = l.log_index)"
            )
        ).ShouldBe(0, "a log was not projected");
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private async Task<(long Number, byte[]? Hash, long Reread, long? Final)> CursorAsync()
    {
        await using var connection = await OpenAsync();
        return await connection.QuerySingleOrDefaultAsync<(long, byte[]?, long, long?)>(
            "SELECT number, hash, reread_number, finalized_number FROM chain.cursors"
        );
    }
}
