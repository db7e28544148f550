using System.Net;
using CivicForge.Api.Tests.Harness;
using CivicForge.Chain.Crypto;

namespace CivicForge.Api.Tests.Members;

public sealed class MembersTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private readonly ApiHost _host = fixture.Host;

    [Fact]
    public async Task A_profile_is_edited_member_by_member_and_cleared_by_null()
    {
        using var member = await _host.MemberAsync();
        var edited = (
            await member.PatchAsync("/me", new { displayName = "Ada", bio = "Gardens.\nAnd trees." })
        ).ShouldBe(HttpStatusCode.OK);
        (edited["displayName"].GetString(), edited["bio"].GetString()).ShouldBe(("Ada", "Gardens.\nAnd trees."));
        (await member.PatchAsync("/me", new { bio = (string?)null }))["displayName"].GetString().ShouldBe("Ada");
        (await member.GetAsync("/me"))["bio"].ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        using var anyone = _host.Anonymous();
        var seen = (await anyone.GetAsync($"/members/{member.Address}")).ShouldBe(HttpStatusCode.OK);
        seen["displayName"].GetString().ShouldBe("Ada");
        seen.Json.TryGetProperty("creationPoints", out _).ShouldBeFalse();
    }

    [Theory]
    [InlineData("")]
    [InlineData(" Ada")]
    [InlineData("Ada\nB")]
    [InlineData("A\u202Eda")]
    public async Task A_display_name_that_breaks_the_text_rules_is_refused(string displayName)
    {
        using var member = await _host.MemberAsync();
        (await member.PatchAsync("/me", new { displayName }))
            .ShouldFail(422, "validation-failed")["errors"]
            .TryGetProperty("displayName", out _)
            .ShouldBeTrue();
    }

    [Fact]
    public async Task An_address_is_found_in_any_spelling_with_a_right_checksum()
    {
        using var member = await _host.MemberAsync();
        foreach (var path in (string[])["", "/quests", "/ledger"])
        {
            (await member.GetAsync($"/members/{member.Address.ToString().ToLowerInvariant()}{path}")).ShouldBe(
                HttpStatusCode.OK
            );
            (await member.GetAsync($"/members/{PrivateKey.Generate().Address}{path}")).ShouldFail(
                404,
                "member-not-found"
            );
            (await member.GetAsync($"/members/0x12{path}")).ShouldFail(400, "invalid-id");
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public async Task Pages_of_a_ledger_end_only_when_it_does(int limit)
    {
        using var member = await _host.MemberAsync();
        using var anyone = _host.Anonymous();
        await _host.ExecuteAsync(
            "INSERT INTO civic.point_entries (member, creation, xp, reputation, reason, at) "
                + "SELECT @member, 1, n % 2, n % 3 % 2, 'gift-' || n, clock_timestamp() FROM generate_series(1, 20) n",
            new { member = member.Address.ToArray() }
        );
        (await LinesAsync(member)).Count.ShouldBe(1 + 20 + 10 + 7);
        (await LinesAsync(anyone)).Count.ShouldBe(10 + 7, "creation points are the member's own business");

        async Task<List<string>> LinesAsync(ApiClient reader)
        {
            var lines = new List<string>();
            for (var cursor = ""; ; )
            {
                var page = (await reader.GetAsync($"/members/{member.Address}/ledger?limit={limit}{cursor}")).ShouldBe(
                    HttpStatusCode.OK
                );
                lines.AddRange(
                    page["items"]
                        .EnumerateArray()
                        .Select(line => $"{line.GetProperty("reason")} {line.GetProperty("kind")}")
                );
                if (page["nextCursor"].GetString() is not { } next)
                {
                    break;
                }
                cursor = $"&cursor={next}";
            }

            lines.ShouldBeUnique();
            return lines;
        }
    }

    [Fact]
    public async Task The_ledger_lists_every_entry_newest_first_page_by_page()
    {
        using var member = await _host.MemberAsync();
        for (var i = 0; i < 3; i++)
        {
            await member.CreateQuestAsync();
        }
        var first = (await member.GetAsync($"/members/{member.Address}/ledger?limit=3")).ShouldBe(HttpStatusCode.OK);
        first["items"].EnumerateArray().Select(i => i.GetProperty("amount").GetInt32()).ShouldBe([-1, -1, -1]);
        first["items"][0].GetProperty("reason").GetString().ShouldBe("quest-cost");
        var last = await member.GetAsync(
            $"/members/{member.Address}/ledger?limit=3&cursor={first["nextCursor"].GetString()}"
        );
        last["items"]
            .EnumerateArray()
            .Select(i => (i.GetProperty("amount").GetInt32(), i.GetProperty("reason").GetString()))
            .ShouldBe([(10, "sign-up")]);
        last["nextCursor"].ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
    }

    [Fact]
    public async Task A_members_quests_are_those_created_and_those_performed()
    {
        using var creator = await _host.MemberAsync();
        using var performer = await _host.MemberAsync();
        var quest = await creator.CreateQuestAsync();
        await performer.ClaimAsync(quest);
        var own = await performer.CreateQuestAsync();
        var items = (await performer.GetAsync($"/members/{performer.Address}/quests"))["items"]
            .EnumerateArray()
            .Select(i => i.GetProperty("id").GetGuid());
        items.ShouldBe([own, quest]);
    }
}
