using CivicForge.Chain;
using Npgsql;
using NpgsqlTypes;

namespace CivicForge.Benchmarks.Generate;

/// <summary>Columns of a binary COPY, in order.</summary>
internal static class CopyRow
{
    internal static NpgsqlBinaryImporter Add(this NpgsqlBinaryImporter copy, Guid value)
    {
        copy.Write(value, NpgsqlDbType.Uuid);
        return copy;
    }

    internal static NpgsqlBinaryImporter Add(this NpgsqlBinaryImporter copy, string? value)
    {
        if (value is null)
        {
            copy.WriteNull();
        }
        else
        {
            copy.Write(value, NpgsqlDbType.Text);
        }
        return copy;
    }

    internal static NpgsqlBinaryImporter Add(this NpgsqlBinaryImporter copy, byte[]? value)
    {
        if (value is null)
        {
            copy.WriteNull();
        }
        else
        {
            copy.Write(value, NpgsqlDbType.Bytea);
        }
        return copy;
    }

    internal static NpgsqlBinaryImporter Add(this NpgsqlBinaryImporter copy, Hash32? value) =>
        copy.Add(value?.ToArray());

    internal static NpgsqlBinaryImporter Add(this NpgsqlBinaryImporter copy, Address? value) =>
        copy.Add(value?.ToArray());

    internal static NpgsqlBinaryImporter Add(this NpgsqlBinaryImporter copy, int? value)
    {
        if (value is { } number)
        {
            copy.Write(number, NpgsqlDbType.Integer);
        }
        else
        {
            copy.WriteNull();
        }
        return copy;
    }

    internal static NpgsqlBinaryImporter AddLong(this NpgsqlBinaryImporter copy, long? value)
    {
        if (value is { } number)
        {
            copy.Write(number, NpgsqlDbType.Bigint);
        }
        else
        {
            copy.WriteNull();
        }
        return copy;
    }

    /// <param name="copy">The row.</param>
    /// <param name="second">Unix seconds.</param>
    internal static NpgsqlBinaryImporter AddTime(this NpgsqlBinaryImporter copy, long? second)
    {
        if (second is { } at)
        {
            copy.Write(DateTimeOffset.FromUnixTimeSeconds(at).UtcDateTime, NpgsqlDbType.TimestampTz);
        }
        else
        {
            copy.WriteNull();
        }
        return copy;
    }

    internal static NpgsqlBinaryImporter Add(this NpgsqlBinaryImporter copy, bool value)
    {
        copy.Write(value, NpgsqlDbType.Boolean);
        return copy;
    }
}
