using System.Globalization;
using CivicForge.Api.Http.Requests;
using CivicForge.Api.Members;
using Dapper;
using Npgsql;

namespace CivicForge.Api.Operators;

/// <summary>Every command that operators ever gave, newest first; none is ever deleted.</summary>
internal static class CommandList
{
    public static async Task<PeoplePage<CommandItem>> ReadAsync(
        NpgsqlDataSource database,
        HttpRequest request,
        CancellationToken cancellationToken
    )
    {
        var limit = Paging.Limit(request);
        long? before = Paging.Cursor(request, "commands", 1) is [var part] ? Paging.CursorNumber(part) : null;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = (
            await connection.QueryAsync<CommandRow>(
                new CommandDefinition(
                    $"SELECT {RequestCommand.Columns} FROM civic.operator_commands WHERE @before::bigint IS NULL "
                        + "OR id < @before ORDER BY id DESC LIMIT @take",
                    new { before, take = limit + 1 },
                    cancellationToken: cancellationToken
                )
            )
        ).AsList();
        var items = rows.Take(limit).Select(row => row.ToItem()).ToList();
        return new PeoplePage<CommandItem>(
            items,
            rows.Count > limit ? Paging.Encode("commands", items[^1].Id.ToString(CultureInfo.InvariantCulture)) : null,
            await People.OfAsync(
                connection,
                items.SelectMany(i => i.Member is { } member ? new[] { i.RequestedBy, member } : [i.RequestedBy]),
                cancellationToken
            )
        );
    }
}
