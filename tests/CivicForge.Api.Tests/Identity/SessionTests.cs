using System.Net;
using CivicForge.Api.Tests.Harness;

namespace CivicForge.Api.Tests.Identity;

public sealed class SessionTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private readonly ApiHost _host = fixture.Host;

    [Fact]
    public async Task A_refresh_token_is_good_once_and_a_second_use_ends_the_family()
    {
        using var member = await _host.MemberAsync();
        var second = (await member.PostAsync("/auth/refresh", new { refreshToken = member.RefreshToken })).ShouldBe(HttpStatusCode.OK);
        var fresh = second["refreshToken"].GetString();
        (await member.PostAsync("/auth/refresh", new { refreshToken = member.RefreshToken })).ShouldFail(401, "session-revoked");
        (await member.PostAsync("/auth/refresh", new { refreshToken = fresh })).ShouldFail(401, "session-revoked");
        (await member.GetAsync("/me")).ShouldFail(401, "session-revoked");
    }

    [Fact]
    public async Task Of_parallel_refreshes_with_one_token_at_most_one_succeeds()
    {
        using var member = await _host.MemberAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => member.PostAsync("/auth/refresh", new { refreshToken = member.RefreshToken })));
        answers.Count(a => a.Status == HttpStatusCode.OK).ShouldBe(1);
        answers.Where(a => a.Status != HttpStatusCode.OK).ShouldAllBe(a => a.Code == "session-revoked");
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
        (await member.PostAsync("/auth/logout", new { refreshToken = member.RefreshToken })).Status.ShouldBe(HttpStatusCode.NoContent);
        (await member.PostAsync("/auth/logout", new { refreshToken = member.RefreshToken })).Status.ShouldBe(HttpStatusCode.NoContent);
        (await member.PostAsync("/auth/refresh", new { refreshToken = member.RefreshToken })).ShouldFail(401, "session-revoked");
        (await member.GetAsync("/me")).ShouldFail(401, "session-revoked");
        (await member.PostAsync("/auth/logout", new { refreshToken = "never" })).ShouldFail(401, "session-revoked");
        (await member.PostAsync("/auth/logout", new { })).ShouldFail(422, "validation-failed");
    }

    [Fact]
    public async Task Sessions_are_listed_and_ended_one_by_one_or_all()
    {
        using var phone = await _host.MemberAsync();
        using var desk = await _host.MemberAsync(phone.Key);
        var items = (await desk.GetAsync("/auth/sessions")).ShouldBe(HttpStatusCode.OK)["items"].EnumerateArray().ToList();
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
    public async Task Somebody_elses_session_can_not_be_ended()
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
        foreach (var path in (string[])["/me", "/auth/sessions"]) (await anyone.GetAsync(path)).ShouldFail(401, "unauthenticated");
        (await anyone.PostAsync("/quests", ApiClient.NewQuest())).ShouldFail(401, "unauthenticated");
    }
}
