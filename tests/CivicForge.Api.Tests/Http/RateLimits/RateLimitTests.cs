using System.Net;
using CivicForge.Api.Http;
using CivicForge.Api.Http.Connections;
using CivicForge.Api.Http.RateLimits;
using CivicForge.Api.Telemetry;
using CivicForge.Api.Tests.Harness;
using CivicForge.Hosting;
using CivicForge.Sandbox.Postgres;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CivicForge.Api.Tests.Http.RateLimits;

public sealed class RateLimitTests(TestDatabases databases, SharedChain chain)
{
    [Theory]
    [InlineData("Create", 5, 60)]
    [InlineData("Claim", 20, 200)]
    [InlineData("Submit", 10, 100)]
    [InlineData("Attest", 10, 200)]
    [InlineData("Dispute", 5, 50)]
    [InlineData("Auth", 10, 120)]
    [InlineData("Reads", 300, 3_000)]
    [InlineData("Upload", 20, 100)]
    [InlineData("Write", 20, 200)]
    [InlineData("Document", 120, 120)]
    [InlineData("Other", 6_000, 6_000)]
    public void The_defaults_are_those_of_the_domain_rules(string rateClass, int member, int address)
    {
        var options = new RateLimitOptions(new ConfigurationBuilder().Build());
        (
            options.PerMember(Enum.Parse<RateClass>(rateClass)),
            options.PerAddress(Enum.Parse<RateClass>(rateClass))
        ).ShouldBe((member, address));
    }

    [Theory]
    [InlineData("1000000")]
    [InlineData("2147483647")]
    public void A_multiplier_that_lifts_a_limit_over_what_can_be_counted_lifts_it_to_that(string multiplier)
    {
        var options = new RateLimitOptions(
            new ConfigurationBuilder()
                .AddInMemoryCollection(new Dictionary<string, string?> { ["RateLimits:Multiplier"] = multiplier })
                .Build()
        );
        options.PerAddress(RateClass.Other).ShouldBe(int.MaxValue);
        options.PerMember(RateClass.Create).ShouldBeGreaterThanOrEqualTo(5_000_000);
    }

    [Fact]
    public async Task What_is_over_the_limit_of_an_address_is_refused_with_the_wait_and_a_nonce_is_no_sign_in()
    {
        await using var host = await StartAsync(("RateLimits:AuthPerAddress", "3"));
        using var anyone = host.Anonymous();
        for (var i = 0; i < 3; i++)
        {
            (await anyone.PostAsync("/auth/nonce", new { })).ShouldBe(HttpStatusCode.OK);
            var allowed = (await anyone.PostAsync("/auth/refresh", new { refreshToken = "unknown" })).ShouldFail(
                401,
                "session-revoked"
            );
            (
                allowed.Header("RateLimit-Limit"),
                allowed.Header("RateLimit-Remaining"),
                allowed.Header("RateLimit-Reset")
            ).ShouldBe(("3", $"{2 - i}", "60"));
        }

        var refused = (
            await anyone.PostAsync("/auth/refresh", new { refreshToken = "unknown" }, ("Origin", ApiHost.Origin))
        ).ShouldFail(429, "rate-limited");
        (refused.Header("Retry-After"), refused.Header("Access-Control-Allow-Origin")).ShouldBe(("60", ApiHost.Origin));
        (await anyone.GetAsync("/quests")).ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("GET", "//openapi/v1.json")]
    [InlineData("GET", "//docs/index.html")]
    [InlineData("GET", "//docs/errors")]
    [InlineData("GET", "//health/ready")]
    [InlineData("GET", "//.well-known/civicforge.json")]
    [InlineData("GET", "//nothing/is/here")]
    [InlineData("HEAD", "//")]
    [InlineData("POST", "//health/live")]
    [InlineData("OPTIONS", "/quests")]
    [InlineData("BREW", "/quests")]
    public async Task No_path_and_no_method_is_without_a_limit(string method, string path)
    {
        await using var host = await StartAsync(
            ("RateLimits:OtherPerAddress", "2"),
            ("RateLimits:DocumentPerAddress", "2")
        );
        using var anyone = host.Anonymous();
        for (var i = 0; i < 2; i++)
        {
            (await SendAsync()).Status.ShouldNotBe(HttpStatusCode.TooManyRequests);
        }
        (await SendAsync()).Status.ShouldBe(HttpStatusCode.TooManyRequests);

        Task<Answer> SendAsync() =>
            anyone.SendAsync(
                new HttpMethod(method),
                path,
                null,
                ("Origin", ApiHost.Origin),
                ("Access-Control-Request-Method", "POST")
            );
    }

    [Fact]
    public async Task Who_is_over_a_limit_is_told_at_once_and_a_flood_waits_for_each_answer()
    {
        var clock = new HeldClock();
        await using var host = await ApiHost.StartAsync(
            databases,
            chain,
            new() { ["RateLimits:Multiplier"] = "1", ["RateLimits:DocumentPerAddress"] = "2" },
            services => services.AddSingleton<TimeProvider>(clock)
        );
        using var anyone = host.Anonymous();
        for (var i = 0; i < 2; i++)
        {
            (await SendAsync()).ShouldBe(HttpStatusCode.OK);
        }
        for (var i = 0; i < 2; i++)
        {
            (await SendAsync()).ShouldFail(429, "rate-limited");
        }

        var flood = SendAsync();
        await clock.Held.WaitAsync(TestContext.Current.CancellationToken);
        flood.IsCompleted.ShouldBeFalse();
        clock.Release();
        (await flood).ShouldFail(429, "rate-limited");

        Task<Answer> SendAsync() => anyone.GetAsync("//openapi/v1.json");
    }

    [Fact]
    public void A_window_ends_and_only_its_own_key_is_counted()
    {
        var clock = new StoppedClock();
        using var metrics = new CivicMetrics();
        var limiter = new RateLimiter(
            new RateLimitOptions(
                new ConfigurationBuilder()
                    .AddInMemoryCollection(new Dictionary<string, string?> { ["RateLimits:CreatePerAddress"] = "2" })
                    .Build()
            ),
            metrics,
            clock
        );
        var (one, other) = (
            ClientNetwork.Of(IPAddress.Parse("203.0.113.1")),
            ClientNetwork.Of(IPAddress.Parse("203.0.113.2"))
        );
        limiter.Count(RateClass.Create, one).Allowed.ShouldBeTrue();
        limiter.Count(RateClass.Create, one).Remaining.ShouldBe(0);
        limiter.Count(RateClass.Create, one).Allowed.ShouldBeFalse();
        limiter.Count(RateClass.Create, other).Allowed.ShouldBeTrue();
        limiter.Count(RateClass.Claim, one).Allowed.ShouldBeTrue();
        clock.Now += TimeSpan.FromMinutes(1);
        limiter.Count(RateClass.Create, one).Allowed.ShouldBeTrue();
    }

    [Fact]
    public void A_flood_from_everywhere_makes_the_count_coarser_and_its_memory_no_larger()
    {
        var counters = new RateCounters<int>();
        for (var key = 0; key < 4 * RateCounters<int>.MostExact; key++)
        {
            counters.Count(key, 1);
        }
        counters.Known.ShouldBe(RateCounters<int>.MostExact);
        counters.Count(7, 1).ShouldBe(2);
        counters.Count(-1, 1).ShouldBeInRange(2, 100);
        counters.Count(-1, 2).ShouldBe(1);
        counters.Known.ShouldBe(1);
    }

    [Fact]
    public async Task A_member_is_counted_only_for_valid_requests()
    {
        await using var host = await ApiHost.StartAsync(
            databases,
            chain,
            new() { ["RateLimits:Multiplier"] = "1", ["RateLimits:Create"] = "3" }
        );
        using var one = await host.MemberAsync();
        var bad = await one.PostAsync("/quests", new { title = "x" });
        bad.ShouldFail(422, "validation-failed").Header("RateLimit-Remaining").ShouldBe("59"); // of the address
        (await one.PostAsync("/quests", ApiClient.NewQuest()))
            .ShouldBe(HttpStatusCode.Created)
            .Header("RateLimit-Remaining")
            .ShouldBe("2");
    }

    [Theory]
    [InlineData("127.0.0.1", 1)]
    [InlineData("10.0.0.0/24; 127.0.0.0/8", 1)]
    [InlineData("10.0.0.1", 0)]
    [InlineData("", 0)]
    public async Task Behind_a_trusted_proxy_each_client_has_its_own_limit_and_nobody_else_may_name_one(
        string proxies,
        int leftForTheSecond
    )
    {
        await using var host = await ApiHost.StartAsync(
            databases,
            chain,
            new()
            {
                ["RateLimits:Multiplier"] = "1",
                ["RateLimits:ReadsPerAddress"] = "2",
                ["Http:TrustedProxies"] = proxies,
            },
            services => services.AddSingleton<TimeProvider>(new StoppedClock())
        );
        using var http = new HttpClient { BaseAddress = host.Url };
        (await NonceAsync(http, "203.0.113.1")).ShouldBe("1");
        (await NonceAsync(http, "6.6.6.6, 203.0.113.2")).ShouldBe($"{leftForTheSecond}");

        static async Task<string> NonceAsync(HttpClient http, string forwardedFor)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/auth/nonce")
            {
                Content = new StringContent("{}", System.Text.Encoding.UTF8, "application/json"),
            };
            request.Headers.Add("X-Forwarded-For", forwardedFor);
            using var response = await http.SendAsync(request);
            response.EnsureSuccessStatusCode();
            return response.Headers.GetValues("RateLimit-Remaining").Single();
        }
    }

    [Fact]
    public async Task A_proxy_that_is_no_address_stops_the_start() =>
        (
            await Should.ThrowAsync<ConfigurationException>(async () =>
                await ApiHost.StartAsync(databases, chain, new() { ["Http:TrustedProxies"] = "balancer" })
            )
        ).Message.ShouldContain("Http:TrustedProxies has 'balancer'");

    private Task<ApiHost> StartAsync(params (string Key, string Value)[] settings) =>
        ApiHost.StartAsync(
            databases,
            chain,
            new(settings.Select(s => KeyValuePair.Create(s.Key, s.Value))) { ["RateLimits:Multiplier"] = "1" },
            services => services.AddSingleton<TimeProvider>(new StoppedClock())
        );

    /// <summary>Lets timers of the second that a flood waits wait for the test.</summary>
    private sealed class HeldClock : TimeProvider
    {
        private readonly TaskCompletionSource _held = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private ITimer? _timer;

        public Task Held => _held.Task;

        public void Release() => _timer!.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            if (dueTime != TimeSpan.FromSeconds(1) || period != Timeout.InfiniteTimeSpan)
            {
                return base.CreateTimer(callback, state, dueTime, period);
            }
            _timer = base.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, period);
            _held.TrySetResult();
            return _timer;
        }
    }

    private sealed class StoppedClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
