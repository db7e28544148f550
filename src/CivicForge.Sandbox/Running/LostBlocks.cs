using System.Data;
using System.Globalization;
using CivicForge.Chain;
using CivicForge.Chain.Rpc;
using Npgsql;

namespace CivicForge.Sandbox.Running;

/// <summary>
/// A chain that was killed comes back as of its last saved state. When that lies below what the database has seen
/// finalized, nothing can be repaired: on a real chain it cannot happen, and here the sandbox must begin anew.
/// </summary>
internal static class LostBlocks
{
    /// <exception cref="SandboxException">The chain does not hold the block that the indexer has seen
    /// finalized.</exception>
    public static async Task CheckAsync(EthClient client, string connectionString, CancellationToken cancellationToken)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var exists = source.CreateCommand("SELECT to_regclass('chain.status') IS NOT NULL");
        if (await exists.ExecuteScalarAsync(cancellationToken) is not true)
        {
            return;
        }

        await using var command = source.CreateCommand(
            "SELECT finalized_number, finalized_hash FROM chain.status WHERE finalized_hash IS NOT NULL"
        );
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        if (!await row.ReadAsync(cancellationToken))
        {
            return;
        }

        var number = (ulong)row.GetInt64("finalized_number");
        var hash = new Hash32(row.GetFieldValue<byte[]>("finalized_hash"));
        if ((await client.GetBlockAsync(BlockId.Number(number), cancellationToken))?.Hash == hash)
        {
            return;
        }

        var head = await client.BlockNumberAsync(cancellationToken);
        throw new SandboxException(
            head < number
                ? string.Create(
                    CultureInfo.InvariantCulture,
                    $"The chain lost blocks {head + 1} to {number}, which were final: it was killed before it "
                        + $"could save them. Run with --fresh to begin anew."
                )
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $"The chain lost blocks: its block {number} is not {hash}, which was final. Run with --fresh "
                        + $"to begin anew."
                )
        );
    }
}
