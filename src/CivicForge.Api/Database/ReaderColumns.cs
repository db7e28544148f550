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
        reader.GetOrdinal(name) is var ordinal && reader.IsDBNull(ordinal) ? null : reader.GetString(ordinal);

    public static long? Int64OrNull(this NpgsqlDataReader reader, string name) =>
        reader.GetOrdinal(name) is var ordinal && reader.IsDBNull(ordinal) ? null : reader.GetInt64(ordinal);

    public static DateTime? DateTimeOrNull(this NpgsqlDataReader reader, string name) =>
        reader.GetOrdinal(name) is var ordinal && reader.IsDBNull(ordinal) ? null : reader.GetDateTime(ordinal);

    public static TimeSpan? TimeSpanOrNull(this NpgsqlDataReader reader, string name) =>
        reader.IsDBNull(name) ? null : reader.GetFieldValue<TimeSpan>(name);

    public static byte[] Bytes(this NpgsqlDataReader reader, string name) => reader.GetFieldValue<byte[]>(name);

    public static byte[]? BytesOrNull(this NpgsqlDataReader reader, string name) =>
        reader.GetOrdinal(name) is var ordinal && reader.IsDBNull(ordinal)
            ? null
            : reader.GetFieldValue<byte[]>(ordinal);

    public static Hash32 Hash(this NpgsqlDataReader reader, string name) => new(reader.Bytes(name));

    public static Hash32? HashOrNull(this NpgsqlDataReader reader, string name) =>
        reader.BytesOrNull(name) is { } bytes ? new Hash32(bytes) : null;

    public static Address Address(this NpgsqlDataReader reader, string name) => new(reader.Bytes(name));

    public static Address? AddressOrNull(this NpgsqlDataReader reader, string name) =>
        reader.BytesOrNull(name) is { } bytes ? new Address(bytes) : null;
}
