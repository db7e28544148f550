using CivicForge.Sandbox;
using CivicForge.Sandbox.Processes;
using CivicForge.Sandbox.Running;

namespace CivicForge.EndToEnd;

public sealed class RestartTests : IDisposable
{
    private readonly ThrowawayFolder _folder = ThrowawayFolder.Create();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private SandboxOptions Options => new() { DataFolder = Path.Combine(_folder.Path, "data") };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_sandbox_goes_on_where_it_was_stopped_and_refuses_a_chain_that_lost_final_blocks()
    {
        string registry;
        await using (var first = await RunningSandbox.StartAsync(Options, null, Token))
        {
            await Journeys.WalkAsync(first);
            registry = first.Deployment.Registry.ToString();
        }

        await using (var second = await RunningSandbox.StartAsync(Options, null, Token))
        {
            second.Deployment.Registry.ToString().ShouldBe(registry);
            await Journeys.WalkAsync(second);
            (await second.AuditAsync(Token)).ExitCode.ShouldBe(0);
        }

        File.Delete(Path.Combine(Options.DataFolder!, "chain.json"));
        var lost = await Should.ThrowAsync<SandboxException>(RunningSandbox.StartAsync(Options, null, Token));
        lost.Message.ShouldContain("lost blocks");
        lost.Message.ShouldContain("--fresh");

        await using var fresh = await RunningSandbox.StartAsync(Options with { Fresh = true }, null, Token);
        await Journeys.WalkAsync(fresh);
    }

    [Fact]
    public async Task A_folder_in_use_is_refused_with_the_name_of_its_holder()
    {
        await using var holder = await RunningSandbox.StartAsync(Options, null, Token);

        var refused = await Should.ThrowAsync<SandboxException>(RunningSandbox.StartAsync(Options, null, Token));

        refused.Message.ShouldContain($"process {Environment.ProcessId}");
        refused.Message.ShouldContain("--data");
    }

    [Fact]
    public async Task A_folder_with_other_files_is_never_touched()
    {
        Directory.CreateDirectory(Options.DataFolder!);
        var file = Path.Combine(Options.DataFolder!, "thesis.txt");
        await File.WriteAllTextAsync(file, "years of work", Token);

        var refused = await Should.ThrowAsync<SandboxException>(
            RunningSandbox.StartAsync(Options with { Fresh = true }, null, Token)
        );

        refused.Message.ShouldContain("not a sandbox's folder");
        File.Exists(file).ShouldBeTrue();
    }
}
