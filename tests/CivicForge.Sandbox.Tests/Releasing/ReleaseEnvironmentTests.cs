using CivicForge.Sandbox.Environments;
using CivicForge.Sandbox.Releasing;

namespace CivicForge.Sandbox.Tests.Releasing;

public sealed class ReleaseEnvironmentTests : IDisposable
{
    private readonly ReleasePlaces _places = new();

    public void Dispose() => _places.Dispose();

    [Fact]
    public void The_example_is_an_environment() => ReleaseEnvironment.Read("example").Limits.ShouldBe(new Limits());

    [Fact]
    public void An_environment_that_nobody_wrote_is_named_with_what_to_do() =>
        Should
            .Throw<SandboxException>(() => ReleaseEnvironment.Read("moon", _places.Home))
            .Message.ShouldContain("example.json");

    [Fact]
    public void A_member_that_nobody_knows_is_refused_because_it_may_be_a_limit_misspelt() =>
        Should
            .Throw<SandboxException>(() => _places.Make("staging", """, "watchMinute": 3"""))
            .Message.ShouldContain("watchMinute");

    [Fact]
    public void Only_one_release_of_an_environment_runs_at_a_time()
    {
        var environment = _places.Make("staging");
        using (EnvironmentLock.Take(environment))
        {
            Should
                .Throw<SandboxException>(() => EnvironmentLock.Take(environment))
                .Message.ShouldContain("Nothing was done");
            using var other = EnvironmentLock.Take(_places.Make("production"));
        }
        using var again = EnvironmentLock.Take(environment);
    }

    [Fact]
    public void An_interrupted_release_goes_on_where_it_was()
    {
        ReleaseSteps.From(null)[0].ShouldBe(ReleaseSteps.Ready);
        ReleaseSteps.From(ReleaseSteps.Replicas).ShouldBe(["replicas", "smoke", "watch"]);
    }

    [Fact]
    public async Task A_rollback_without_a_release_before_does_nothing()
    {
        var rollback = new RollbackRun(_places.Make("staging"), TextWriter.Null, TimeProvider.System);

        (
            await Should.ThrowAsync<SandboxException>(() => rollback.RunAsync(TestContext.Current.CancellationToken))
        ).Message.ShouldContain("no release before");
    }

    [Fact]
    public async Task A_rollback_over_migrations_that_took_something_away_is_refused()
    {
        var environment = _places.Make("staging");
        var state = ReleaseState
            .Empty.With(Entry(1, over: null))
            .With(Entry(2, over: 1))
            .With(Entry(3, over: 2) with { Contracts = true, Ended = ReleaseEntry.RolledBack });
        (state with { Current = 2 }).Write(environment);

        var rollback = new RollbackRun(environment, TextWriter.Null, TimeProvider.System);

        (
            await Should.ThrowAsync<SandboxException>(() => rollback.RunAsync(TestContext.Current.CancellationToken))
        ).Message.ShouldContain("Release 3 took away what release 1 needs");
    }

    private static ReleaseEntry Entry(int number, int? over) =>
        new(number, $"image:{number}", "", null, default, Contracts: false, over, ReleaseEntry.Released);
}
