using CivicForge.Sandbox.Testing;

namespace CivicForge.EndToEnd.Compose;

/// <summary>The runbook line by line. It needs a container engine: <c>./civicforge test --all compose</c> runs
/// it.</summary>
[Trait(ContainersPart.Trait, ContainersPart.Engine)]
[Trait(LongTier.Trait, LongTier.Long)]
public sealed class RunbookTests : IAsyncLifetime
{
    private ComposeProject _project = null!;

    public async ValueTask InitializeAsync() => _project = await ComposeProject.PrepareAsync();

    public ValueTask DisposeAsync() => _project.DisposeAsync();

    [Fact(Explicit = true)]
    public async Task Every_command_of_the_runbook_works_on_a_running_service()
    {
        await _project.UpAsync();
        await _project.WalkAsync();
        // The development node signs for its accounts, as a remote signer does.
        var node = new Uri(_project.Url, "/rpc").ToString();
        using var typist = new Typist(_project, ("RPC_URL", node), ("SIGNER", node));
        var commands = Typist.Commands("docs/operations.md");
        commands.Count.ShouldBeGreaterThan(40);

        // Many alerts say the same; what is said again is typed once.
        foreach (var command in commands.DistinctBy(command => command.Text))
        {
            await typist.TypeAsync(command);
            await _project.HealthyAsync();
        }

        await _project.WalkAsync();
    }
}
