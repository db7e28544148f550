using System.Net;
using CivicForge.Api.Tests.Harness;
using CivicForge.Api.Tests.Quests;

namespace CivicForge.Api.Tests.Account;

/// <summary>Writes of a member that run beside the member's erasure: each comes first and is erased, or comes too late
/// and is refused.</summary>
public sealed class ErasureRaceTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private const string Text = "Sylter Deichgraf";
    private readonly ApiHost _host = fixture.Host;

    [Theory]
    [InlineData("name")]
    [InlineData("bio")]
    [InlineData("create")]
    [InlineData("create with a key")]
    [InlineData("edit")]
    [InlineData("cancel")]
    [InlineData("link")]
    [InlineData("claim")]
    [InlineData("ask")]
    [InlineData("take back")]
    [InlineData("release")]
    [InlineData("upload")]
    [InlineData("submit")]
    [InlineData("withdraw")]
    [InlineData("request-revision")]
    [InlineData("attest")]
    [InlineData("refresh")]
    [InlineData("revoke")]
    public async Task Nothing_a_member_writes_survives_their_erasure(string write)
    {
        for (var round = 0; round < 12; round++)
        {
            using var member = await _host.MemberAsync();
            var send = await PrepareAsync(member, write);
            var writing = Enumerable.Range(0, 4).Select(n => send(n)).ToArray();
            var erased = await EraseAsync(member);
            var answers = await Task.WhenAll(writing);
            answers.ShouldAllBe(a => (int)a.Status < 500);
            if (!erased)
            {
                continue;
            }
            (await LeftAsync(member)).ShouldBeEmpty(
                $"{write}, round {round}: {string.Join('\n', answers.Select(a => $"{a.Status} {a.Text}"))}"
            );
            (await send(9)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        }
    }

    [Fact]
    public async Task Who_signs_in_while_they_are_erased_begins_anew()
    {
        for (var round = 0; round < 12; round++)
        {
            using var member = await _host.MemberAsync();
            (await member.PatchAsync("/me", new { displayName = Text })).ShouldBe(HttpStatusCode.OK);
            using var again = new ApiClient(_host, member.Key);
            var (erasing, signingIn) = (member.DeleteAsync("/me"), again.SignInAsync());
            (await erasing).Status.ShouldBe(HttpStatusCode.NoContent);
            await signingIn;
            var me = await again.GetAsync("/me");
            if (me.Status == HttpStatusCode.OK)
            {
                me["displayName"].GetString().ShouldBeNull();
            }
            else
            {
                me.ShouldFail(401, "session-revoked");
            }
        }
    }

    /// <summary>Whether the member is gone; a quest under way keeps them.</summary>
    private static async Task<bool> EraseAsync(ApiClient member)
    {
        var erasing = await member.DeleteAsync("/me");
        if (erasing.Status != HttpStatusCode.NoContent)
        {
            erasing.ShouldFail(409, "open-obligations");
        }
        return erasing.Status == HttpStatusCode.NoContent;
    }

    private async Task<Func<int, Task<Answer>>> PrepareAsync(ApiClient member, string write)
    {
        using var other = await _host.MemberAsync();
        switch (write)
        {
            case "name":
                return n => member.PatchAsync("/me", new { displayName = $"{Text} {n}" });
            case "bio":
                return n => member.PatchAsync("/me", new { bio = $"{Text} {n}" });
            case "create":
                return n => member.PostAsync("/quests", ApiClient.NewQuest($"{Text} {n}"));
            case "create with a key":
                return n => member.PostAsync("/quests", ApiClient.NewQuest($"{Text} {n}"), ("Idempotency-Key", Text));
            // A token that is used twice ends its session by itself.
            case "refresh":
                return n =>
                    n == 0
                        ? member.PostAsync("/auth/refresh", new { refreshToken = member.RefreshToken })
                        : member.GetAsync("/auth/sessions");
            case "revoke":
                return _ => member.DeleteAsync($"/auth/sessions/{Guid.CreateVersion7()}");
            case "edit" or "cancel" or "link":
            {
                var own = await member.CreateQuestAsync(PrivateTown.NewQuest());
                return n =>
                    write switch
                    {
                        "edit" => member.PatchAsync(
                            $"/quests/{own}",
                            new { description = $"{Text} {n}, in many words." }
                        ),
                        "link" => member.PostAsync($"/quests/{own}/link", new { }),
                        _ => member.DeleteAsync($"/quests/{own}"),
                    };
            }

            case "ask"
            or "take back":
            {
                var town = await PrivateTown.OpenAsync(_host);
                Task<Answer> Ask() => member.PostAsync($"/quests/{town.Quest}/claim", new { }, ("Quest-Key", town.Key));
                if (write == "ask")
                {
                    return _ => Ask();
                }
                await Ask();
                return _ => member.DeleteAsync($"/quests/{town.Quest}/claim");
            }
        }

        var quest = await other.CreateQuestAsync();
        if (write == "claim")
        {
            return _ => member.PostAsync($"/quests/{quest}/claim", new { });
        }
        var (creator, performer) = write == "request-revision" ? (member, other) : (other, member);
        if (creator == member)
        {
            quest = await member.CreateQuestAsync();
        }
        await performer.ClaimAsync(quest);
        if (write == "release")
        {
            return _ => member.PostAsync($"/quests/{quest}/release", new { });
        }
        if (write == "upload")
        {
            return n => member.UploadAsync(quest, System.Text.Encoding.UTF8.GetBytes($"{Text} {n}"));
        }
        if (write == "submit")
        {
            return n => member.PostAsync($"/quests/{quest}/submit", new { submission = $"{Text} {n}" });
        }
        await performer.SubmitAsync(quest, Text + ", all of it");
        if (write == "withdraw")
        {
            return _ => member.PostAsync($"/quests/{quest}/withdraw", new { });
        }
        if (write == "request-revision")
        {
            return n => member.PostAsync($"/quests/{quest}/request-revision", new { reason = $"{Text} {n}" });
        }
        (await creator.AttestAsync(quest)).ShouldBe(HttpStatusCode.Created);
        var signature = member.Sign(TypedDataHash.Of(await member.PayloadAsync(quest)));
        return _ => member.PostAsync($"/quests/{quest}/attestations", new { signature });
    }

    /// <summary>What is still there of the member, by table.</summary>
    private async Task<IReadOnlyList<string>> LeftAsync(ApiClient member)
    {
        var found = new List<string>();
        foreach (
            var (name, sql) in ((string, string)[])
                [
                    (
                        "texts of quests",
                        "SELECT count(*) FROM civic.quests WHERE creator = @member AND (title IS NOT NULL "
                            + "OR description IS NOT NULL OR link_hash IS NOT NULL OR status = 'OPEN')"
                    ),
                    (
                        "submissions",
                        "SELECT count(*) FROM civic.quests WHERE performer = @member "
                            + "AND (submission_text IS NOT NULL OR former_text IS NOT NULL OR salt IS NOT NULL)"
                    ),
                    (
                        "claims",
                        "SELECT count(*) FROM civic.quests WHERE performer = @member "
                            + "AND status IN ('CLAIMED', 'SUBMITTED')"
                    ),
                    (
                        "profile",
                        "SELECT count(*) FROM civic.members WHERE address = @member AND (display_name IS NOT NULL "
                            + "OR bio IS NOT NULL)"
                    ),
                    ("words of the name", "SELECT count(*) FROM civic.member_words WHERE member = @member"),
                    ("sessions", "SELECT count(*) FROM civic.sessions WHERE member = @member"),
                    ("requests", "SELECT count(*) FROM civic.quest_requests WHERE member = @member"),
                    ("keys", "SELECT count(*) FROM civic.idempotency_keys WHERE member = @member"),
                    ("reasons", "SELECT count(*) FROM civic.quest_moves WHERE by = @member AND reason IS NOT NULL"),
                    (
                        "files",
                        "SELECT count(*) FROM civic.evidence_files WHERE uploaded_by = @member AND bytes IS NOT NULL"
                    ),
                ]
        )
        {
            if (await _host.ScalarAsync<long>(sql, new { member = member.Address.ToArray() }) > 0)
            {
                found.Add(name);
            }
        }

        return found;
    }
}
