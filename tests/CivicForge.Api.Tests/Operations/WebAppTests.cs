using System.Net;
using CivicForge.Api.Tests.Harness;
using CivicForge.Sandbox.Postgres;

namespace CivicForge.Api.Tests.Operations;

public sealed class WebAppTests(TestDatabases databases, SharedChain chain)
{
    [Fact]
    public async Task The_built_web_app_is_served_with_a_strict_policy_and_its_pages_fall_back_to_the_index()
    {
        var root = Directory.CreateTempSubdirectory("civicforge-web-");
        Directory.CreateDirectory(Path.Combine(root.FullName, "assets"));
        await File.WriteAllTextAsync(Path.Combine(root.FullName, "index.html"), "<!doctype html><title>CivicForge</title>");
        await File.WriteAllTextAsync(Path.Combine(root.FullName, "assets", "app-1a2b.js"), "export {};");
        await using var host = await ApiHost.StartAsync(databases, chain, new() { ["Web:Root"] = root.FullName });
        using var anyone = host.Anonymous();
        foreach (var path in (string[])["//", "//quests/7", "//index.html"])
        {
            var page = (await anyone.GetAsync(path)).ShouldBe(HttpStatusCode.OK);
            page.Text.ShouldContain("<title>CivicForge");
            page.Header("Content-Security-Policy")!.ShouldContain("script-src 'self';");
            page.Header("Cache-Control").ShouldBe("no-cache");
        }

        (await anyone.GetAsync("//assets/app-1a2b.js")).ShouldBe(HttpStatusCode.OK).Header("Cache-Control")!.ShouldContain("immutable");
        (await anyone.GetAsync("/nothing")).ShouldFail(404, "not-found");
        (await anyone.GetAsync("//docs/nothing")).ShouldFail(404, "not-found");
        root.Delete(recursive: true);
    }
}
