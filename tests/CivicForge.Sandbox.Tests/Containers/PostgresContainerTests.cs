using CivicForge.Sandbox.Containers;
using CivicForge.Sandbox.Postgres;
using CivicForge.Sandbox.Processes;
using CivicForge.Sandbox.Testing;
using Docker.DotNet;
using Npgsql;

namespace CivicForge.Sandbox.Tests.Containers;

/// <summary>They need a container engine: <c>./civicforge test containers</c> runs them.</summary>
[Trait(ContainersPart.Trait, ContainersPart.Engine)]
public class PostgresContainerTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Explicit = true)]
    public async Task A_server_in_a_container_is_production_s_and_is_gone_once_it_was_disposed()
    {
        var engine = await EngineAsync();
        string id;
        await using (var container = await PostgresContainer.StartAsync(engine, Token))
        {
            id = container.Id;
            await using var source = NpgsqlDataSource.Create(container.ConnectionString);
            (await ScalarAsync(source, "SHOW server_version")).ShouldStartWith("18");
            (await ScalarAsync(source, "SHOW fsync")).ShouldBe("off");
            (await ScalarAsync(source, "SHOW server_encoding")).ShouldBe("UTF8");
            (await ScalarAsync(source, "SHOW TimeZone")).ShouldBe("UTC");
        }

        await IsGoneAsync(engine, id);
    }

    [Fact(Explicit = true)]
    public async Task What_a_killed_process_left_is_removed_at_the_next_start_and_what_others_use_stays()
    {
        var engine = await EngineAsync();
        var (killed, left) = await HolderOfContainer.StartAsync(Token);
        var (living, used) = await HolderOfContainer.StartAsync(Token);
        await using var endOfKilled = killed;
        await using var endOfLiving = living;

        killed.Signal(UnixSignal.Kill);
        await killed.Exited.WaitAsync(Token);
        (await IsThereAsync(engine, left)).ShouldBeTrue("a container does not end with the process that started it");
        await using var next = await PostgresContainer.StartAsync(engine, Token);

        await IsGoneAsync(engine, left);
        (await IsThereAsync(engine, used)).ShouldBeTrue("its process lives");

        living.Signal(UnixSignal.Kill);
        await living.Exited.WaitAsync(Token);
        await using var last = await PostgresContainer.StartAsync(engine, Token);
        await IsGoneAsync(engine, used);
    }

    private static async Task<ContainerEngine> EngineAsync() =>
        (await ContainerEngine.FindAsync(Token)).ShouldNotBeNull("no container engine answers");

    /// <summary>The engine removes a container some time after it has stopped.</summary>
    private static async Task IsGoneAsync(ContainerEngine engine, string id)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Token);
        deadline.CancelAfter(TimeSpan.FromSeconds(15));
        while (await IsThereAsync(engine, id))
        {
            deadline.IsCancellationRequested.ShouldBeFalse($"the container {id} is still there");
            await Task.Delay(50, Token);
        }
    }

    private static async Task<bool> IsThereAsync(ContainerEngine engine, string id)
    {
        using var client = engine.Connect();
        try
        {
            await client.Containers.InspectContainerAsync(id, Token);
            return true;
        }
        catch (DockerContainerNotFoundException)
        {
            return false;
        }
    }

    private static async Task<string?> ScalarAsync(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        return (string?)await command.ExecuteScalarAsync(Token);
    }
}
