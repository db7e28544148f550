using CivicForge.Chain;
using Npgsql;
using NpgsqlTypes;

namespace CivicForge.Api.Database;

/// <summary>Many rows of one statement: each parameter is a column, an array over the rows, for <c>unnest($1, $2,
/// …)</c>.</summary>
internal sealed class Columns<TRow>(IReadOnlyList<TRow> rows, NpgsqlParameterCollection parameters)
{
    public Columns<TRow> Uuid(Func<TRow, Guid> column) => Add(NpgsqlDbType.Uuid, column);

    public Columns<TRow> Text(Func<TRow, string?> column) => Add(NpgsqlDbType.Text, column);

    public Columns<TRow> Int32(Func<TRow, int> column) => Add(NpgsqlDbType.Integer, column);

    public Columns<TRow> Int64(Func<TRow, long?> column) => Add(NpgsqlDbType.Bigint, column);

    public Columns<TRow> Time(Func<TRow, DateTime> column) => Add(NpgsqlDbType.TimestampTz, column);

    public Columns<TRow> TimeOrNull(Func<TRow, DateTime?> column) => Add(NpgsqlDbType.TimestampTz, column);

    public Columns<TRow> Bytes(Func<TRow, byte[]?> column) => Add(NpgsqlDbType.Bytea, column);

    public Columns<TRow> Hash(Func<TRow, Hash32?> column) => Bytes(row => column(row)?.ToArray());

    public Columns<TRow> Address(Func<TRow, Address?> column) => Bytes(row => column(row)?.ToArray());

    private Columns<TRow> Add<TValue>(NpgsqlDbType type, Func<TRow, TValue> column)
    {
        var values = new TValue[rows.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = column(rows[i]);
        }
        parameters.Add(new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Array | type, Value = values });
        return this;
    }
}

internal static class BatchColumns
{
    /// <summary>Adds one statement over all rows, or nothing when there are none.</summary>
    /// <param name="columns">Adds the parameters in order.</param>
    /// <returns>The command; null when there are no rows.</returns>
    public static NpgsqlBatchCommand? AddRows<TRow>(
        this NpgsqlBatch batch,
        string sql,
        IReadOnlyList<TRow> rows,
        Action<Columns<TRow>> columns
    )
    {
        if (rows.Count == 0)
        {
            return null;
        }
        var command = new NpgsqlBatchCommand(sql);
        columns(new Columns<TRow>(rows, command.Parameters));
        batch.BatchCommands.Add(command);
        return command;
    }
}
