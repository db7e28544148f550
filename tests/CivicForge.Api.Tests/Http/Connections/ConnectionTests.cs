using System.Net;
using System.Net.Sockets;
using System.Text;
using CivicForge.Api.Http.Connections;
using CivicForge.Api.Tests.Harness;
using CivicForge.Sandbox.Postgres;
using Microsoft.Extensions.DependencyInjection;

namespace CivicForge.Api.Tests.Http.Connections;

public sealed class ConnectionTests(TestDatabases databases, SharedChain chain)
{
    private const string Elsewhere = "127.0.0.2";
    private const string Live = "/health/live";

    [Fact]
    public async Task One_address_holds_its_share_and_the_next_connection_is_told_so()
    {
        await using var host = await StartAsync(perAddress: 3, total: 100);
        var held = await RawClient.ConnectAsync(3, host.Url);
        using (var refused = await RawClient.ConnectAsync(host.Url, text: RawClient.Get(Live)))
        {
            var answer = await refused.ReadAsync();
            answer.ShouldStartWith("HTTP/1.1 429 ");
            answer.ShouldContain("Retry-After: 10\r\n");
            answer.ShouldContain("\"code\":\"too-many-connections\"");
        }

        using (var other = await RawClient.ConnectAsync(host.Url, Elsewhere, RawClient.Get(Live)))
        {
            (await other.ReadAsync("}")).ShouldStartWith("HTTP/1.1 200 ");
        }
        held[0].Dispose();
        await Eventually.TrueAsync(
            async () => await AnswersAsync(host.Url),
            "a connection that ended leaves its place"
        );
        held.ForEach(client => client.Dispose());
        await Eventually.TrueAsync(() => Task.FromResult(Places(host).Connections.Held == 0), "all places are left");
    }

    [Fact]
    public async Task All_together_hold_what_the_process_can()
    {
        await using var host = await StartAsync(perAddress: 3, total: 4);
        var held = await RawClient.ConnectAsync(3, host.Url);
        held.Add(await RawClient.ConnectAsync(host.Url, Elsewhere));
        using (var refused = await RawClient.ConnectAsync(host.Url, "127.0.0.3", RawClient.Get(Live)))
        {
            var answer = await refused.ReadAsync();
            answer.ShouldStartWith("HTTP/1.1 503 ");
            answer.ShouldContain("\"code\":\"unavailable\"");
        }

        using (var probe = new HttpClient())
        {
            (await probe.GetAsync(new Uri(host.MetricsUrl, Live))).StatusCode.ShouldBe(
                HttpStatusCode.OK,
                "probes have places of their own"
            );
        }

        held.ForEach(client => client.Dispose());
        await Eventually.TrueAsync(async () => await AnswersAsync(host.Url), "it answers again");
    }

    [Fact]
    public async Task A_flood_of_silent_connections_leaves_others_served()
    {
        await using var host = await StartAsync(perAddress: 20, total: 60);
        var flood = new List<RawClient>();
        foreach (var address in (string[])["127.0.0.3", "127.0.0.4"])
        {
            flood.AddRange(await RawClient.ConnectAsync(500, host.Url, address));
        }
        (await AnswersAsync(host.Url)).ShouldBeTrue();
        Places(host).Connections.Held.ShouldBeLessThanOrEqualTo(60);
        var metrics = await host.MetricsAsync();
        metrics.ShouldContain("civicforge_connections_max 60");
        metrics.ShouldContain("civicforge_connections_held 4");
        metrics.ShouldContain("civicforge_connections_refused_total{reason=\"address\"} 960");
        flood.ForEach(client => client.Dispose());
        await Eventually.TrueAsync(() => Task.FromResult(Places(host).Connections.Held <= 2), "all places are left");
    }

    [Fact]
    public async Task An_address_that_asks_nothing_again_and_again_is_refused_until_the_minute_is_over()
    {
        var clock = new MinuteClock();
        await using var host = await ApiHost.StartAsync(
            databases,
            chain,
            new() { ["Connections:UnusedPerAddress"] = "5" },
            services => services.AddSingleton<TimeProvider>(clock)
        );
        for (var i = 0; i < 8; i++)
        {
            (await AnswersAsync(host.Url)).ShouldBeTrue("who asks is served however often");
        }
        foreach (var nothing in (string[])["", "\u0016\u0003\u0001", "GET / HTTP/9\r\n\r\n", "\r\n", "GET"])
        {
            (await RawClient.ConnectAsync(host.Url, text: nothing)).Dispose();
        }
        await Eventually.TrueAsync(async () => !await AnswersAsync(host.Url), "five asked nothing");
        using (var refused = await RawClient.ConnectAsync(host.Url, text: RawClient.Get(Live)))
        {
            var answer = await refused.ReadAsync();
            answer.ShouldStartWith("HTTP/1.1 429 ");
            answer.ShouldContain("asked for nothing");
        }
        using (var other = await RawClient.ConnectAsync(host.Url, Elsewhere, RawClient.Get(Live)))
        {
            (await other.ReadAsync("}")).ShouldStartWith("HTTP/1.1 200 ");
        }
        (await host.MetricsAsync()).ShouldContain("civicforge_connections_refused_total{reason=\"unused\"}");
        clock.NextMinute();
        (await AnswersAsync(host.Url)).ShouldBeTrue("a new minute");
    }

    [Fact]
    public async Task A_trusted_proxy_holds_more_than_an_address_may_but_not_more_than_all()
    {
        await using var host = await StartAsync(perAddress: 2, total: 5, ("Http:TrustedProxies", "127.0.0.2"));
        var held = await RawClient.ConnectAsync(5, host.Url, Elsewhere);
        using var refused = await RawClient.ConnectAsync(host.Url, Elsewhere, RawClient.Get(Live));
        (await refused.ReadAsync()).ShouldStartWith("HTTP/1.1 503 ");
        held.ForEach(client => client.Dispose());
    }

    [Fact]
    public async Task Whoever_comes_by_a_Unix_socket_is_served_and_counts_in_total_alone()
    {
        var path = Path.Combine(Path.GetTempPath(), $"civicforge-{Guid.NewGuid():N}.sock");
        await using var host = await StartAsync(
            perAddress: 1,
            total: 2,
            ("urls", $"http://127.0.0.1:0;http://unix:{path}")
        );
        var held = new List<Socket>();
        for (var i = 0; i < 2; i++)
        {
            held.Add(await ConnectAsync());
            (await GetLiveAsync(held[i])).ShouldStartWith("HTTP/1.1 200 ");
        }
        using (var refused = await ConnectAsync())
        {
            (await GetLiveAsync(refused)).ShouldStartWith("HTTP/1.1 503 ");
        }
        held.ForEach(socket => socket.Dispose());
        await Eventually.TrueAsync(() => Task.FromResult(Places(host).Connections.Held == 0), "all places are left");

        async Task<Socket> ConnectAsync()
        {
            var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path));
            return socket;
        }

        static async Task<string> GetLiveAsync(Socket socket)
        {
            await socket.SendAsync(Encoding.ASCII.GetBytes(RawClient.Get(Live)));
            var buffer = new byte[1024];
            return Encoding.ASCII.GetString(buffer, 0, await socket.ReceiveAsync(buffer));
        }
    }

    [Fact]
    public async Task Event_streams_are_counted_until_they_end_by_address_and_in_total()
    {
        await using var host = await StartAsync(
            perAddress: 50,
            total: 50,
            ("Connections:MaxStreams", "3"),
            ("Connections:MaxStreamsPerAddress", "2")
        );
        var streams = new List<RawClient>();
        for (var i = 0; i < 2; i++)
        {
            streams.Add(await ListenAsync(host.Url));
        }
        await ShouldRefuseAsync(host.Url, "127.0.0.1", 429, "too-many-streams");
        streams.Add(await ListenAsync(host.Url, Elsewhere));
        await ShouldRefuseAsync(host.Url, "127.0.0.3", 503, "unavailable");
        streams[0].Dispose();
        await Eventually.TrueAsync(
            () => Task.FromResult(Places(host).Streams.Held == 2),
            "a stream that ended leaves its place"
        );
        streams.Add(await ListenAsync(host.Url));
        streams.ForEach(stream => stream.Dispose());
    }

    [Fact]
    public async Task Behind_a_trusted_proxy_streams_and_waiting_requests_count_for_the_client_it_names()
    {
        await using var host = await StartAsync(
            perAddress: 3,
            total: 50,
            ("Connections:MaxStreamsPerAddress", "2"),
            ("Http:TrustedProxies", "127.0.0.2")
        );
        const string One = "X-Forwarded-For: 2001:db8:1:2::7";
        const string SameHouse = "X-Forwarded-For: 2001:db8:1:2:ffff::8";
        var held = new List<RawClient>
        {
            await ListenAsync(host.Url, Elsewhere, One),
            await ListenAsync(host.Url, Elsewhere, SameHouse),
        };
        await ShouldRefuseAsync(host.Url, Elsewhere, 429, "too-many-streams", One);
        held.Add(await ListenAsync(host.Url, Elsewhere, "X-Forwarded-For: 2001:db8:1:3::7"));
        held.Add(
            await RawClient.ConnectAsync(
                host.Url,
                Elsewhere,
                $"POST /api/v1/auth/nonce HTTP/1.1\r\nHost: a\r\n{One}\r\nContent-Type: "
                    + $"application/json\r\nContent-Length: 2\r\n\r\n{{"
            )
        );
        await Eventually.TrueAsync(
            () => Task.FromResult(Places(host).Requests.Held == 4),
            "a request that is being sent counts"
        );
        await ShouldRefuseAsync(host.Url, Elsewhere, 429, "too-many-connections", One);
        held.ForEach(client => client.Dispose());
    }

    [Fact]
    public async Task A_head_or_a_body_that_drips_is_ended()
    {
        await using var host = await StartAsync(
            perAddress: 50,
            total: 50,
            ("Connections:HeadWithin", "00:00:01"),
            ("Connections:SlowFor", "00:00:02"),
            ("Connections:KeepAlive", "00:00:02")
        );
        using var silent = await RawClient.ConnectAsync(host.Url);
        using var half = await RawClient.ConnectAsync(host.Url, text: "GET / HTTP/1.1\r\nHost:");
        using var body = await RawClient.ConnectAsync(
            host.Url,
            text: "POST /api/v1/auth/nonce HTTP/1.1\r\nHost: a\r\nContent-Type: "
                + "application/json\r\nContent-Length: 60000\r\n\r\n{"
        );
        (await half.ReadAsync()).ShouldStartWith("HTTP/1.1 408 ");
        (await body.ReadAsync()).ShouldStartWith("HTTP/1.1 408 ");
        (await silent.ReadAsync()).ShouldBe("");
    }

    private Task<ApiHost> StartAsync(int perAddress, int total, params (string Key, string Value)[] settings) =>
        ApiHost.StartAsync(
            databases,
            chain,
            new(settings.Select(s => KeyValuePair.Create(s.Key, s.Value)))
            {
                ["Connections:Max"] = $"{total}",
                ["Connections:MaxPerAddress"] = $"{perAddress}",
            }
        );

    private static ClientPlaces Places(ApiHost host) => host.Services.GetRequiredService<ClientPlaces>();

    private static async Task<bool> AnswersAsync(Uri url)
    {
        using var client = await RawClient.ConnectAsync(url, text: RawClient.Get(Live, "Connection: close"));
        return (await client.ReadAsync()).StartsWith("HTTP/1.1 200 ", StringComparison.Ordinal);
    }

    private static async Task<RawClient> ListenAsync(Uri url, string from = "127.0.0.1", params string[] headers)
    {
        var client = await RawClient.ConnectAsync(url, from, RawClient.Get("/api/v1/events", headers));
        (await client.ReadAsync(": listening")).ShouldStartWith("HTTP/1.1 200 ");
        return client;
    }

    private static async Task ShouldRefuseAsync(Uri url, string from, int status, string code, params string[] headers)
    {
        using var client = await RawClient.ConnectAsync(
            url,
            from,
            RawClient.Get("/api/v1/events", ["Connection: close", .. headers])
        );
        var answer = await client.ReadAsync();
        answer.ShouldStartWith($"HTTP/1.1 {status} ");
        answer.ShouldContain($"\"code\":\"{code}\"");
        answer.ShouldContain("Retry-After: 10\r\n");
    }

    private sealed class MinuteClock : TimeProvider
    {
        private DateTimeOffset _now = DateTimeOffset.UtcNow;

        public override DateTimeOffset GetUtcNow() => _now;

        public void NextMinute() => _now += TimeSpan.FromMinutes(1);
    }
}
