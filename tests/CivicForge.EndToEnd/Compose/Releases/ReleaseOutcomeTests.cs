using System.Text.Json.Nodes;
using CivicForge.Sandbox;
using CivicForge.Sandbox.Processes;
using CivicForge.Sandbox.Releasing;
using CivicForge.Sandbox.Testing;
using Npgsql;

namespace CivicForge.EndToEnd.Compose.Releases;

/// <summary>Releases that must not stay. Each ends with the release before, which has lost nothing. They need a
/// container engine: <c>./civicforge test --all compose</c> runs them.</summary>
[Trait(ContainersPart.Trait, ContainersPart.Engine)]
[Trait(LongTier.Trait, LongTier.Long)]
public sealed class ReleaseOutcomeTests(ReleaseOutcomeTests.Released released, ITestOutputHelper output)
    : IClassFixture<ReleaseOutcomeTests.Released>
{
    private ReleasePlace Place => released.Place;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Explicit = true)]
    public async Task A_release_that_does_not_become_healthy_gets_no_request_and_goes()
    {
        Place.Override(("Chain__GenesisHash", "0x" + new string('1', 64)));
        Place.Change(environment => environment["startSeconds"] = 15);

        var log = await EndsWithTheReleaseBeforeAsync(ReleaseEntry.RolledBack);

        log.ShouldContain("is not healthy");
        log.ShouldContain("genesis");
    }

    [Fact(Explicit = true)]
    public async Task A_release_that_makes_requests_slow_is_seen_and_taken_back()
    {
        // Each connection to the database begins with a second of nothing, and none is kept.
        Place.Override(
            (
                "ConnectionStrings__Civic",
                "Host=postgres;Database=civicforge;Username=civic_api;GSS Encryption Mode=Disable;Pooling=false;"
                    + "Options=-c post_auth_delay=1"
            )
        );
        Place.Change(environment =>
        {
            environment["watchMinutes"] = 1;
            environment["limits"] = new JsonObject { ["p95Seconds"] = 0.9 };
        });

        var log = await EndsWithTheReleaseBeforeAsync(ReleaseEntry.RolledBack);

        log.ShouldContain("requests take too long");
    }

    [Fact(Explicit = true)]
    public async Task A_migration_that_fails_half_way_touches_no_process()
    {
        var owner = await OwnerAsync();
        await ExecuteAsync(
            owner,
            """
            CREATE FUNCTION public.refuse() RETURNS event_trigger LANGUAGE plpgsql AS
              $$ BEGIN RAISE EXCEPTION 'no trigger may be made today'; END $$;
            CREATE EVENT TRIGGER refuse ON ddl_command_start WHEN TAG IN ('CREATE TRIGGER')
              EXECUTE FUNCTION public.refuse()
            """
        );
        try
        {
            var log = await EndsWithTheReleaseBeforeAsync(ReleaseEntry.Failed);

            log.ShouldContain("no trigger may be made today");
            log.ShouldContain("no process was touched");
        }
        finally
        {
            await ExecuteAsync(owner, "DROP EVENT TRIGGER refuse; DROP FUNCTION public.refuse");
        }
    }

    [Fact(Explicit = true)]
    public async Task A_release_that_was_killed_goes_on_with_the_same_command()
    {
        await using (var killed = await StartAsync())
        {
            await UntilAsync(() => Place.State.Running?.Step == ReleaseSteps.Replicas, killed);
            killed.Signal(UnixSignal.Kill);
            await killed.Exited.WaitAsync(Token);
        }
        Place.State.Running!.Step.ShouldBe(ReleaseSteps.Replicas);

        var (exitCode, log) = await Place.ReleaseAsync();

        output.WriteLine(log);
        exitCode.ShouldBe(0, log);
        log.ShouldContain("was interrupted at replicas");
        (await Place.ProcessesAsync()).Keys.ShouldBe([Place.State.Current!.Value]);
        await Place.Project.WalkAsync();
    }

    [Fact(Explicit = true)]
    public async Task Production_gets_what_staging_serves_and_each_keeps_its_own_data()
    {
        await using var production = await ReleasePlace.PrepareAsync("production", Place.Home);
        production.Change(environment => environment["after"] = "staging");
        var variant = await Engine.VariantAsync("another version");

        var (refused, why) = await production.ReleaseAsync(variant);
        refused.ShouldBe(1);
        why.ShouldContain("rehearsal");
        (await production.ProcessesAsync()).ShouldBeEmpty();

        (await Place.ReleaseAsync(variant)).ExitCode.ShouldBe(0);
        var (exitCode, log) = await production.ReleaseAsync(variant);
        exitCode.ShouldBe(0, log);
        await production.Project.WalkAsync();
        await Place.Project.VerifyAsync(await Place.Project.ProofAsync());
    }

    /// <summary>The log of a release that ended in this way, while visitors and members went on.</summary>
    private async Task<string> EndsWithTheReleaseBeforeAsync(string ended)
    {
        var (before, proof) = (Place.State.Current, await Place.Project.ProofAsync());
        string log;
        try
        {
            await using var load = new Load(Place.Project.Url);
            (var exitCode, log) = await Place.ReleaseAsync();
            output.WriteLine(log);
            exitCode.ShouldBe(1, log);
            load.Failures.ShouldBeEmpty();
        }
        finally
        {
            Place.Reset();
        }

        Place.State.Current.ShouldBe(before);
        Place.State.Running.ShouldBeNull();
        Place.State.Releases[^1].Ended.ShouldBe(ended);
        (await Place.ProcessesAsync()).Keys.ShouldBe([before!.Value]);
        (await Place.Project.ProofAsync()).ShouldBe(proof);
        var audit = await Place.Project.AuditAsync(Token);
        audit.ExitCode.ShouldBe(0, audit.Text);
        return log;
    }

    private Task<ChildProcess> StartAsync() =>
        ChildProcess.StartAsync(
            new(
                "dotnet",
                Repository.Program("CivicForge.Sandbox"),
                "release",
                Place.Name,
                "--environments",
                Place.Home,
                "--image",
                ComposePart.Image
            ),
            Token
        );

    private static async Task UntilAsync(Func<bool> holds, ChildProcess child)
    {
        while (!holds())
        {
            child.HasExited.ShouldBeFalse(child.Tail);
            await Task.Delay(TimeSpan.FromMilliseconds(100), Token);
        }
    }

    /// <summary>The database's owner, from this machine: the network leads nowhere else.</summary>
    private async Task<string> OwnerAsync()
    {
        var postgres = (await Place.Project.ContainersAsync("postgres")).ShouldHaveSingleItem();
        var address = await Engine.RunAsync(
            "inspect",
            "--format",
            "{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}",
            postgres
        );
        var password = await Engine.RunAsync("exec", postgres, "cat", "/secrets/owner/password");
        return $"Host={address[0]};Username=postgres;Password={password[0]};Database=civicforge";
    }

    private static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var database = NpgsqlDataSource.Create(connectionString);
        await using var command = database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Token);
    }

    /// <summary>An environment with a release that serves, and one pair in its log.</summary>
    public sealed class Released : IAsyncLifetime
    {
        internal ReleasePlace Place { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            Place = await ReleasePlace.PrepareAsync();
            Place.Change(environment => environment["smoke"] = "journey");
            var (exitCode, log) = await Place.ReleaseAsync();
            exitCode.ShouldBe(0, log);
            log.ShouldContain("checks passed, 0 failed");
            Place.Change(environment => environment["smoke"] = "read");
        }

        public ValueTask DisposeAsync() => Place.DisposeAsync();
    }
}
