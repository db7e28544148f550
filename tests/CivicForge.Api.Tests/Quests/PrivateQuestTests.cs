using System.Net;
using System.Text.Json;
using CivicForge.Api.Tests.Harness;

namespace CivicForge.Api.Tests.Quests;

/// <summary>A private quest, endpoint by endpoint, for a stranger, who has the key of its link, and its
/// parties.</summary>
public sealed class PrivateQuestTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private readonly ApiHost _host = fixture.Host;

    [Theory]
    [InlineData("GET", "")]
    [InlineData("GET", "/timeline")]
    [InlineData("GET", "/proof")]
    [InlineData("GET", "/proof?content=true")]
    [InlineData("GET", "/attestation")]
    [InlineData("PATCH", "")]
    [InlineData("DELETE", "")]
    [InlineData("DELETE", "/claim")]
    [InlineData("POST", "/claim")]
    [InlineData("POST", "/release")]
    [InlineData("POST", "/submit")]
    [InlineData("POST", "/withdraw")]
    [InlineData("POST", "/request-revision")]
    [InlineData("POST", "/link")]
    [InlineData("POST", "/accept")]
    [InlineData("POST", "/attestations")]
    [InlineData("GET", "/evidence/{file}")]
    [InlineData("POST", "/evidence")]
    public async Task To_a_stranger_it_is_a_quest_that_does_not_exist(string method, string path)
    {
        using var stranger = await _host.MemberAsync();
        foreach (var town in new[] { await PrivateTown.OpenAsync(_host), await PrivateTown.SubmittedAsync(_host) })
        {
            var there = await SendAsync(stranger, method, path, town.Quest, town.File, town.WrongKey);
            var nowhere = await SendAsync(stranger, method, path, Guid.CreateVersion7(), town.File, town.WrongKey);
            ((int)there.Status).ShouldBe(404, there.Text);
            Comparable(there).ShouldBe(Comparable(nowhere));
        }
    }

    [Fact]
    public async Task No_list_search_filter_counter_ledger_or_profile_of_others_tells_of_it()
    {
        using var anyone = _host.Anonymous();
        using var stranger = await _host.MemberAsync();
        var before = await CountersAsync(anyone);
        var town = await PrivateTown.SubmittedAsync(_host);
        (await town.Creator.AttestAsync(town.Quest)).ShouldBe(HttpStatusCode.Created);
        (await town.Performer.AttestAsync(town.Quest)).ShouldBe(HttpStatusCode.Created);
        string[] lists =
        [
            "/quests?limit=100",
            "/quests?status=COMPLETE&limit=100",
            $"/quests?tag={PrivateTown.Tag}",
            "/quests?search=zanzibar",
            "/quests?category=civic&limit=100",
            $"/quests?creator={town.Creator.Address}",
            $"/quests?performer={town.Performer.Address}",
            $"/members/{town.Creator.Address}/quests",
            $"/members/{town.Performer.Address}/quests",
            $"/members/{town.Performer.Address}/ledger",
            $"/members/{town.Creator.Address}/ledger",
            $"/members/{town.Creator.Address}",
            "/quests?sort=xp-high&limit=100",
            "/quests?sort=deadline&limit=100",
            "/stats",
        ];
        foreach (var viewer in new[] { anyone, stranger })
        {
            foreach (var list in lists)
            {
                var seen = (await viewer.GetAsync(list)).ShouldBe(HttpStatusCode.OK).Text;
                foreach (var secret in (string[])[town.Quest.ToString(), "anzibar", PrivateTown.Tag])
                {
                    seen.ShouldNotContain(secret, Case.Insensitive, list);
                }
            }
        }

        (await CountersAsync(anyone)).ShouldBe(before);
        foreach (var party in new[] { town.Creator, town.Performer })
        {
            foreach (
                var list in lists.Where(l =>
                    !l.StartsWith("/stats", StringComparison.Ordinal)
                        && !l.EndsWith(town.Creator.Address.ToString(), StringComparison.Ordinal)
                    || l.Contains("creator=", StringComparison.Ordinal)
                )
            )
            {
                if (
                    list.Contains("ledger", StringComparison.Ordinal)
                    && !list.Contains(party.Address.ToString(), StringComparison.Ordinal)
                    && party == town.Performer
                )
                {
                    continue;
                }
                (await party.GetAsync(list)).Text.ShouldContain(town.Quest.ToString(), Case.Insensitive, list);
            }
        }
    }

    [Fact]
    public async Task Who_has_the_key_sees_that_it_is_there_and_asks()
    {
        var town = await PrivateTown.OpenAsync(_host);
        using var asker = await _host.MemberAsync();
        (await asker.PatchAsync("/me", new { displayName = "Ida" })).ShouldBe(HttpStatusCode.OK);
        using var anyone = _host.Anonymous();
        var seen = await anyone.SendAsync(HttpMethod.Get, $"/quests/{town.Quest}", null, ("Quest-Key", town.Key));
        (seen["title"].GetString(), seen["status"].GetString(), seen["rewardXp"].GetInt32()).ShouldBe(
            ("Private quest", "OPEN", 100)
        );
        seen["dueAt"].GetDateTime().ShouldBeGreaterThan(DateTime.UtcNow);
        seen["actions"].EnumerateArray().Select(a => a.GetString()).ShouldBe(["ask"]);
        foreach (var secret in (string[])["anzibar", PrivateTown.Tag, "civic\""])
        {
            seen.Text.ShouldNotContain(secret, Case.Insensitive);
        }
        (
            seen["timeline"].GetArrayLength(),
            seen["tags"].GetArrayLength(),
            seen["description"].ValueKind,
            seen["requests"].ValueKind
        ).ShouldBe((0, 0, JsonValueKind.Null, JsonValueKind.Null));

        foreach (var _ in Enumerable.Range(0, 2))
        {
            var asked = await asker.PostAsync($"/quests/{town.Quest}/claim", new { }, ("Quest-Key", town.Key));
            ((int)asked.Status, asked.Text).ShouldBe((202, "{\"requested\":true}"));
        }

        (await anyone.PostAsync($"/quests/{town.Quest}/claim", new { }, ("Quest-Key", town.Key))).ShouldFail(
            401,
            "unauthenticated"
        );
        var mine = await asker.SendAsync(HttpMethod.Get, $"/quests/{town.Quest}", null, ("Quest-Key", town.Key));
        mine["requestedAt"].GetDateTime().ShouldBeLessThanOrEqualTo(DateTime.UtcNow.AddSeconds(5));
        mine.Text.ShouldNotContain("anzibar");
        (await asker.GetAsync($"/quests/{town.Quest}")).ShouldFail(404, "quest-not-found");
        var creators = await town.Creator.GetAsync($"/quests/{town.Quest}");
        creators["requests"]
            .EnumerateArray()
            .Single()
            .GetProperty("address")
            .GetString()
            .ShouldBe(asker.Address.ToString());
        creators["people"].GetProperty(asker.Address.ToString()).GetProperty("displayName").GetString().ShouldBe("Ida");

        var given = (
            await town.Creator.PostAsync($"/quests/{town.Quest}/accept", new { address = asker.Address.ToString() })
        ).ShouldBe(HttpStatusCode.OK);
        (given["performer"].GetString(), given["status"].GetString(), given["requests"].GetArrayLength()).ShouldBe(
            (asker.Address.ToString(), "CLAIMED", 0)
        );
        (
            await town.Creator.PostAsync($"/quests/{town.Quest}/accept", new { address = asker.Address.ToString() })
        ).ShouldBe(HttpStatusCode.OK);
        (await asker.GetAsync($"/quests/{town.Quest}"))["title"].GetString()!.ShouldContain("anzibar");
        var later = await anyone.SendAsync(HttpMethod.Get, $"/quests/{town.Quest}", null, ("Quest-Key", town.Key));
        (later["status"].GetString(), later["performer"].ValueKind, later["actions"].GetArrayLength()).ShouldBe(
            ("CLAIMED", JsonValueKind.Null, 0)
        );
    }

    [Fact]
    public async Task A_key_is_in_a_header_of_its_own_and_ends_with_the_next_with_a_release_and_with_publication()
    {
        var town = await PrivateTown.OpenAsync(_host);
        using var anyone = _host.Anonymous();
        town.Key.Length.ShouldBe(43);
        (await anyone.GetAsync($"/quests/{town.Quest}?key={town.Key}")).ShouldFail(404, "quest-not-found");
        foreach (
            var wrong in (string[])["", "x", town.WrongKey, town.Key[..42], town.Key + "A", town.Key.ToUpperInvariant()]
        )
        {
            (await anyone.SendAsync(HttpMethod.Get, $"/quests/{town.Quest}", null, ("Quest-Key", wrong))).ShouldFail(
                404,
                "quest-not-found"
            );
        }
        (
            await _host.ScalarAsync<long>(
                "SELECT count(*) FROM civic.quests q WHERE q::text LIKE '%' || @key || '%'",
                new { key = town.Key }
            )
        ).ShouldBe(0);
        var next = (await town.Creator.PostAsync($"/quests/{town.Quest}/link", new { })).ShouldBe(HttpStatusCode.OK);
        next.Header("Cache-Control").ShouldBe("no-store");
        (await OpensAsync(town.Quest, town.Key)).ShouldBeFalse();
        var key = next["key"].GetString()!;
        (await OpensAsync(town.Quest, key)).ShouldBeTrue();
        await town.GiveToAsync(key, town.Performer);
        (await town.Creator.GetAsync($"/quests/{town.Quest}"))["status"].GetString().ShouldBe("OPEN");
        (await OpensAsync(town.Quest, key)).ShouldBeFalse();
        (
            await town.Creator.PatchAsync(
                $"/quests/{town.Quest}",
                new
                {
                    visibility = "public",
                    title = "Oak Street seven",
                    description = "Dig, plant and water three young oaks.",
                    exceptionalCriteria = "Oak mulch.",
                    tags = Array.Empty<string>(),
                }
            )
        ).ShouldBe(HttpStatusCode.OK);
        (await town.Creator.PostAsync($"/quests/{town.Quest}/link", new { })).ShouldFail(409, "not-private");
    }

    [Fact]
    public async Task A_request_ends_when_it_is_taken_back_when_another_is_accepted_and_with_its_member()
    {
        var town = await PrivateTown.OpenAsync(_host);
        ApiClient[] askers = [.. await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => _host.MemberAsync()))];
        foreach (var asker in askers)
        {
            (
                (int)(await asker.PostAsync($"/quests/{town.Quest}/claim", new { }, ("Quest-Key", town.Key))).Status
            ).ShouldBe(202);
        }
        (await askers[0].DeleteAsync($"/quests/{town.Quest}/claim")).Status.ShouldBe(HttpStatusCode.NoContent);
        (await askers[0].DeleteAsync($"/quests/{town.Quest}/claim")).ShouldFail(404, "quest-not-found");
        (await askers[1].DeleteAsync("/me")).Status.ShouldBe(HttpStatusCode.NoContent);
        foreach (var gone in askers[..2])
        {
            (
                await town.Creator.PostAsync($"/quests/{town.Quest}/accept", new { address = gone.Address.ToString() })
            ).ShouldFail(404, "request-not-found");
        }
        (await town.Creator.GetAsync($"/quests/{town.Quest}"))["requests"].GetArrayLength().ShouldBe(2);
        (
            await town.Creator.PostAsync($"/quests/{town.Quest}/accept", new { address = askers[2].Address.ToString() })
        ).ShouldBe(HttpStatusCode.OK);
        (
            await town.Creator.PostAsync($"/quests/{town.Quest}/accept", new { address = askers[3].Address.ToString() })
        ).ShouldFail(409, "already-claimed");
        (
            await _host.ScalarAsync<long>(
                "SELECT count(*) FROM civic.quest_requests WHERE quest_id = @quest",
                new { quest = town.Quest }
            )
        ).ShouldBe(0);
        (await askers[3].PostAsync($"/quests/{town.Quest}/accept", new { address = "0x1" })).ShouldFail(
            422,
            "validation-failed"
        );
    }

    [Fact]
    public async Task Of_two_acceptances_at_once_and_of_one_and_a_cancellation_one_comes_true()
    {
        for (var round = 0; round < 6; round++)
        {
            var town = await PrivateTown.OpenAsync(_host);
            var (one, two) = (await _host.MemberAsync(), await _host.MemberAsync());
            foreach (var asker in new[] { one, two })
            {
                (
                    (int)(await asker.PostAsync($"/quests/{town.Quest}/claim", new { }, ("Quest-Key", town.Key))).Status
                ).ShouldBe(202);
            }
            Task<Answer> Accept(ApiClient asker) =>
                town.Creator.PostAsync($"/quests/{town.Quest}/accept", new { address = asker.Address.ToString() });
            var answers = await Task.WhenAll(
                Accept(one),
                round % 2 == 0 ? Accept(two) : town.Creator.DeleteAsync($"/quests/{town.Quest}")
            );
            answers
                .Count(a => a.Status == HttpStatusCode.OK)
                .ShouldBe(1, string.Join('\n', answers.Select(a => a.Text)));
            answers.Single(a => a.Status != HttpStatusCode.OK).Status.ShouldBe(HttpStatusCode.Conflict);
        }
    }

    [Fact]
    public async Task Live_events_of_it_reach_its_parties_alone()
    {
        var town = await PrivateTown.OpenAsync(_host);
        using var stranger = await _host.MemberAsync();
        using var anyone = _host.Anonymous();
        using var ending = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        var streams = new[] { anyone, stranger, town.Creator }.Select(c => ListenAsync(c, ending.Token)).ToArray();
        var listeners = await Task.WhenAll(streams);
        await HearAsync(listeners, await town.Creator.CreateQuestAsync(), ending.Token); // Now all listen.
        (await town.Creator.PatchAsync($"/quests/{town.Quest}", new { rewardXp = 50 })).ShouldBe(HttpStatusCode.OK);
        var heard = await HearAsync(listeners, await town.Creator.CreateQuestAsync(), ending.Token);
        heard[0].ShouldNotContain(town.Quest.ToString());
        heard[1].ShouldNotContain(town.Quest.ToString());
        heard[2].ShouldContain(town.Quest.ToString());
        foreach (var listener in listeners)
        {
            listener.Dispose();
        }
    }

    private async Task<StreamReader> ListenAsync(ApiClient client, CancellationToken cancellationToken)
    {
        var http = new HttpClient { BaseAddress = _host.Url };
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/events");
        if (client.AccessToken is { } token)
        {
            request.Headers.Authorization = new("Bearer", token);
        }
        var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        return new StreamReader(await response.Content.ReadAsStreamAsync(cancellationToken));
    }

    /// <summary>What each is told until this public quest is named.</summary>
    private static Task<string[]> HearAsync(
        StreamReader[] listeners,
        Guid until,
        CancellationToken cancellationToken
    ) =>
        Task.WhenAll(
            listeners.Select(async listener =>
            {
                var text = new System.Text.StringBuilder();
                while (!text.ToString().Contains(until.ToString(), StringComparison.Ordinal))
                {
                    text.AppendLine(await listener.ReadLineAsync(cancellationToken));
                }
                return text.ToString();
            })
        );

    private static async Task<string> CountersAsync(ApiClient anyone)
    {
        await Task.Delay(TimeSpan.FromSeconds(6)); // counters are kept for five seconds
        return (await anyone.GetAsync("/stats"))["quests"].GetRawText();
    }

    private async Task<bool> OpensAsync(Guid quest, string key)
    {
        using var anyone = _host.Anonymous();
        return (await anyone.SendAsync(HttpMethod.Get, $"/quests/{quest}", null, ("Quest-Key", key))).Status
            == HttpStatusCode.OK;
    }

    private static Task<Answer> SendAsync(
        ApiClient client,
        string method,
        string path,
        Guid quest,
        string file,
        string key
    )
    {
        object? body = (method, path) switch
        {
            ("GET" or "DELETE", _) => null,
            ("PATCH", _) => new { rewardXp = 20 },
            (_, "/submit") => new { submission = "All three are planted." },
            (_, "/request-revision") => new { reason = "One oak leans, please stake it." },
            (_, "/accept") => new { address = client.Address.ToString() },
            (_, "/attestations") => new { signature = "0x" + new string('1', 130) },
            (_, "/evidence") => new MultipartFormDataContent
            {
                { new ByteArrayContent("three oaks, all upright"u8.ToArray()), "file", "evidence.txt" },
            },
            _ => new { },
        };
        return client.SendAsync(
            new HttpMethod(method),
            $"/quests/{quest}{path.Replace("{file}", file, StringComparison.Ordinal)}",
            body,
            ("Quest-Key", key),
            ("If-None-Match", "*")
        );
    }

    /// <summary>All that a stranger can compare: without the id that was asked for and the trace's.</summary>
    private static string Comparable(Answer answer)
    {
        var members = answer.Json.EnumerateObject().Where(m => m.Name != "traceId").Select(m => $"{m.Name}={m.Value}");
        var headers = answer
            .Response.Headers.Concat(answer.Response.Content.Headers)
            .Where(h =>
                h.Key is not ("Date" or "Content-Length" or "X-Correlation-Id")
                && !h.Key.StartsWith("RateLimit", StringComparison.Ordinal)
            )
            .OrderBy(h => h.Key, StringComparer.Ordinal)
            .Select(h => $"{h.Key}: {string.Join(',', h.Value)}");
        return System.Text.RegularExpressions.Regex.Replace(
            string.Join('\n', [.. members, .. headers]),
            "[0-9a-f]{8}-[0-9a-f-]{27}",
            "ID"
        );
    }
}
