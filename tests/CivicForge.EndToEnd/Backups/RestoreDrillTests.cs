using System.Text.Json;
using CivicForge.Chain;
using CivicForge.Chain.Contracts;
using CivicForge.Chain.Rpc;
using CivicForge.Sandbox.Drills;
using CivicForge.Sandbox.Ethereum;
using CivicForge.Sandbox.Running;
using CivicForge.Sandbox.Testing;

namespace CivicForge.EndToEnd.Backups;

/// <summary><c>./civicforge drill restore</c> with the real pgBackRest and a copy of a real chain.</summary>
[Trait(ContainersPart.Trait, BackupPart.PgBackRest)]
public sealed class RestoreDrillTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Explicit = true)]
    [Trait(LongTier.Trait, LongTier.Long)]
    public async Task The_newest_backup_passes_the_audit_on_a_copy_of_the_chain_which_stays_untouched()
    {
        await using var backedUp = await BackedUpSandbox.StartAsync(TimeSpan.FromSeconds(8), Token);
        var sandbox = backedUp.Sandbox;
        await Journeys.WalkAsync(sandbox);
        await backedUp.RunAsync("full", Token);
        await Journeys.WalkAsync(sandbox);
        await backedUp.RunAsync("diff", Token);
        var registry = new AttestationRegistryContract(new EthClient(sandbox.Chain.Url), sandbox.Deployment.Registry);
        var batches = await registry.BatchCountAsync(BlockId.Latest, Token);
        var output = new StringWriter();

        var exitCode = await new RestoreDrill(
            backedUp.Backup,
            new CopiedChain(
                sandbox.Chain.Url,
                sandbox.Deployment.Registry,
                sandbox.Deployment.Distributor,
                Address.Parse(DevelopmentAccounts.Deployer.Address)
            ),
            output
        ).RunAsync(null, Token);

        exitCode.ShouldBe(0, output.ToString());
        TestContext.Current.SendDiagnosticMessage(output.ToString());
        (await registry.BatchCountAsync(BlockId.Latest, Token)).ShouldBe(batches);
        using var record = JsonDocument.Parse(await File.ReadAllTextAsync(backedUp.Record, Token));
        record.RootElement.GetProperty("drill").GetProperty("audit").GetString().ShouldBe("clean");
        record.RootElement.GetProperty("backup").GetProperty("kind").GetString().ShouldBe("diff");
    }
}
