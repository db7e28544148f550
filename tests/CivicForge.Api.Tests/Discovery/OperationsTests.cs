using System.Diagnostics.Metrics;
using System.Net;
using System.Text.Json;
using CivicForge.Api.Discovery;
using CivicForge.Api.Http.Problems;
using CivicForge.Api.Telemetry;
using CivicForge.Api.Tests.Harness;
using CivicForge.Hosting.Metrics;
using CivicForge.Sandbox;

namespace CivicForge.Api.Tests.Discovery;

public sealed class OperationsTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private readonly ApiHost _host = fixture.Host;

    [Theory]
    [InlineData("//health/live")]
    [InlineData("//health/ready")]
    [InlineData("//.well-known/civicforge.json")]
    [InlineData("//openapi/v1.json")]
    [InlineData("/stats")]
    [InlineData("/categories")]
    [InlineData("/quests")]
    [InlineData("/batches")]
    [InlineData("/quests/0195a000-0000-7000-8000-000000000000")]
    [InlineData("/me")]
    [InlineData("/auth/nonce")]
    public async Task Head_is_answered_as_get_is_without_the_body(string path)
    {
        using var anyone = _host.Anonymous();
        var get = await anyone.SendAsync(HttpMethod.Get, path, null);
        var head = await anyone.SendAsync(HttpMethod.Head, path, null);
        (head.Status, head.Text).ShouldBe((get.Status, ""));
        foreach (
            var name in (string[])
                [
                    "Content-Type",
                    "Cache-Control",
                    "ETag",
                    "Content-Security-Policy",
                    "Access-Control-Allow-Origin",
                    "Vary",
                    "Allow",
                    "WWW-Authenticate",
                ]
        )
        {
            head.Header(name).ShouldBe(get.Header(name), name);
        }
    }

    [Fact]
    public async Task Head_of_the_event_stream_ends()
    {
        using var anyone = _host.Anonymous();
        var head = await anyone.SendAsync(HttpMethod.Head, "/events", null);
        (head.Status, head.Header("Content-Type"), head.Text).ShouldBe((HttpStatusCode.OK, "text/event-stream", ""));
    }

    [Fact]
    public async Task The_well_known_document_names_the_deployment()
    {
        using var anyone = _host.Anonymous();
        var json = (await anyone.GetAsync("/.well-known/civicforge.json")).ShouldBe(HttpStatusCode.OK);
        json.Header("Access-Control-Allow-Origin").ShouldBeNull();
        var domain = json["domain"];
        (
            domain.GetProperty("name").GetString(),
            domain.GetProperty("version").GetString(),
            domain.GetProperty("chainId").GetInt64()
        ).ShouldBe(("CivicForge", "1", 31337));
        domain.GetProperty("verifyingContract").GetString().ShouldBe(_host.Shared.Chain.Registry.ToString());
        json["receiptKey"].GetString().ShouldBe(_host.ReceiptKey.Address.ToString());
        (
            json["policy"].GetProperty("anchorWithin").GetInt32(),
            json["policy"].GetProperty("finality").GetString()
        ).ShouldBe((60, "finalized"));
        json.Json.EnumerateObject()
            .Select(m => m.Name)
            .ShouldBe(["service", "version", "domain", "contracts", "chain", "receiptKey", "policy"]);
        json["version"].GetString().ShouldBe("0.1.0");
    }

    [Fact]
    public async Task Health_is_live_and_ready()
    {
        using var anyone = _host.Anonymous();
        (await anyone.GetAsync("//health/live")).ShouldBe(HttpStatusCode.OK);
        var ready = (await anyone.GetAsync("//health/ready")).ShouldBe(HttpStatusCode.OK);
        ready["status"].GetString().ShouldBe("ready", ready.Text);
        ready["checks"]
            .EnumerateArray()
            .Select(c => c.GetProperty("name").GetString())
            .ShouldBe(["database", "migrations", "clock", "maintenance", "chain"]);
    }

    [Fact]
    public async Task Metrics_are_prometheus_text_with_our_counters()
    {
        var (creator, performer, quest) = await Submitted.QuestAsync(_host);
        await creator.AttestAsync(quest);
        await performer.AttestAsync(quest);
        var text = await _host.MetricsAsync();
        text.ShouldContain("civicforge_attestations_total{kind=\"ecdsa\"}");
        text.ShouldContain("# TYPE http_server_request_duration_seconds histogram");
        text.ShouldContain("le=\"+Inf\"");
    }

    [Fact]
    public async Task Metrics_are_not_on_the_public_port_whatever_a_header_says_and_nothing_else_is_on_theirs()
    {
        using var anyone = _host.Anonymous();
        (await anyone.GetAsync("//metrics")).ShouldFail(404, "not-found");
        (
            await anyone.SendAsync(
                HttpMethod.Get,
                "//metrics",
                null,
                ("Host", _host.MetricsUrl.Authority),
                ("X-Forwarded-For", "127.0.0.1")
            )
        ).ShouldFail(404, "not-found");
        using var monitoring = new HttpClient { BaseAddress = _host.MetricsUrl };
        foreach (var path in (string[])["/", "/api/v1/quests", "/docs/index.html"])
        {
            (await monitoring.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.NotFound, path);
        }
        (await monitoring.GetAsync("/health/ready")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public void A_label_set_is_one_series_in_whatever_order_its_tags_come_and_its_values_are_escaped()
    {
        using var metrics = new PrometheusText();
        using var meter = new Meter("CivicForge.Test");
        var counter = meter.CreateCounter<int>("civicforge.test.things");
        for (var i = 0; i < 2; i++)
        {
            counter.Add(1, new("kind", "a \"b\""), new("size", 7));
            counter.Add(1, new("size", 7), new("kind", "a \"b\""));
            counter.Add(1, new("kind", "a \"b\""), new("size", 8));
        }

        metrics
            .Render()
            .Split('\n')
            .Where(line => line.StartsWith("civicforge_test_things", StringComparison.Ordinal))
            .ShouldBe([
                "civicforge_test_things_total{kind=\"a \\\"b\\\"\",size=\"7\"} 4",
                "civicforge_test_things_total{kind=\"a \\\"b\\\"\",size=\"8\"} 2",
            ]);
    }

    [Fact]
    public void A_metric_keeps_two_hundred_label_sets_and_goes_on_counting_them()
    {
        using var metrics = new PrometheusText();
        using var meter = new Meter("CivicForge.Test");
        var counter = meter.CreateCounter<int>("civicforge.test.paths");
        for (var round = 0; round < 2; round++)
        {
            for (var i = 0; i < 300; i++)
            {
                counter.Add(1, new KeyValuePair<string, object?>("path", i));
            }
        }
        var lines = metrics
            .Render()
            .Split('\n')
            .Where(line => line.StartsWith("civicforge_test_paths", StringComparison.Ordinal))
            .ToArray();
        (lines.Length, lines.Count(line => line.EndsWith(" 2", StringComparison.Ordinal))).ShouldBe((200, 200));
    }

    [Fact]
    public async Task Stats_count_and_publish_the_limits()
    {
        using var creator = await _host.MemberAsync();
        await creator.CreateQuestAsync();
        var stats = (await creator.GetAsync("/stats")).ShouldBe(HttpStatusCode.OK);
        stats["quests"].GetProperty("OPEN").GetInt64().ShouldBeGreaterThanOrEqualTo(0);
        (
            stats["limits"].GetProperty("title").GetProperty("min").GetInt32(),
            stats["limits"].GetProperty("title").GetProperty("max").GetInt32()
        ).ShouldBe((5, 200));
        (await creator.GetAsync("/categories"))["items"]
            .EnumerateArray()
            .Select(c => c.GetString())
            .ShouldBe(["civic", "environmental", "social", "educational", "technical", "general"]);
    }

    [Fact]
    public async Task Public_reads_answer_every_origin_and_writes_only_ours()
    {
        using var anyone = _host.Anonymous();
        (await anyone.SendAsync(HttpMethod.Get, "/quests", null, ("Origin", "https://elsewhere.test")))
            .Header("Access-Control-Allow-Origin")
            .ShouldBe("*");
        (await anyone.SendAsync(HttpMethod.Get, "//openapi/v1.json", null, ("Origin", "https://elsewhere.test")))
            .Header("Access-Control-Allow-Origin")
            .ShouldBe("*");
        (await anyone.PostAsync("/auth/nonce", new { }, ("Origin", "https://elsewhere.test")))
            .Header("Access-Control-Allow-Origin")
            .ShouldBeNull();
        (await anyone.PostAsync("/auth/nonce", new { }, ("Origin", ApiHost.Origin)))
            .Header("Access-Control-Allow-Origin")
            .ShouldBe(ApiHost.Origin);
        var preflight = await anyone.SendAsync(
            HttpMethod.Options,
            "/quests",
            null,
            ("Origin", ApiHost.Origin),
            ("Access-Control-Request-Method", "POST"),
            ("Access-Control-Request-Headers", "authorization,content-type")
        );
        preflight.Header("Access-Control-Allow-Origin").ShouldBe(ApiHost.Origin);
    }

    [Fact]
    public async Task A_harmless_correlation_id_comes_back_and_a_harmful_one_does_not()
    {
        using var anyone = _host.Anonymous();
        (await anyone.SendAsync(HttpMethod.Get, "/categories", null, ("X-Correlation-Id", "trace-12345678")))
            .Header("X-Correlation-Id")
            .ShouldBe("trace-12345678");
        var answer = await anyone.SendAsync(HttpMethod.Get, "/nothing", null, ("X-Correlation-Id", "a b;c<script>"));
        answer.Header("X-Correlation-Id").ShouldBe(answer["traceId"].GetString());
        answer["traceId"].GetString()!.ShouldMatch("^[0-9a-f]{32}$");
    }

    [Fact]
    public async Task Answers_carry_headers_that_keep_them_in_their_place()
    {
        using var anyone = _host.Anonymous();
        var answer = await anyone.GetAsync("/quests");
        answer.Header("X-Content-Type-Options").ShouldBe("nosniff");
        answer.Header("Content-Security-Policy")!.ShouldStartWith("default-src 'none'");
        answer.Header("Server").ShouldBeNull();
    }

    [Fact]
    public async Task The_openapi_document_is_3_1_and_lists_every_operation_with_its_codes()
    {
        using var anyone = _host.Anonymous();
        var document = (await anyone.GetAsync("//openapi/v1.json")).ShouldBe(HttpStatusCode.OK).Json;
        document.GetProperty("openapi").GetString()!.ShouldStartWith("3.1");
        var paths = document.GetProperty("paths");
        foreach (
            var path in (string[])
                [
                    "/api/v1/auth/siwe",
                    "/api/v1/quests",
                    "/api/v1/quests/{id}",
                    "/api/v1/quests/{id}/attestations",
                    "/api/v1/members/{address}",
                    "/.well-known/civicforge.json",
                ]
        )
        {
            paths.TryGetProperty(path, out _).ShouldBeTrue(path);
        }
        var attest = paths.GetProperty("/api/v1/quests/{id}/attestations").GetProperty("post");
        attest
            .GetProperty("responses")
            .GetProperty("410")
            .GetProperty("description")
            .GetString()
            .ShouldBe("`deadline-passed`");
        attest.GetProperty("security").GetArrayLength().ShouldBe(1);
        var quest = document
            .GetProperty("components")
            .GetProperty("schemas")
            .GetProperty("QuestResponse")
            .GetProperty("properties");
        quest.TryGetProperty("submission", out _).ShouldBeTrue();
        var again = await anyone.GetAsync("//openapi/v1.json");
        again.Header("Cache-Control").ShouldBe("no-cache");
        (
            await anyone.SendAsync(HttpMethod.Get, "//openapi/v1.json", null, ("If-None-Match", again.Header("ETag")!))
        ).Status.ShouldBe(HttpStatusCode.NotModified);
        (await anyone.GetAsync("//docs/index.html")).ShouldBe(HttpStatusCode.OK);
        (await anyone.GetAsync("//docs/errors")).Text.ShouldContain("id=\"signature-malleable\"");
    }

    [Fact]
    public async Task The_committed_document_that_the_web_apps_types_are_made_of_is_the_served_one()
    {
        using var anyone = _host.Anonymous();
        var served = (await anyone.GetAsync("//openapi/v1.json")).ShouldBe(HttpStatusCode.OK).Text;
        var file = Path.Combine(Repository.Root, "web", "openapi", "v1.json");
        if (Environment.GetEnvironmentVariable("CIVICFORGE_ACCEPT") == "1")
        {
            await File.WriteAllTextAsync(file, served);
        }
        (await File.ReadAllTextAsync(file)).ShouldBe(
            served,
            "Run this test with CIVICFORGE_ACCEPT=1 in the environment, or: ./civicforge up, curl -s "
                + "http://localhost:5080/openapi/v1.json > web/openapi/v1.json; then in web: npm run schema"
        );
    }

    [Fact]
    public void The_committed_list_of_codes_is_the_codes()
    {
        ErrorCodes.All.Select(c => c.Code).ShouldBeUnique();
        ErrorCodes.All.ShouldAllBe(c => c.Status >= 400 && c.Status < 600);
        File.ReadAllText(Path.Combine(Repository.Root, "docs", "errors.md"))
            .ShouldBe(ErrorReference.Markdown(), "Run: dotnet CivicForge.Api.dll errors > docs/errors.md");
    }
}
