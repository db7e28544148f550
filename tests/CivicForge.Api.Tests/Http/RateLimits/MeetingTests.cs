using System.Net;
using CivicForge.Api.Tests.Harness;
using CivicForge.Sandbox.Postgres;
using Microsoft.Extensions.DependencyInjection;

namespace CivicForge.Api.Tests.Http.RateLimits;

public sealed class MeetingTests(TestDatabases databases, SharedChain chain)
{
    private const int People = 60;

    [Fact]
    public async Task Sixty_people_behind_one_address_do_quests_in_one_minute_under_the_limits_of_production()
    {
        await using var host = await ApiHost.StartAsync(
            databases,
            chain,
            new() { ["RateLimits:Multiplier"] = "1" },
            services => services.AddSingleton<TimeProvider>(new OneMinute())
        );
        var people = new List<ApiClient>();
        for (var i = 0; i < People; i++)
        {
            people.Add(await host.MemberAsync());
        }
        var quests = new List<Guid>();
        foreach (var person in people)
        {
            foreach (var path in (string[])["/stats", "/me", "/quests", "/categories"])
            {
                (await person.GetAsync(path)).ShouldBe(HttpStatusCode.OK);
            }
            quests.Add(await person.CreateQuestAsync());
        }

        for (var i = 0; i < People; i++)
        {
            var (creator, performer, quest) = (people[i], people[(i + 1) % People], quests[i]);
            (await performer.GetAsync($"/quests/{quest}")).ShouldBe(HttpStatusCode.OK);
            await performer.ClaimAsync(quest);
            await performer.SubmitAsync(quest);
            (await performer.AttestAsync(quest)).ShouldBe(HttpStatusCode.Created);
            (await creator.AttestAsync(quest)).ShouldBe(HttpStatusCode.Created);
        }

        (await host.ScalarAsync<long>("SELECT count(*) FROM civic.completions")).ShouldBe(People);
        people.ForEach(person => person.Dispose());
    }

    /// <summary>All of it counts in one window, however slow this machine is.</summary>
    private sealed class OneMinute : TimeProvider
    {
        private readonly DateTimeOffset _now = System.GetUtcNow();

        public override DateTimeOffset GetUtcNow() => _now;
    }
}
