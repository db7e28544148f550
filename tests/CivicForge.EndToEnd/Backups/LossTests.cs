using System.Text.Json;
using CivicForge.Sandbox.Drills;
using CivicForge.Sandbox.Processes;
using CivicForge.Sandbox.Running;
using CivicForge.Sandbox.Testing;
using Npgsql;

namespace CivicForge.EndToEnd.Backups;

/// <summary>The database's folder is removed while members sign; a backup of the real pgBackRest brings it back, beside
/// a chain that went on. <c>./civicforge test backup</c> runs them.</summary>
[Trait(ContainersPart.Trait, BackupPart.PgBackRest)]
public sealed class LossTests
{
    private static readonly TimeSpan Promised = TimeSpan.FromSeconds(60);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Explicit = true)]
    public Task What_is_lost_with_the_database_is_young_and_what_the_chain_has_of_it_comes_back() =>
        LoseAndRestoreAsync(archiveTimeout: 8);

    [Fact(Explicit = true)]
    [Trait(LongTier.Trait, LongTier.Long)]
    public Task With_the_settings_of_production_less_than_a_minute_is_lost() => LoseAndRestoreAsync(archiveTimeout: 30);

    private static async Task LoseAndRestoreAsync(int archiveTimeout)
    {
        await using var backedUp = await BackedUpSandbox.StartAsync(TimeSpan.FromSeconds(archiveTimeout), Token);
        var sandbox = backedUp.Sandbox;
        await Journeys.WalkAsync(sandbox);
        await backedUp.RunAsync("full", Token);
        IsEncrypted(backedUp);

        var load = new SignedLoad(sandbox);
        var archived = await ArchivedAsync(sandbox);
        var signing = load.RunAsync(2, Token);
        // Some of the load is in the archive, and some is only on the disk that is lost.
        while (await ArchivedAsync(sandbox) < archived + 2 || load.Acknowledged.Count < 20)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(200), Token);
        }
        await Task.Delay(TimeSpan.FromSeconds(archiveTimeout / 2), Token);
        var gone = await LoseAsync(backedUp);
        List<Acknowledged> lost = [];
        await signing;
        var rebuilt = await sandbox.RestoreAsync(
            (cluster, token) => backedUp.Backup.RunAsync(token, "restore", "--into", cluster),
            async () => lost = await load.LostAsync(Token),
            Token
        );

        var oldest = lost.Count == 0 ? TimeSpan.Zero : gone - lost.Min(signature => signature.At);
        TestContext.Current.SendDiagnosticMessage(
            $"{load.Acknowledged.Count} signatures acknowledged, {lost.Count} lost, the oldest "
                + $"{oldest.TotalSeconds:F1} s before the loss\n{rebuilt}"
        );
        load.Acknowledged.Count.ShouldBeGreaterThan(lost.Count, "something was archived");
        oldest.ShouldBeLessThan(Promised);
        await SettledAsync(sandbox);
        await CleanAsync(sandbox);
        await Journeys.WalkAsync(sandbox);
        (await ScalarAsync(sandbox, "SELECT count(*) - count(DISTINCT root) FROM chain.anchors")).ShouldBe(0);
    }

    /// <summary>The server writes while its files go, until it dies.</summary>
    private static async Task<DateTimeOffset> LoseAsync(BackedUpSandbox backedUp)
    {
        var server = backedUp.Sandbox.Postgres.Process;
        await using (var removing = await ChildProcess.StartAsync(new("rm", "-rf", backedUp.Cluster), Token))
        {
            await removing.Exited.WaitAsync(Token);
        }
        var gone = TimeProvider.System.GetUtcNow();
        server.Signal(UnixSignal.Kill);
        await server.Exited;
        await ChildProcess.RunAsync(new("rm", "-rf", backedUp.Cluster), Token);
        Directory.Exists(backedUp.Cluster).ShouldBeFalse();
        return gone;
    }

    /// <summary>Nobody reads a title or a signature in it without the passphrase.</summary>
    private static void IsEncrypted(BackedUpSandbox backedUp)
    {
        var config = File.ReadAllText(backedUp.Config);
        config.ShouldContain("repo1-cipher-type=aes-256-cbc");
        config.ShouldContain(File.ReadAllText(backedUp.Passphrase).Trim());
        (new FileInfo(backedUp.Passphrase).UnixFileMode & (UnixFileMode.GroupRead | UnixFileMode.OtherRead)).ShouldBe(
            UnixFileMode.None
        );
        using var record = JsonDocument.Parse(File.ReadAllText(backedUp.Record));
        record.RootElement.GetProperty("backup").GetProperty("kind").GetString().ShouldBe("full");
    }

    /// <summary>Every pair is in a batch that is final.</summary>
    private static async Task SettledAsync(RunningSandbox sandbox)
    {
        for (var i = 0; i < 600; i++)
        {
            if (
                await ScalarAsync(
                    sandbox,
                    "SELECT (SELECT count(*) FROM civic.completions WHERE seal IS NULL) + "
                        + "(SELECT count(*) FROM civic.batch_states WHERE state <> 'finalized')"
                ) == 0
            )
            {
                return;
            }
            await Task.Delay(TimeSpan.FromMilliseconds(200), Token);
        }
        Assert.Fail($"not all pairs are final; the logs are in {sandbox.Folder}");
    }

    /// <summary>But for what the restore lost, which an operator acknowledges once.</summary>
    private static async Task CleanAsync(RunningSandbox sandbox)
    {
        var (_, before) = await sandbox.AuditAsync(Token);
        before
            .Split('\n')
            .Where(line => line.TrimStart().StartsWith('!'))
            .ShouldAllBe(line => line.Contains("restored", StringComparison.Ordinal), before);
        using var scene = new DrillScene(sandbox);
        await scene.AcknowledgeAsync("restored", Token);
        var (exitCode, text) = await sandbox.AuditAsync(Token);
        exitCode.ShouldBe(0, text);
    }

    private static Task<long> ArchivedAsync(RunningSandbox sandbox) =>
        ScalarAsync(sandbox, "SELECT archived_count FROM pg_stat_archiver");

    private static async Task<long> ScalarAsync(RunningSandbox sandbox, string sql)
    {
        await using var owner = NpgsqlDataSource.Create(sandbox.OwnerConnectionString);
        await using var command = owner.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync(Token))!;
    }
}
