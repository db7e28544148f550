using System.Net;
using System.Net.Http.Headers;
using System.Text;
using CivicForge.Api.Tests.Harness;

namespace CivicForge.Api.Tests.Http.Requests;

public sealed class RequestBodyTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private readonly ApiHost _host = fixture.Host;

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("nonsense")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("7")]
    [InlineData("{} {}")]
    [InlineData("{\"title\":1,\"title\":2}")]
    [InlineData("// comment\n{}")]
    public async Task What_is_no_json_object_is_malformed(string body)
    {
        using var member = await _host.MemberAsync();
        (await member.PostAsync("/quests", body)).ShouldFail(400, "malformed-json");
    }

    [Theory]
    [InlineData("", "The body is empty.")]
    [InlineData("{\"title\":1,\"title\":2}", "The body has a member twice.")]
    [InlineData("{\n nonsense", "The body stops being JSON at line 2, byte 1.")]
    public async Task What_is_malformed_about_it_is_said(string body, string why)
    {
        using var member = await _host.MemberAsync();
        (await member.PostAsync("/quests", body))
            .ShouldFail(400, "malformed-json")["detail"]
            .GetString()!
            .ShouldStartWith(why);
    }

    [Fact]
    public async Task Deep_nesting_and_invalid_utf8_are_malformed()
    {
        using var member = await _host.MemberAsync();
        (await member.PostAsync("/quests", string.Concat(Enumerable.Repeat("{\"a\":", 100)))).ShouldFail(
            400,
            "malformed-json"
        );
        var broken = new ByteArrayContent([
            (byte)'{',
            (byte)'"',
            0xff,
            0xfe,
            (byte)'"',
            (byte)':',
            (byte)'1',
            (byte)'}',
        ]);
        broken.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        var answer = await member.SendContentAsync(HttpMethod.Post, "/quests", broken);
        ((int)answer.Status).ShouldBe(400, answer.Text);
    }

    [Theory]
    [InlineData("/quests", "Title")]
    [InlineData("/quests", "creator")]
    [InlineData("/auth/siwe", "nonce")]
    [InlineData("/auth/nonce", "x")]
    public async Task An_unknown_member_is_named(string path, string name)
    {
        using var member = await _host.MemberAsync();
        (await member.PostAsync(path, $$"""{"{{name}}":1}"""))
            .ShouldFail(400, "unknown-member")["member"]
            .GetString()
            .ShouldBe(name);
    }

    [Theory]
    [InlineData("rewardXp", "\"100\"")]
    [InlineData("rewardXp", "1.5")]
    [InlineData("rewardXp", "99999999999999")]
    [InlineData("title", "5")]
    [InlineData("title", "\"\\ud800\"")]
    [InlineData("tags", "\"a\"")]
    [InlineData("evidenceRequired", "\"yes\"")]
    [InlineData("dueAt", "\"tomorrow\"")]
    [InlineData("dueAt", "\"2099-01-01T00:00:00\"")]
    [InlineData("dueAt", "\"2099-01-01\"")]
    [InlineData("dueAt", "4070908800")]
    public async Task A_value_of_the_wrong_type_is_named(string field, string value)
    {
        using var member = await _host.MemberAsync();
        (await member.PostAsync("/quests", $$"""{"{{field}}":{{value}}}"""))
            .ShouldFail(422, "validation-failed")["errors"]
            .TryGetProperty(field, out _)
            .ShouldBeTrue();
    }

    [Fact]
    public async Task Json_has_at_most_64_kib_and_the_answer_arrives()
    {
        using var member = await _host.MemberAsync();
        (await member.PostAsync("/quests", new { title = new string('a', 70_000) })).ShouldFail(413, "body-too-large");
        (await member.PostAsync("/quests", new { title = new string('a', 20_000_000) })).ShouldFail(
            413,
            "body-too-large"
        );
        (await member.PostAsync("/quests", new { title = new string('a', 60_000) })).ShouldFail(
            422,
            "validation-failed"
        );
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/xml")]
    public async Task Only_json_is_read(string mediaType)
    {
        using var member = await _host.MemberAsync();
        var content = new StringContent("{}", Encoding.UTF8, mediaType);
        (await member.SendContentAsync(HttpMethod.Post, "/quests", content)).ShouldFail(415, "unsupported-media-type");
        (await member.SendContentAsync(HttpMethod.Post, "/quests", null)).ShouldFail(415, "unsupported-media-type");
    }

    [Fact]
    public async Task Unknown_paths_and_methods_are_problems_too()
    {
        using var anyone = _host.Anonymous();
        (await anyone.GetAsync("/nothing")).ShouldFail(404, "not-found");
        (await anyone.SendAsync(HttpMethod.Put, "/quests", "{}")).ShouldFail(405, "method-not-allowed");
    }
}
