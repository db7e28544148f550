using System.Net;
using CivicForge.Api.Tests.Anchoring;
using CivicForge.Api.Tests.Harness;

namespace CivicForge.Api.Tests.Http;

/// <summary>Route by route: who may keep an answer.</summary>
public sealed class CacheTests(AnchoredTown town) : IClassFixture<AnchoredTown>
{
    private static readonly Dictionary<string, string> Rules = new()
    {
        ["/api/v1/auth/sessions"] = "nobody",
        ["/api/v1/me"] = "nobody",
        ["/api/v1/me/export"] = "nobody",
        ["/api/v1/notifications"] = "nobody",
        ["/api/v1/members/{address}"] = "the caller",
        ["/api/v1/members/{address}/ledger"] = "the caller",
        ["/api/v1/members/{address}/quests"] = "the caller",
        ["/api/v1/quests"] = "the caller",
        ["/api/v1/quests/counts"] = "the caller",
        ["/api/v1/quests/{id}"] = "the caller",
        ["/api/v1/quests/{id}/timeline"] = "the caller",
        ["/api/v1/quests/{id}/attestation"] = "nobody",
        ["/api/v1/quests/{id}/evidence"] = "the caller",
        ["/api/v1/quests/{id}/evidence/{sha256}"] = "nobody",
        ["/api/v1/quests/{id}/proof"] = "anybody",
        ["/api/v1/batches"] = "the caller",
        ["/api/v1/batches/{id}"] = "anybody",
        ["/api/v1/batches/{id}/tree"] = "anybody",
        ["/api/v1/log"] = "anybody",
        ["/api/v1/record"] = "the caller",
        ["/api/v1/stats"] = "the caller",
        ["/api/v1/status"] = "the caller",
        ["/api/v1/categories"] = "the caller",
        ["/api/v1/operator/anchoring"] = "nobody",
        ["/api/v1/operator/transactions"] = "nobody",
        ["/api/v1/operator/rewards"] = "nobody",
        ["/api/v1/operator/indexer"] = "nobody",
        ["/api/v1/operator/audit"] = "nobody",
        ["/api/v1/operator/alarms"] = "nobody",
        ["/api/v1/operator/measures"] = "nobody",
        ["/api/v1/operator/maintenance"] = "nobody",
    };

    [Fact]
    public async Task Every_read_says_who_may_keep_it()
    {
        var (quest, creator, performer) = await town.CompleteAsync();
        await town.AnchorAsync();
        await town.FinalizeAsync();
        using var anyone = town.Api.Anonymous();
        using var @operator = await town.OperatorAsync();
        var root = (await anyone.GetAsync("/batches"))["items"][0].GetProperty("root").GetString()!;
        var routes = (await anyone.GetAsync("//openapi/v1.json"))
            .Json.GetProperty("paths")
            .EnumerateObject()
            .Where(path =>
                path.Value.TryGetProperty("get", out _)
                && path.Name.StartsWith("/api/v1", StringComparison.Ordinal)
                && path.Name != "/api/v1/events"
            )
            .Select(path => path.Name)
            .ToList();
        routes.Except(Rules.Keys).ShouldBeEmpty("say here who may keep the answer of a new route");
        foreach (var (route, rule) in Rules.Where(r => routes.Contains(r.Key)))
        {
            var path = route["/api/v1".Length..]
                .Replace("{address}", performer.Address.ToString(), StringComparison.Ordinal)
                .Replace(
                    "{id}",
                    route.Contains("batches", StringComparison.Ordinal) ? root : quest.ToString(),
                    StringComparison.Ordinal
                )
                .Replace("{sha256}", root, StringComparison.Ordinal);
            foreach (var caller in new[] { anyone, creator, @operator })
            {
                var answer = await caller.GetAsync(path);
                var (kept, vary) = (answer.Header("Cache-Control") ?? "", answer.Header("Vary") ?? "");
                if (rule == "anybody" && answer.Status == HttpStatusCode.OK)
                {
                    kept.ShouldMatch("^(public, max-age|no-cache)", route);
                    continue;
                }

                string[] expected =
                    answer.Status == HttpStatusCode.OK && rule == "the caller" ? ["private", "no-cache"] : ["no-store"];
                kept.Split(", ").ShouldBe(expected, ignoreOrder: true, $"{route}: {answer.Status}");
                foreach (var header in (string[])["Authorization", "Quest-Key"])
                {
                    vary.ShouldContain(header, Case.Insensitive, route);
                }
            }
        }
    }

    [Fact]
    public async Task What_signs_in_and_what_writes_is_kept_by_nobody()
    {
        using var member = await town.Api.MemberAsync();
        (await member.PostAsync("/auth/nonce", new { })).Header("Cache-Control").ShouldBe("no-store");
        (await member.PostAsync("/auth/refresh", new { refreshToken = member.RefreshToken }))
            .Header("Cache-Control")
            .ShouldBe("no-store");
        (await member.PatchAsync("/me", new { displayName = "Ada" })).Header("Cache-Control").ShouldBe("no-store");
        (await member.GetAsync($"/quests/{Guid.CreateVersion7()}")).Header("Cache-Control").ShouldBe("no-store");
    }
}
