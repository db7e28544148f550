using System.Net;
using CivicForge.Api.Tests.Harness;

namespace CivicForge.Api.Tests.Identity;

public sealed class SessionTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private readonly ApiHost _host = fixture.Host;

    [Fact]
    public async Task A_refresh_whose_answer_was_lost_is_given_the_same_successor_again()
    {
        using var member = await _host.MemberAsync();
        var first = (await RefreshAsync(member, member.RefreshToken)).ShouldBe(HttpStatusCode.OK);
        var again = (await RefreshAsync(member, member.RefreshToken)).ShouldBe(HttpStatusCode.OK);
        again["refreshToken"].GetString().ShouldBe(first["refreshToken"].GetString());
        member.AccessToken = again["accessToken"].GetString();
        (await member.GetAsync("/me")).ShouldBe(HttpStatusCode.OK);
        (await RefreshAsync(member, again["refreshToken"].GetString())).ShouldBe(HttpStatusCode.OK);
        (
            await _host.ScalarAsync<int>(
                "SELECT count(*)::int FROM civic.refresh_tokens t JOIN civic.sessions s ON s.id = t.session_id "
                    + "WHERE s.member = @member",
                new { member = member.Key.Address.ToArray() }
            )
        ).ShouldBe(3);
    }

    [Fact]
    public async Task Parallel_refreshes_with_one_token_all_get_the_same_successor()
    {
        using var member = await _host.MemberAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => RefreshAsync(member, member.RefreshToken)));
        answers.ShouldAllBe(a => a.Status == HttpStatusCode.OK);
        answers.Select(a => a["refreshToken"].GetString()).Distinct().Count().ShouldBe(1);
    }

    [Fact]
    public async Task A_used_token_that_comes_after_half_a_minute_ends_the_family()
    {
        using var member = await _host.MemberAsync();
        var fresh = (await RefreshAsync(member, member.RefreshToken))
            .ShouldBe(HttpStatusCode.OK)["refreshToken"]
            .GetString();
        await _host.ExecuteAsync(
            "UPDATE civic.refresh_tokens SET used_at = used_at - interval '31 seconds' WHERE used_at IS NOT NULL "
                + "AND session_id IN (SELECT id FROM civic.sessions WHERE member = @member)",
            new { member = member.Key.Address.ToArray() }
        );
        await ShouldBeOverAsync(member, member.RefreshToken, fresh);
    }

    [Fact]
    public async Task A_used_token_whose_successor_was_used_too_ends_the_family_at_once()
    {
        using var member = await _host.MemberAsync();
        var second = (await RefreshAsync(member, member.RefreshToken))
            .ShouldBe(HttpStatusCode.OK)["refreshToken"]
            .GetString();
        var third = (await RefreshAsync(member, second)).ShouldBe(HttpStatusCode.OK)["refreshToken"].GetString();
        await ShouldBeOverAsync(member, member.RefreshToken, third);
    }

    [Fact]
    public async Task A_lost_answer_is_not_given_again_once_the_session_has_ended_or_the_member_is_erased()
    {
        using var phone = await _host.MemberAsync();
        await RefreshAsync(phone, phone.RefreshToken);
        (await phone.DeleteAsync("/auth/sessions")).Status.ShouldBe(HttpStatusCode.NoContent);
        (await RefreshAsync(phone, phone.RefreshToken)).ShouldFail(401, "session-revoked");
        using var erased = await _host.MemberAsync();
        await RefreshAsync(erased, erased.RefreshToken);
        (await erased.DeleteAsync("/me")).Status.ShouldBe(HttpStatusCode.NoContent);
        (await RefreshAsync(erased, erased.RefreshToken)).ShouldFail(401, "session-revoked");
    }

    [Fact]
    public async Task A_session_ends_when_it_is_old_however_often_it_is_used()
    {
        using var member = await _host.MemberAsync();
        var row = new { member = member.Key.Address.ToArray() };
        await _host.ExecuteAsync(
            "UPDATE civic.sessions SET created_at = now() - interval '179 days 23 hours' WHERE member = @member",
            row
        );
        var fresh = (await RefreshAsync(member, member.RefreshToken))
            .ShouldBe(HttpStatusCode.OK)["refreshToken"]
            .GetString();
        (
            await _host.ScalarAsync<double>(
                "SELECT extract(epoch FROM expires_at - now())::float8 FROM civic.sessions WHERE member = @member",
                row
            )
        ).ShouldBeInRange(3_500, 3_600);
        await _host.ExecuteAsync(
            "UPDATE civic.sessions SET created_at = created_at - interval '1 hour', expires_at = expires_at - "
                + "interval '1 hour' WHERE member = @member",
            row
        );
        (await RefreshAsync(member, fresh)).ShouldFail(401, "session-revoked");
    }

    [Fact]
    public async Task The_fifty_first_sign_in_ends_the_session_used_longest_ago_and_no_live_one_is_hidden()
    {
        using var first = await _host.MemberAsync();
        using var second = await _host.MemberAsync(first.Key);
        await _host.ExecuteAsync(
            "UPDATE civic.sessions SET last_used_at = last_used_at - interval '1 day' WHERE member = @member",
            new { member = first.Key.Address.ToArray() }
        );
        await RefreshAsync(first, first.RefreshToken);
        var latest = first;
        for (var i = 0; i < 49; i++)
        {
            latest = await _host.MemberAsync(first.Key);
        }
        (await latest.GetAsync("/auth/sessions"))["items"].GetArrayLength().ShouldBe(50);
        (await first.GetAsync("/me")).ShouldBe(HttpStatusCode.OK);
        (await second.GetAsync("/me")).ShouldFail(401, "session-revoked");
        (
            await _host.ScalarAsync<int>(
                "SELECT count(*)::int FROM civic.sessions WHERE member = @member",
                new { member = first.Key.Address.ToArray() }
            )
        ).ShouldBe(50);
    }

    [Fact]
    public async Task Sessions_that_are_over_go_with_the_next_sign_in()
    {
        using var member = await _host.MemberAsync();
        (await member.DeleteAsync("/auth/sessions")).Status.ShouldBe(HttpStatusCode.NoContent);
        using var again = await _host.MemberAsync(member.Key);
        (
            await _host.ScalarAsync<int>(
                "SELECT count(*)::int FROM civic.sessions WHERE member = @member",
                new { member = member.Key.Address.ToArray() }
            )
        ).ShouldBe(1);
    }

    [Fact]
    public async Task What_holds_a_token_is_kept_by_no_cache()
    {
        using var member = await _host.MemberAsync();
        (await RefreshAsync(member, member.RefreshToken)).Header("Cache-Control").ShouldBe("no-store");
        (await member.PostAsync("/auth/nonce", new { })).Header("Cache-Control").ShouldBe("no-store");
        (await member.GetAsync("/auth/sessions")).Header("Cache-Control").ShouldBe("no-store");
    }

    private static Task<Answer> RefreshAsync(ApiClient member, string? token) =>
        member.PostAsync("/auth/refresh", new { refreshToken = token });

    private static async Task ShouldBeOverAsync(ApiClient member, params string?[] tokens)
    {
        foreach (var token in tokens)
        {
            (await RefreshAsync(member, token)).ShouldFail(401, "session-revoked");
        }
        (await member.GetAsync("/me")).ShouldFail(401, "session-revoked");
    }

    [Fact]
    public async Task A_refreshed_access_token_works()
    {
        using var member = await _host.MemberAsync();
        var session = await member.PostAsync("/auth/refresh", new { refreshToken = member.RefreshToken });
        member.AccessToken = session["accessToken"].GetString();
        (await member.GetAsync("/me")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Logging_out_ends_the_session_and_can_be_repeated()
    {
        using var member = await _host.MemberAsync();
        (await member.PostAsync("/auth/logout", new { refreshToken = member.RefreshToken })).Status.ShouldBe(
            HttpStatusCode.NoContent
        );
        (await member.PostAsync("/auth/logout", new { refreshToken = member.RefreshToken })).Status.ShouldBe(
            HttpStatusCode.NoContent
        );
        (await member.PostAsync("/auth/refresh", new { refreshToken = member.RefreshToken })).ShouldFail(
            401,
            "session-revoked"
        );
        (await member.GetAsync("/me")).ShouldFail(401, "session-revoked");
        (await member.PostAsync("/auth/logout", new { refreshToken = "never" })).ShouldFail(401, "session-revoked");
        (await member.PostAsync("/auth/logout", new { })).ShouldFail(422, "validation-failed");
    }

    [Fact]
    public async Task Sessions_are_listed_and_ended_one_by_one_or_all()
    {
        using var phone = await _host.MemberAsync();
        using var desk = await _host.MemberAsync(phone.Key);
        var items = (await desk.GetAsync("/auth/sessions"))
            .ShouldBe(HttpStatusCode.OK)["items"]
            .EnumerateArray()
            .ToList();
        items.Count.ShouldBe(2);
        var other = items.Single(i => !i.GetProperty("current").GetBoolean()).GetProperty("id").GetString();
        (await desk.DeleteAsync($"/auth/sessions/{other}")).Status.ShouldBe(HttpStatusCode.NoContent);
        (await phone.GetAsync("/me")).ShouldFail(401, "session-revoked");
        (await desk.GetAsync("/me")).ShouldBe(HttpStatusCode.OK);
        (await desk.DeleteAsync($"/auth/sessions/{other}")).ShouldFail(404, "session-not-found");
        (await desk.DeleteAsync("/auth/sessions/garbage")).ShouldFail(400, "invalid-id");
        (await desk.DeleteAsync("/auth/sessions")).Status.ShouldBe(HttpStatusCode.NoContent);
        (await desk.GetAsync("/me")).ShouldFail(401, "session-revoked");
    }

    [Fact]
    public async Task Somebody_elses_session_cannot_be_ended()
    {
        using var one = await _host.MemberAsync();
        using var two = await _host.MemberAsync();
        var id = (await one.GetAsync("/auth/sessions"))["items"][0].GetProperty("id").GetString();
        (await two.DeleteAsync($"/auth/sessions/{id}")).ShouldFail(404, "session-not-found");
    }

    [Theory]
    [InlineData("garbage")]
    [InlineData("eyJhbGciOiJub25lIn0.eyJzdWIiOiIweCJ9.")]
    public async Task A_bad_token_is_told_so_everywhere(string token)
    {
        using var client = _host.Anonymous();
        client.AccessToken = token;
        (await client.GetAsync("/me")).ShouldFail(401, "unauthenticated").Header("WWW-Authenticate").ShouldBe("Bearer");
        (await client.GetAsync("/quests")).ShouldFail(401, "unauthenticated");
    }

    [Fact]
    public async Task A_tampered_token_and_no_token_are_unauthenticated()
    {
        using var member = await _host.MemberAsync();
        var parts = member.AccessToken!.Split('.');
        member.AccessToken = $"{parts[0]}.{parts[1]}.{new string(parts[2].Reverse().ToArray())}";
        (await member.GetAsync("/me")).ShouldFail(401, "unauthenticated");
        using var anyone = _host.Anonymous();
        foreach (var path in (string[])["/me", "/auth/sessions"])
        {
            (await anyone.GetAsync(path)).ShouldFail(401, "unauthenticated");
        }
        (await anyone.PostAsync("/quests", ApiClient.NewQuest())).ShouldFail(401, "unauthenticated");
    }
}
