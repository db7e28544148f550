using CivicForge.Chain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace CivicForge.Api.Database;

/// <summary>What holds for every table: snake_case names, and a length check on each address and hash.</summary>
internal static class ModelConventions
{
    /// <summary>Package EFCore.NamingConventions makes another schema of this model: it names foreign keys by the
    /// entity (<c>fk_attestations_quest_quest_id</c>) and overrides the names that indexes were given.</summary>
    public static void UseSnakeCase(this ModelBuilder builder)
    {
        foreach (var entity in builder.Model.GetEntityTypes())
        {
            if (entity.GetTableName() is not { } table)
            {
                continue;
            }
            entity.SetTableName(Words.Snake(table));
            foreach (var property in entity.GetProperties())
            {
                property.SetColumnName(Words.Snake(property.GetColumnName()));
            }
            foreach (var key in entity.GetKeys())
            {
                key.SetName(Words.Snake(key.GetName()!));
            }
            foreach (var index in entity.GetIndexes())
            {
                index.SetDatabaseName(Words.Snake(index.GetDatabaseName()!));
            }
            foreach (var foreign in entity.GetForeignKeys())
            {
                foreign.SetConstraintName(Words.Snake(foreign.GetConstraintName()!));
            }
        }
    }

    public static void CheckLengths(this ModelBuilder builder)
    {
        foreach (var entity in builder.Model.GetEntityTypes())
        {
            foreach (var property in entity.GetProperties())
            {
                if (Length(property) is not { } length)
                {
                    continue;
                }
                var column = property.GetColumnName();
                entity.AddCheckConstraint(
                    $"ck_{entity.GetTableName()}_{column}_length",
                    $"octet_length(\"{column}\") = {length}"
                );
            }
        }
    }

    private static int? Length(IMutableProperty property)
    {
        var type = Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType;
        return type == typeof(Address) ? Address.Size
            : type == typeof(Hash32) ? Hash32.Size
            : null;
    }
}
