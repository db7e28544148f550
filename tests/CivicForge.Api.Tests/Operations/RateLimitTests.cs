using System.Net;
using CivicForge.Api.RateLimits;
using CivicForge.Api.Tests.Harness;
using CivicForge.Sandbox.Postgres;
using Microsoft.Extensions.Configuration;

namespace CivicForge.Api.Tests.Operations;

public sealed class RateLimitTests(TestDatabases databases, SharedChain chain)
{
    [Theory]
    [InlineData("Create", 5)]
    [InlineData("Claim", 20)]
    [InlineData("Submit", 10)]
    [InlineData("Attest", 10)]
    [InlineData("Dispute", 5)]
    [InlineData("Auth", 10)]
    [InlineData("Reads", 300)]
    public void The_defaults_are_those_of_the_domain_rules(string rateClass, int limit) =>
        new RateLimitOptions(new ConfigurationBuilder().Build())[Enum.Parse<RateClass>(rateClass)].ShouldBe(limit);

    [Fact]
    public async Task The_eleventh_nonce_of_a_minute_is_refused_with_the_wait()
    {
        await using var host = await ApiHost.StartAsync(databases, chain, new() { ["RateLimits:Multiplier"] = "1" }, services => Microsoft.Extensions.DependencyInjection.ServiceCollectionServiceExtensions.AddSingleton<TimeProvider>(services, new StoppedClock()));
        using var anyone = host.Anonymous();
        for (var i = 0; i < 10; i++)
        {
            var allowed = (await anyone.PostAsync("/auth/nonce", new { })).ShouldBe(HttpStatusCode.OK);
            (allowed.Header("RateLimit-Limit"), allowed.Header("RateLimit-Remaining"), allowed.Header("RateLimit-Reset")).ShouldBe(("10", $"{9 - i}", "60"));
        }

        var refused = (await anyone.PostAsync("/auth/nonce", new { })).ShouldFail(429, "rate-limited");
        refused.Header("Retry-After").ShouldBe("60");
        (await anyone.GetAsync("/quests")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public void A_window_ends_and_only_its_own_key_is_counted()
    {
        var clock = new StoppedClock();
        var limiter = new RateLimiter(new RateLimitOptions(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["RateLimits:Create"] = "2" }).Build()), clock);
        limiter.Count(RateClass.Create, "a").Allowed.ShouldBeTrue();
        limiter.Count(RateClass.Create, "a").Remaining.ShouldBe(0);
        limiter.Count(RateClass.Create, "a").Allowed.ShouldBeFalse();
        limiter.Count(RateClass.Create, "b").Allowed.ShouldBeTrue();
        limiter.Count(RateClass.Claim, "a").Allowed.ShouldBeTrue();
        clock.Now += TimeSpan.FromMinutes(1);
        limiter.Count(RateClass.Create, "a").Allowed.ShouldBeTrue();
    }

    [Fact]
    public async Task A_member_is_counted_only_for_valid_requests()
    {
        await using var host = await ApiHost.StartAsync(databases, chain, new() { ["RateLimits:Multiplier"] = "1", ["RateLimits:Create"] = "3", ["RateLimits:Auth"] = "100" });
        using var one = await host.MemberAsync();
        var bad = await one.PostAsync("/quests", new { title = "x" });
        bad.ShouldFail(422, "validation-failed").Header("RateLimit-Remaining").ShouldBe("2");
        (await one.PostAsync("/quests", ApiClient.NewQuest())).ShouldBe(HttpStatusCode.Created).Header("RateLimit-Remaining").ShouldBe("1");
    }

    private sealed class StoppedClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
