using CivicForge.Chain;
using Npgsql;
using NpgsqlTypes;

namespace CivicForge.Api.Database;

/// <summary>Positional parameters ($1, $2, …) with their types said, nulls included.</summary>
internal static class Parameters
{
    public static void AddAddress(this NpgsqlParameterCollection parameters, Address? value) =>
        parameters.AddBytes(value?.ToArray());

    public static void AddAddresses(this NpgsqlParameterCollection parameters, IEnumerable<Address> values) =>
        parameters.Add(new NpgsqlParameter<byte[][]> { TypedValue = [.. values.Select(v => v.ToArray())] });

    public static void AddHash(this NpgsqlParameterCollection parameters, Hash32? value) =>
        parameters.AddBytes(value?.ToArray());

    public static void AddBytes(this NpgsqlParameterCollection parameters, byte[]? value) =>
        parameters.Add(NpgsqlDbType.Bytea, value);

    public static void AddGuid(this NpgsqlParameterCollection parameters, Guid value) =>
        parameters.Add(new NpgsqlParameter<Guid> { TypedValue = value });

    public static void AddInt64(this NpgsqlParameterCollection parameters, long? value) =>
        parameters.Add(NpgsqlDbType.Bigint, value);

    public static void AddInt32(this NpgsqlParameterCollection parameters, int value) =>
        parameters.Add(new NpgsqlParameter<int> { TypedValue = value });

    public static void AddText(this NpgsqlParameterCollection parameters, string? value) =>
        parameters.Add(NpgsqlDbType.Text, value);

    public static void AddTime(this NpgsqlParameterCollection parameters, DateTime value) =>
        parameters.Add(NpgsqlDbType.TimestampTz, value);

    private static void Add(this NpgsqlParameterCollection parameters, NpgsqlDbType type, object? value) =>
        parameters.Add(new NpgsqlParameter { NpgsqlDbType = type, Value = value ?? DBNull.Value });
}
