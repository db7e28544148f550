using CivicForge.Api.Database;
using CivicForge.Sandbox.Postgres;
using Dapper;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;

namespace CivicForge.Api.Tests.Database;

/// <summary>A database as an earlier version left it: schema <c>civic</c> up to one of its migrations, and rows of that
/// time.</summary>
internal sealed class OldDatabase : IAsyncDisposable
{
    private readonly TestDatabase _database;
    private readonly CivicDbContext _context;

    private OldDatabase(TestDatabase database)
    {
        _database = database;
        _context = new CivicDbContext(
            new DbContextOptionsBuilder<CivicDbContext>()
                .UseNpgsql(database.ConnectionString, MigrateSchema.Configure)
                .Options
        );
        Rows = new NpgsqlConnection(database.ConnectionString);
    }

    internal string ConnectionString => _database.ConnectionString;

    internal NpgsqlConnection Rows { get; }

    /// <param name="rows">SQL that inserts them. Triggers and foreign keys are off meanwhile, so that only what is
    /// looked at has to be there.</param>
    internal static async Task<OldDatabase> CreateAsync(TestDatabases databases, string migration, string rows)
    {
        var old = new OldDatabase(await databases.CreateAsync());
        await old.MigrateAsync(migration);
        await old.Rows.ExecuteAsync(
            $"SET session_replication_role = replica; {rows}; SET session_replication_role = DEFAULT"
        );
        return old;
    }

    internal Task MigrateAsync(string migration) => _context.GetService<IMigrator>().MigrateAsync(migration);

    public async ValueTask DisposeAsync()
    {
        await Rows.DisposeAsync();
        await _context.DisposeAsync();
        await _database.DisposeAsync();
    }
}
