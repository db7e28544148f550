using System.Net;
using CivicForge.Api.Tests.Harness;
using CivicForge.Sandbox.Postgres;

namespace CivicForge.Api.Tests.WebApp;

public sealed class WebAppTests(TestDatabases databases, SharedChain chain) : IAsyncLifetime
{
    private const string Script = "/assets/app-1a2b.js";
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("civicforge-web-");
    private ApiHost _host = null!;
    private ApiClient _anyone = null!;

    public async ValueTask InitializeAsync()
    {
        Write("/index.html", "<!doctype html><title>CivicForge</title>");
        Write("/index.html.br", "index as brotli");
        Write(Script, "export {};");
        Write(Script + ".br", "script as brotli");
        Write(Script + ".gz", "script as gzip");
        Write("/mark.svg", "<svg/>");
        Write("/robots.txt", "User-agent: *");
        Write("/worker.js", "const build = '1'");
        Write("/routes.json", """["/", "/quests", "/quests/$questId", "/quests/$questId/edit", "/verify"]""");
        _host = await ApiHost.StartAsync(databases, chain, new() { ["Web:Root"] = _root.FullName });
        _anyone = _host.Anonymous();
    }

    public async ValueTask DisposeAsync()
    {
        _anyone.Dispose();
        await _host.DisposeAsync();
        _root.Delete(recursive: true);
    }

    [Fact]
    public async Task The_built_web_app_is_served_with_a_strict_policy_and_its_pages_fall_back_to_the_index()
    {
        foreach (var path in (string[])["/", "/quests/7", "/index.html"])
        {
            var page = (await _anyone.GetAsync("/" + path)).ShouldBe(HttpStatusCode.OK);
            page.Text.ShouldContain("<title>CivicForge");
            page.Header("Content-Type").ShouldBe("text/html; charset=utf-8");
            page.Header("Content-Security-Policy")!.ShouldContain("script-src 'self';");
            page.Header("Content-Security-Policy")!.ShouldNotContain("unsafe");
            page.Header("Cache-Control").ShouldBe("no-cache");
        }

        (await _anyone.GetAsync("/" + Script))
            .ShouldBe(HttpStatusCode.OK)
            .Header("Cache-Control")!
            .ShouldContain("immutable");
        (await _anyone.GetAsync("/nothing")).ShouldFail(404, "not-found");
        (await _anyone.GetAsync("//docs/nothing")).ShouldFail(404, "not-found");
        (await _anyone.GetAsync("//assets/app-of-yesterday.js")).ShouldFail(404, "not-found");
    }

    [Theory]
    [InlineData("/.env")]
    [InlineData("/.git/config")]
    [InlineData("/.well-known/security")]
    [InlineData("/wp-login.php")]
    [InlineData("/backup/site.zip")]
    [InlineData("/favicon.png")]
    [InlineData("/quests/7/.hidden")]
    public async Task What_looks_like_a_file_and_is_none_is_not_found(string path) =>
        (await GetAsync(path, "br")).ShouldFail(404, "not-found").Text.ShouldNotContain("<title>");

    [Theory]
    [InlineData("/verify", 200)]
    [InlineData("/quests/7/edit", 200)]
    [InlineData("/quests/7/", 200)]
    [InlineData("/admin", 404)]
    [InlineData("/quests/7/steal", 404)]
    [InlineData("/Verify", 404)]
    public async Task A_screen_that_does_not_exist_says_so_in_its_status_too(string path, int status)
    {
        var page = await GetAsync(
            path,
            "identity",
            ("If-None-Match", "*"),
            ("If-Modified-Since", "Fri, 01 Jan 2100 00:00:00 GMT")
        );
        if (status == 200)
        {
            page = await GetAsync(path, "identity");
        }
        ((int)page.Status, page.Header("Content-Type")).ShouldBe((status, "text/html; charset=utf-8"));
        page.Text.ShouldContain("<title>CivicForge");
    }

    [Fact]
    public async Task The_service_worker_may_fetch_from_here_and_nowhere_else()
    {
        var worker = (await GetAsync("/worker.js", "br")).ShouldBe(HttpStatusCode.OK);
        worker.Header("Content-Security-Policy")!.ShouldContain("connect-src 'self';");
        (worker.Header("Content-Type"), worker.Header("Cache-Control")).ShouldBe(
            ("text/javascript; charset=utf-8", "no-cache")
        );
        (await GetAsync("/robots.txt", null)).ShouldBe(HttpStatusCode.OK).Text.ShouldBe("User-agent: *");
    }

    [Theory]
    [InlineData("br, gzip", "br", "script as brotli")]
    [InlineData("gzip, deflate", "gzip", "script as gzip")]
    [InlineData("br;q=0, gzip;q=0.5", "gzip", "script as gzip")]
    [InlineData("*", "br", "script as brotli")]
    [InlineData("identity", null, "export {};")]
    [InlineData(null, null, "export {};")]
    [InlineData("br;q=0", null, "export {};")]
    public async Task A_file_is_sent_as_the_compressed_copy_that_the_client_takes(
        string? accepted,
        string? coding,
        string body
    )
    {
        var answer = (await GetAsync(Script, accepted)).ShouldBe(HttpStatusCode.OK);
        answer.Text.ShouldBe(body);
        answer.Header("Content-Encoding").ShouldBe(coding);
        answer.Header("Content-Type").ShouldBe("text/javascript; charset=utf-8");
        answer.Header("Vary").ShouldBe("Accept-Encoding");
        answer.Header("Cache-Control").ShouldBe("public, max-age=31536000, immutable");
        answer.Header("X-Content-Type-Options").ShouldBe("nosniff");
    }

    [Fact]
    public async Task Each_copy_has_a_tag_of_its_own_that_is_answered_with_304()
    {
        var tags = new List<string>();
        foreach (var accepted in (string[])["identity", "gzip", "br"])
        {
            tags.Add((await GetAsync(Script, accepted)).Header("ETag")!);
        }
        tags.ShouldBeUnique();
        (await GetAsync(Script, "br", ("If-None-Match", tags[2]))).Status.ShouldBe(HttpStatusCode.NotModified);
        (await GetAsync(Script, "gzip", ("If-None-Match", tags[2]))).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_page_is_compressed_too_and_asked_for_again_by_its_tag()
    {
        var page = (await GetAsync("/quests/7", "br")).ShouldBe(HttpStatusCode.OK);
        (
            page.Text,
            page.Header("Content-Encoding"),
            page.Header("Content-Type"),
            page.Header("Cache-Control")
        ).ShouldBe(("index as brotli", "br", "text/html; charset=utf-8", "no-cache"));
        page.Header("Content-Security-Policy")!.ShouldContain("script-src 'self';");
        (await GetAsync("/", "br", ("If-None-Match", page.Header("ETag")!))).Status.ShouldBe(
            HttpStatusCode.NotModified
        );
        var head = (await _anyone.SendAsync(HttpMethod.Head, "//quests/7", null, ("Accept-Encoding", "br"))).ShouldBe(
            HttpStatusCode.OK
        );
        (head.Text, head.Header("ETag")).ShouldBe(("", page.Header("ETag")));
    }

    [Fact]
    public async Task What_has_no_copy_is_sent_as_it_is_and_a_copy_is_no_address()
    {
        var mark = (await GetAsync("/mark.svg", "br, gzip")).ShouldBe(HttpStatusCode.OK);
        (mark.Text, mark.Header("Content-Encoding"), mark.Header("Vary")).ShouldBe(("<svg/>", null, "Accept-Encoding"));
        (await GetAsync(Script + ".br", "br")).ShouldFail(404, "not-found");
    }

    [Fact]
    public async Task Answers_that_may_hold_a_secret_are_never_compressed()
    {
        using var member = await _host.MemberAsync();
        foreach (var path in (string[])["/me", "/auth/sessions", "/quests"])
        {
            (await member.SendAsync(HttpMethod.Get, path, null, ("Accept-Encoding", "br, gzip")))
                .ShouldBe(HttpStatusCode.OK)
                .Header("Content-Encoding")
                .ShouldBeNull(path);
        }
    }

    private Task<Answer> GetAsync(string path, string? accepted, params (string Name, string Value)[] headers) =>
        _anyone.SendAsync(
            HttpMethod.Get,
            "/" + path,
            null,
            accepted is null ? headers : [("Accept-Encoding", accepted), .. headers]
        );

    private void Write(string path, string text)
    {
        var file = new FileInfo(_root.FullName + path);
        file.Directory!.Create();
        File.WriteAllText(file.FullName, text);
    }
}
