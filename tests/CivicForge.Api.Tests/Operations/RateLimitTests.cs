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

    [Theory]
    [InlineData("127.0.0.1", 1)]
    [InlineData("10.0.0.0/24; 127.0.0.0/8", 1)]
    [InlineData("10.0.0.1", 0)]
    [InlineData("", 0)]
    public async Task Behind_a_trusted_proxy_each_client_has_its_own_limit_and_nobody_else_may_name_one(string proxies, int leftForTheSecond)
    {
        await using var host = await ApiHost.StartAsync(databases, chain, new() { ["RateLimits:Multiplier"] = "1", ["RateLimits:Auth"] = "2", ["Http:TrustedProxies"] = proxies }, services => Microsoft.Extensions.DependencyInjection.ServiceCollectionServiceExtensions.AddSingleton<TimeProvider>(services, new StoppedClock()));
        using var http = new HttpClient { BaseAddress = host.Url };
        (await NonceAsync(http, "203.0.113.1")).ShouldBe("1");
        (await NonceAsync(http, "6.6.6.6, 203.0.113.2")).ShouldBe($"{leftForTheSecond}");

        static async Task<string> NonceAsync(HttpClient http, string forwardedFor)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/auth/nonce") { Content = new StringContent("{}", System.Text.Encoding.UTF8, "application/json") };
            request.Headers.Add("X-Forwarded-For", forwardedFor);
            using var response = await http.SendAsync(request);
            response.EnsureSuccessStatusCode();
            return response.Headers.GetValues("RateLimit-Remaining").Single();
        }
    }

    [Fact]
    public async Task A_proxy_that_is_no_address_stops_the_start() =>
        (await Should.ThrowAsync<CivicForge.Api.Hosting.ConfigurationException>(async () => await ApiHost.StartAsync(databases, chain, new() { ["Http:TrustedProxies"] = "balancer" })))
            .Message.ShouldContain("Http:TrustedProxies has 'balancer'");

    private sealed class StoppedClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
