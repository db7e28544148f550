using CivicForge.Chain;
using Npgsql;

namespace CivicForge.Api.Database;

/// <summary>Nullable columns and our value types, by ordinal.</summary>
internal static class ReaderColumns
{
    public static string? StringOrNull(this NpgsqlDataReader reader, int ordinal) =>
        reader.IsDBNull(ordinal) ? null : reader.GetString(ordinal);

    public static long? Int64OrNull(this NpgsqlDataReader reader, int ordinal) =>
        reader.IsDBNull(ordinal) ? null : reader.GetInt64(ordinal);

    public static DateTime? DateTimeOrNull(this NpgsqlDataReader reader, int ordinal) =>
        reader.IsDBNull(ordinal) ? null : reader.GetDateTime(ordinal);

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
