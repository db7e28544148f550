using CivicForge.Api.Database;
using CivicForge.Chain;
using Dapper;
using Npgsql;

namespace CivicForge.Api.Operators;

/// <summary>A command of an operator: what, by whom, when, and what came of it (null while it waits for the anchorer's
/// tick).</summary>
/// <param name="Member">Of a grant: to whom.</param>
/// <param name="Amount">Of a grant: creation points.</param>
/// <param name="Note">Of a grant: why.</param>
public sealed record CommandItem(
    long Id,
    string Kind,
    Guid? QuestId,
    Address? Member,
    int? Amount,
    string? Note,
    Address RequestedBy,
    DateTime RequestedAt,
    DateTime? DoneAt,
    string? Result
);

/// <summary>Writes a command's row. While the same one waits, asking again returns it.</summary>
internal static class RequestCommand
{
    public const string Columns =
        "id, kind, quest_id AS QuestId, member, amount, note, requested_by AS RequestedBy, requested_at AS "
        + "RequestedAt, done_at AS DoneAt, result";

    public static async Task<CommandItem> RunAsync(
        NpgsqlDataSource database,
        OperatorCommandKind kind,
        Guid? questId,
        Address by,
        CancellationToken cancellationToken
    )
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var row = await connection.QuerySingleAsync<CommandRow>(
            new CommandDefinition(
                $"""
                WITH asked AS (
                  INSERT INTO civic.operator_commands (kind, quest_id, requested_by, requested_at)
                  VALUES (@kind, @questId, @by, clock_timestamp())
                  ON CONFLICT (kind, quest_id) WHERE done_at IS NULL DO NOTHING
                  RETURNING *)
                SELECT {Columns} FROM asked UNION ALL
                SELECT {Columns} FROM civic.operator_commands
                WHERE kind = @kind AND quest_id IS NOT DISTINCT FROM @questId AND done_at IS NULL
                LIMIT 1
                """,
                new
                {
                    kind = Words.Of(kind),
                    questId,
                    by = by.ToArray(),
                },
                cancellationToken: cancellationToken
            )
        );
        return row.ToItem();
    }
}

internal sealed class CommandRow
{
    public long Id { get; init; }
    public string Kind { get; init; } = "";
    public Guid? QuestId { get; init; }
    public byte[]? Member { get; init; }
    public int? Amount { get; init; }
    public string? Note { get; init; }
    public byte[] RequestedBy { get; init; } = [];
    public DateTime RequestedAt { get; init; }
    public DateTime? DoneAt { get; init; }
    public string? Result { get; init; }

    public CommandItem ToItem() =>
        new(
            Id,
            Kind,
            QuestId,
            Member is null ? null : new Address(Member),
            Amount,
            Note,
            new Address(RequestedBy),
            RequestedAt,
            DoneAt,
            Result
        );
}
