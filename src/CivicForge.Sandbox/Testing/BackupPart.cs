using CivicForge.Sandbox.Backups;

namespace CivicForge.Sandbox.Testing;

/// <summary>Backup, loss and restore with the real pgBackRest. Its tests are explicit: no other part runs
/// them.</summary>
internal sealed class BackupPart() : ProgramPart("backup", "tests/CivicForge.EndToEnd")
{
    /// <summary>The value of <see cref="ContainersPart.Trait"/> of its tests.</summary>
    public const string PgBackRest = "PgBackRest";

    public override bool IsLast => true;

    public override async Task<TestReport> RunAsync(string reports, bool coverage, CancellationToken cancellationToken)
    {
        if (!BackupTool.IsInstalled)
        {
            var missing = new LeftOut(Name, "no pgBackRest with a PostgreSQL that it knows", BackupTool.Remedy);
            return new TestReport(0, [], []) { LeftOut = [missing] };
        }

        return await ExplicitAsync(reports, ["-namespace", "CivicForge.EndToEnd.Backups"], cancellationToken);
    }
}
