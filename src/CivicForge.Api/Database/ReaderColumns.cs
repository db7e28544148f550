using System.Data;
using CivicForge.Chain;
using Npgsql;

namespace CivicForge.Api.Database;

/// <summary>Nullable columns and our value types, by the column's name; the other types are read by name with
/// <see cref="DataReaderExtensions"/>. Npgsql keeps the names of a prepared statement, so finding one is a look into a
/// dictionary, also on hot paths.</summary>
internal static class ReaderColumns
{
    public static string? StringOrNull(this NpgsqlDataReader reader, string name) =>
        reader.StringOrNull(reader.GetOrdinal(name));

    public static long? Int64OrNull(this NpgsqlDataReader reader, string name) =>
        reader.Int64OrNull(reader.GetOrdinal(name));

    public static DateTime? DateTimeOrNull(this NpgsqlDataReader reader, string name) =>
        reader.GetOrdinal(name) is var ordinal && reader.IsDBNull(ordinal) ? null : reader.GetDateTime(ordinal);

    public static byte[] Bytes(this NpgsqlDataReader reader, string name) => reader.GetFieldValue<byte[]>(name);

    public static byte[]? BytesOrNull(this NpgsqlDataReader reader, string name) =>
        reader.BytesOrNull(reader.GetOrdinal(name));

    public static Hash32 Hash(this NpgsqlDataReader reader, string name) => reader.Hash(reader.GetOrdinal(name));

    public static Hash32? HashOrNull(this NpgsqlDataReader reader, string name) =>
        reader.HashOrNull(reader.GetOrdinal(name));

    public static Address Address(this NpgsqlDataReader reader, string name) => reader.Address(reader.GetOrdinal(name));

    public static Address? AddressOrNull(this NpgsqlDataReader reader, string name) =>
        reader.AddressOrNull(reader.GetOrdinal(name));

    public static string? StringOrNull(this NpgsqlDataReader reader, int ordinal) =>
        reader.IsDBNull(ordinal) ? null : reader.GetString(ordinal);

    public static long? Int64OrNull(this NpgsqlDataReader reader, int ordinal) =>
        reader.IsDBNull(ordinal) ? null : reader.GetInt64(ordinal);

    public static byte[]? BytesOrNull(this NpgsqlDataReader reader, int ordinal) =>
        reader.IsDBNull(ordinal) ? null : reader.GetFieldValue<byte[]>(ordinal);

    public static Hash32 Hash(this NpgsqlDataReader reader, int ordinal) => new(reader.GetFieldValue<byte[]>(ordinal));

    public static Hash32? HashOrNull(this NpgsqlDataReader reader, int ordinal) =>
        reader.IsDBNull(ordinal) ? null : reader.Hash(ordinal);

    public static Address Address(this NpgsqlDataReader reader, int ordinal) =>
        new(reader.GetFieldValue<byte[]>(ordinal));

    public static Address? AddressOrNull(this NpgsqlDataReader reader, int ordinal) =>
        reader.IsDBNull(ordinal) ? null : reader.Address(ordinal);
}
