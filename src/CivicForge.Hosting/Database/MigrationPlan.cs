using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;

namespace CivicForge.Hosting.Database;

/// <summary>What <c>migrate</c> would do to a schema.</summary>
/// <param name="Pending">Migrations that this version would apply.</param>
/// <param name="Unknown">Migrations of another version, which this one refuses to go over.</param>
/// <param name="Contracting">Those of the pending ones that take away or narrow what a process of the version before
/// still uses.</param>
public sealed partial record MigrationPlan(
    IReadOnlyList<string> Pending,
    IReadOnlyList<string> Unknown,
    IReadOnlyList<string> Contracting
)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Looks at a database and changes nothing.</summary>
    public static async Task<MigrationPlan> OfAsync(DbContext context, CancellationToken cancellationToken)
    {
        var known = context.Database.GetMigrations().ToList();
        var applied = (await context.Database.GetAppliedMigrationsAsync(cancellationToken)).ToList();
        var pending = known.Except(applied).ToList();
        var assembly = context.GetService<IMigrationsAssembly>();
        return new(
            pending,
            [.. applied.Except(known)],
            // An empty database has no version before.
            applied.Count == 0
                ? []
                :
                [
                    .. pending.Where(name =>
                        assembly
                            .CreateMigration(assembly.Migrations[name], context.Database.ProviderName!)
                            .UpOperations.Any(Contracts)
                    ),
                ]
        );
    }

    /// <summary>As <c>migrate --check</c> prints it: one line of JSON.</summary>
    public string ToLine(string schema) =>
        JsonSerializer.Serialize(
            new
            {
                Schema = schema,
                Pending,
                Unknown,
                Contracting,
            },
            Json
        );

    internal static bool Contracts(MigrationOperation operation) =>
        operation switch
        {
            SqlOperation sql => Narrowing().IsMatch(sql.Sql),
            RenameTableOperation or RenameColumnOperation or RenameSequenceOperation => true,
            AlterColumnOperation alter => alter.ColumnType != alter.OldColumn.ColumnType
                || (!alter.IsNullable && alter.OldColumn.IsNullable),
            // Who does not know the column cannot fill it.
            AddColumnOperation add => add
                is { IsNullable: false, DefaultValue: null, DefaultValueSql: null, ComputedColumnSql: null },
            _ => operation.IsDestructiveChange,
        };

    [GeneratedRegex(
        @"\b(DROP|RENAME|TRUNCATE|DELETE|SET\s+NOT\s+NULL|ALTER\s+COLUMN\s+\S+\s+TYPE)\b",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Narrowing();
}
