using System.Net;
using CivicForge.Sandbox.Testing;

namespace CivicForge.EndToEnd.Compose;

/// <summary>They need a container engine: <c>./civicforge test compose</c> runs them.</summary>
[Trait(ContainersPart.Trait, ContainersPart.Engine)]
public sealed class ComposeTests : IAsyncLifetime
{
    private static readonly string[] Everything =
    [
        "postgres",
        "chain",
        "miner",
        "api",
        "worker",
        "anchorer",
        "indexer",
        "caddy",
    ];

    private ComposeProject _project = null!;

    public async ValueTask InitializeAsync() => _project = await ComposeProject.PrepareAsync();

    public ValueTask DisposeAsync() => _project.DisposeAsync();

    /// <summary>One test, because each start of everything costs half a minute.</summary>
    [Fact(Explicit = true)]
    public async Task Compose_alone_brings_up_a_service_that_keeps_its_data_and_survives_the_death_of_every_container()
    {
        await _project.UpAsync();
        (await Containment.OfAsync(_project.Name)).SelectMany(each => each.Faults()).ShouldBeEmpty();
        await _project.HasNoShellAsync();
        await _project.IsClosedToOtherPagesAsync();
        await _project.WalkAsync();
        var proof = await _project.ProofAsync();

        await _project.RunAsync("down");
        await _project.UpAsync();
        (await _project.ProofAsync()).ShouldBe(proof);
        await _project.VerifyAsync(proof);
        var audit = await _project.AuditAsync(TestContext.Current.CancellationToken);
        audit.ExitCode.ShouldBe(0, audit.Text);

        var before = await _project.ContainersAsync(Everything);
        before.Count.ShouldBe(Everything.Length);
        await Engine.KillAsync(before);
        await _project.HealthyAsync();
        (await _project.ContainersAsync(Everything)).ShouldBe(before, ignoreOrder: true);
        await _project.VerifyAsync(proof);
        await _project.WalkAsync();
    }

    [Fact(Explicit = true)]
    [Trait(LongTier.Trait, LongTier.Long)]
    public async Task Two_of_each_process_share_the_work_and_one_of_each_may_die()
    {
        string[] scaled = ["api", "worker", "anchorer", "indexer"];
        await _project.UpAsync([.. scaled.SelectMany(service => new[] { "--scale", $"{service}=2" })]);
        (await _project.ContainersAsync(scaled)).Count.ShouldBe(2 * scaled.Length);
        await _project.WalkAsync();

        foreach (var which in new[] { Index.Start, ^1 })
        {
            foreach (var service in scaled[1..])
            {
                await Engine.KillAsync([(await _project.ContainersAsync(service))[which]]);
            }
            await _project.WalkAsync();

            // What was not yet sent to a process goes to another one. Caddy does so with bodies only from 2.11.2 on,
            // which the stand-in is not: writes wait for the process here.
            await Engine.KillAsync([(await _project.ContainersAsync("api"))[which]]);
            for (var read = 0; read < 50; read++)
            {
                (await _project.AskAsync("/.well-known/civicforge.json")).ShouldBe(HttpStatusCode.OK);
            }
            await _project.HealthyAsync();
        }

        await _project.WalkAsync();
    }
}
