using Dapper;
using Npgsql;

namespace CivicForge.Api.Events;

/// <summary>Role worker: writes what the chain has decided as events once it is final, block by block. Until then a
/// reorganisation may take it back, so nothing is written. How far it has come stands in a row that it holds while it
/// writes, in the same transaction: killed it has written nothing, late it goes on, and of two at once one passes
/// over.</summary>
internal sealed class ProjectFinality(NpgsqlDataSource database)
{
    private const int BlocksAtOnce = 1000;

    private const string Begin = """
        INSERT INTO civic.event_projections (name, block) SELECT 'chain', start_block - 1 FROM civic.final_blocks
        ON CONFLICT DO NOTHING
        """;

    private const string Hold = """
        SELECT p.block AS "Done", f.number AS "Final" FROM civic.event_projections p CROSS JOIN civic.final_blocks f
        WHERE p.name = 'chain' AND p.block < f.number FOR UPDATE OF p SKIP LOCKED
        """;

    internal const string Facts = """
        SELECT kind, subject, parties, visibility, status FROM civic.final_facts
        WHERE block_number > @done AND block_number <= @upTo ORDER BY block_number, log_index
        """;

    private const string Project = $"""
        INSERT INTO civic.events (kind, subject, parties, visibility, status)
        {Facts};
        UPDATE civic.event_projections SET block = @upTo WHERE name = 'chain';
        {EventCommands.Wake};
        """;

    /// <returns>How many events were written.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(Begin, cancellationToken: cancellationToken));
        var written = 0;
        while (await StepAsync(connection, cancellationToken) is { } more)
        {
            written += more;
        }
        return written;
    }

    /// <returns>Null when there is nothing to do, or somebody else does it.</returns>
    private static async Task<int?> StepAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var held = await connection.QuerySingleOrDefaultAsync<Held>(
            new CommandDefinition(Hold, transaction: transaction, cancellationToken: cancellationToken)
        );
        if (held is null)
        {
            return null;
        }
        var upTo = Math.Min(held.Final, held.Done + BlocksAtOnce);
        var rows = await connection.ExecuteAsync(
            new CommandDefinition(
                Project,
                new { done = held.Done, upTo },
                transaction,
                cancellationToken: cancellationToken
            )
        );
        await transaction.CommitAsync(cancellationToken);
        return rows - 1; // the row that says how far it has come
    }

    private sealed record Held(long Done, long Final);
}
