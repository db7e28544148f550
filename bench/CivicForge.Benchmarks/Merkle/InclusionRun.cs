using System.Diagnostics;
using CivicForge.Api.Proofs;
using CivicForge.Chain;
using CivicForge.Chain.Crypto;
using CivicForge.Chain.Merkle;
using CivicForge.Sandbox.Postgres;
using Npgsql;

namespace CivicForge.Benchmarks.Merkle;

/// <summary>The inclusion proof of any sealed leaf, out of what is stored: the statement of the proof files, over
/// batches of the largest size. Each proof is checked against its root.</summary>
internal static class InclusionRun
{
    private const int Leaves = 65_536;
    private const int Batches = 8;
    private const int PerRound = 2_000;
    private const int Rounds = 9;

    internal static async Task<Row> MeasureAsync()
    {
        Console.WriteLine($"inclusion proofs from {Batches} stored batches of {Leaves} leaves …");
        await using var postgres = await PostgresServer.StartAsync(
            new PostgresOptions { Durable = true },
            CancellationToken.None
        );
        await postgres.ExecuteAsync("CREATE DATABASE inclusion", CancellationToken.None);
        await using var database = NpgsqlDataSource.Create(postgres.ConnectionString("inclusion"));
        await using var connection = await database.OpenConnectionAsync();
        await ExecuteAsync(
            connection,
            "CREATE SCHEMA civic; CREATE TABLE civic.batches (seal bigint PRIMARY KEY, tree bytea NOT NULL); "
                + "CREATE TABLE civic.asked (n int PRIMARY KEY, seal bigint NOT NULL, tree_index int NOT NULL)"
        );
        var leaves = Enumerable.Range(0, Leaves).Select(i => Keccak256.Hash(BitConverter.GetBytes(i))).ToArray();
        var tree = StandardMerkleTree.Build(leaves);
        for (var seal = 0; seal < Batches; seal++)
        {
            await using var insert = new NpgsqlCommand("INSERT INTO civic.batches VALUES ($1, $2)", connection);
            insert.Parameters.Add(new() { Value = (long)seal });
            insert.Parameters.Add(new() { Value = tree.NodeBytes.ToArray() });
            await insert.ExecuteNonQueryAsync();
        }
        var sample = new Sample();
        var random = new Random(1);
        for (var round = 0; round < Rounds; round++)
        {
            var positions = Enumerable.Range(0, PerRound).Select(_ => random.Next(Leaves)).ToArray();
            await AskAsync(connection, positions.Select(tree.TreeIndex).ToArray());
            var start = Stopwatch.GetTimestamp();
            var paths = await ReadAsync(connection);
            sample.Add(Stopwatch.GetElapsedTime(start).TotalMicroseconds / PerRound);
            for (var i = 0; i < PerRound; i++)
            {
                Hash32[] path = [.. paths[i].Select(node => new Hash32(node))];
                if (!MerkleProof.Verify(tree.Root, leaves[positions[i]], path))
                {
                    throw new InvalidOperationException($"The stored path of leaf {positions[i]} leads elsewhere.");
                }
            }
        }
        return Row.Bounded(
            "P2",
            $"inclusion proof of a sealed leaf, from storage, batches of {Leaves:N0}, at most 50 µs",
            "µs",
            sample,
            most: 50
        );
    }

    /// <summary>One statement for all that are asked for, so that what is timed is the reading and not the way to the
    /// server.</summary>
    private static async Task<List<byte[][]>> ReadAsync(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand(
            $"SELECT {ProofRow.Path} AS path FROM civic.asked c ORDER BY c.n",
            connection
        );
        await using var reader = await command.ExecuteReaderAsync();
        var paths = new List<byte[][]>(PerRound);
        while (await reader.ReadAsync())
        {
            paths.Add(reader.GetFieldValue<byte[][]>(0));
        }
        return paths;
    }

    private static async Task AskAsync(NpgsqlConnection connection, int[] treeIndices)
    {
        await ExecuteAsync(connection, "TRUNCATE civic.asked");
        await using var insert = new NpgsqlCommand(
            $"INSERT INTO civic.asked SELECT n, n % {Batches}, i FROM unnest($1) WITH ORDINALITY AS a (i, n)",
            connection
        );
        insert.Parameters.Add(new() { Value = treeIndices });
        await insert.ExecuteNonQueryAsync();
        await ExecuteAsync(connection, "VACUUM ANALYZE civic.asked");
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
