using CivicForge.Chain;
using CivicForge.Chain.Crypto;
using CivicForge.Chain.Merkle;
using CivicForge.Chain.TypedData;
using Npgsql;

namespace CivicForge.Benchmarks.Generate;

/// <summary>
/// Writes a <see cref="Town"/> into a migrated database: members, quests in all states, really signed pairs, ledger,
/// rewards, and batches with their trees, sealed but not anchored. Goes by parts of one batch: while one part is
/// copied, the next is signed on all cores. Secondary indexes are made once, at the end, when much is added.
/// </summary>
internal sealed class FillDatabase(
    string ownerConnectionString,
    Town town,
    TypedDataDomain domain,
    PrivateKey receiptKey,
    long anchorWithin,
    long startedAt
)
{
    internal const int LargestBatch = 65_536;

    /// <summary>Adds completed quests, and their share of others.</summary>
    /// <param name="attestations">How many more.</param>
    /// <param name="waiting">How many of these, the newest, are left unsealed.</param>
    /// <param name="cancellationToken">Stops between two parts.</param>
    internal async Task AddAsync(int attestations, int waiting, CancellationToken cancellationToken)
    {
        await using var source = NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(ownerConnectionString)
            {
                Options = "-c session_replication_role=replica",
                CommandTimeout = 0,
            }
        );
        await using var indexes =
            attestations < 50_000 ? null : await SecondaryIndexes.DropAsync(source, cancellationToken);
        var seal = await ScalarAsync(source, "SELECT coalesce(max(seal), 0) FROM civic.batches");
        var writing = Task.CompletedTask;
        foreach (var (size, isSealed) in Parts(attestations, waiting))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (members, planned) = town.Next(size);
            var quests = new SignedQuest[planned.Count];
            Parallel.For(
                0,
                quests.Length,
                i => quests[i] = SignedQuest.Of(planned[i], domain, receiptKey, anchorWithin)
            );
            await writing;
            writing = WriteAsync(source, members, quests, isSealed ? ++seal : null);
        }

        await writing;
        await ExecuteAsync(
            source,
            $"""
            SELECT setval(pg_get_serial_sequence('civic.quest_moves', 'id'), {town.NextMove}),
                setval(pg_get_serial_sequence('civic.point_entries', 'id'), {town.NextEntry}),
              setval(pg_get_serial_sequence('civic.batches', 'seal'), greatest({seal}, 1), {seal} > 0)
            """
        );
        if (indexes is not null)
        {
            await indexes.RestoreAsync(cancellationToken);
        }
        await ExecuteAsync(source, "VACUUM (ANALYZE)");
        await ExecuteAsync(source, "CHECKPOINT");
    }

    private static IEnumerable<(int Size, bool IsSealed)> Parts(int attestations, int waiting)
    {
        for (var left = attestations - waiting; left > 0; left -= LargestBatch)
        {
            yield return (Math.Min(left, LargestBatch), true);
        }
        for (var left = waiting; left > 0; left -= LargestBatch)
        {
            yield return (Math.Min(left, LargestBatch), false);
        }
    }

    private async Task WriteAsync(
        NpgsqlDataSource source,
        IReadOnlyList<(PrivateKey Member, long Entry)> members,
        SignedQuest[] quests,
        long? seal
    )
    {
        // The anchorer's order: completedAt, then the id as PostgreSQL compares it, byte by byte.
        var pairs = quests
            .Where(q => q.Pair is not null)
            .OrderBy(q => q.Quest.CompletedAt)
            .ThenBy(q => Number(q.Quest.Id))
            .ToArray();
        var tree = seal is null ? null : StandardMerkleTree.Build([.. pairs.Select(p => p.Pair!.Leaf)]);
        await Task.WhenAll(
            OnAsync(source, connection => QuestTables.WriteAsync(connection, members, quests, startedAt)),
            OnAsync(source, connection => PairTables.WriteAsync(connection, pairs, seal, tree, anchorWithin))
        );
        if (seal is { } number)
        {
            await OnAsync(source, connection => PairTables.SealAsync(connection, number, tree!));
        }
    }

    private static UInt128 Number(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        QuestId.CopyTo(id, bytes);
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }

    private static async Task OnAsync(NpgsqlDataSource source, Func<NpgsqlConnection, Task> work)
    {
        await Task.Yield();
        await using var connection = await source.OpenConnectionAsync();
        await work(connection);
    }

    private static async Task<long> ScalarAsync(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private static async Task ExecuteAsync(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
