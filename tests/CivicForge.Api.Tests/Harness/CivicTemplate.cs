using CivicForge.Api.Database;
using CivicForge.Sandbox;
using CivicForge.Sandbox.Postgres;
using CivicForge.Sandbox.Processes;

[assembly: AssemblyFixture(typeof(TestDatabases))]

namespace CivicForge.Api.Tests.Harness;

/// <summary>A database with both schemas, migrated by the programs that own them.</summary>
internal static class CivicTemplate
{
    internal static Task<TestDatabase> CreateAsync(TestDatabases databases) =>
        databases.CreateAsync("civic", MigrateAsync);

    internal static async Task MigrateAsync(string owner, CancellationToken cancellationToken)
    {
        await ChildProcess.RunAsync(
            new ChildProcessOptions("dotnet", Repository.Program("CivicForge.Indexer"), "migrate")
            {
                Environment = new Dictionary<string, string?> { ["ConnectionStrings__Owner"] = owner },
            },
            cancellationToken
        );
        await MigrateCivic.ApplyAsync(owner, null, cancellationToken);
    }
}
