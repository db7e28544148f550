using System.Security.Cryptography;
using CivicForge.Api.Tests.Harness;
using CivicForge.Api.Tests.Quests;
using CivicForge.Chain.Crypto;
using CivicForge.Sandbox.Postgres;
using Microsoft.AspNetCore.Builder;

namespace CivicForge.Api.Tests.Events;

/// <summary>Who comes back with the place of the last event goes on there, whichever process they come to.</summary>
public sealed class ResumeTests(TestDatabases databases, SharedChain chain)
{
    private readonly Dictionary<string, string> _key = new() { ["Keys:Session"] = SessionKey() };

    [Fact]
    public async Task Who_comes_back_is_told_what_was_missed()
    {
        await using var host = await ApiHost.StartAsync(databases, chain);
        using var creator = await host.MemberAsync();
        var last = await LastAsync(host, creator);
        var missed = await creator.CreateQuestAsync();
        using var again = await Listener.StartAsync(host.Url, last);
        (await again.UntilAsync(missed))[^1].Status.ShouldBe("OPEN");
    }

    [Fact]
    public async Task Another_process_goes_on_where_the_first_one_was_and_so_does_one_that_starts_later()
    {
        await using var host = await ApiHost.StartAsync(databases, chain, _key);
        await using var other = await BesideAsync(host, _key);
        using var creator = await host.MemberAsync();
        var last = await LastAsync(host, creator);
        var missed = await creator.CreateQuestAsync();
        using var there = await Listener.StartAsync(new Uri(other.Urls.First()), last);
        await there.UntilAsync(missed);

        await using var restarted = await BesideAsync(host, _key);
        using var later = await Listener.StartAsync(new Uri(restarted.Urls.First()), last);
        (await later.UntilAsync(missed)).Count.ShouldBeLessThan(3, "the missed one, and what may have been missed");
    }

    [Fact]
    public async Task A_process_with_another_session_key_does_not_know_the_place()
    {
        await using var host = await ApiHost.StartAsync(databases, chain, _key);
        await using var stranger = await BesideAsync(host, new() { ["Keys:Session"] = SessionKey() });
        using var creator = await host.MemberAsync();
        var last = await LastAsync(host, creator);
        var missed = await creator.CreateQuestAsync();
        using var here = await Listener.StartAsync(new Uri(stranger.Urls.First()));
        await Task.Delay(300);
        using var there = await Listener.StartAsync(new Uri(stranger.Urls.First()), last);
        var next = await creator.CreateQuestAsync();
        (await there.UntilAsync(next)).ShouldNotContain(told => told.Quest == missed);
    }

    [Fact]
    public async Task Of_a_quest_that_changed_often_the_newest_state_is_told()
    {
        await using var host = await ApiHost.StartAsync(databases, chain);
        using var creator = await host.MemberAsync();
        using var performer = await host.MemberAsync();
        var last = await LastAsync(host, creator);
        var quest = await creator.CreateQuestAsync();
        await performer.ClaimAsync(quest);
        await performer.SubmitAsync(quest);
        using (var now = await Listener.StartAsync(host.Url))
        {
            await now.UntilAsync(await creator.CreateQuestAsync());
        }
        using var again = await Listener.StartAsync(host.Url, last);
        (await again.UntilAsync(quest))[^1].Status.ShouldBe("SUBMITTED");
    }

    [Fact]
    public async Task What_happened_to_a_private_quest_is_told_to_its_parties_live_and_when_they_come_back()
    {
        await using var host = await ApiHost.StartAsync(databases, chain);
        using var creator = await host.MemberAsync();
        using var performer = await host.MemberAsync();
        using var stranger = await host.MemberAsync();
        var last = await LastAsync(host, creator);
        using var nobody = await Listener.StartAsync(host.Url);
        using var other = await Listener.StartAsync(host.Url, token: stranger.AccessToken);
        using var mine = await Listener.StartAsync(host.Url, token: creator.AccessToken);
        var quest = await creator.CreateQuestAsync(PrivateTown.NewQuest());
        await creator.GiveAsync(quest, performer);
        var open = await creator.CreateQuestAsync();

        (await nobody.UntilAsync(open)).ShouldHaveSingleItem();
        (await other.UntilAsync(open)).ShouldHaveSingleItem();
        (await mine.UntilAsync(open))
            .Where(told => told.Quest == quest)
            .Select(told => told.Status)
            .ShouldBe(["OPEN", "OPEN", "OPEN", "CLAIMED"], "posted, linked, requested, claimed");
        using var back = await Listener.StartAsync(host.Url, last, performer.AccessToken);
        (await back.UntilAsync(open)).ShouldContain((quest, "CLAIMED"));
        using var unknown = await Listener.StartAsync(host.Url, last, stranger.AccessToken);
        (await unknown.UntilAsync(open)).ShouldNotContain(told => told.Quest == quest);
    }

    /// <summary>The place of the newest event.</summary>
    private static async Task<string> LastAsync(ApiHost host, ApiClient creator)
    {
        using var listener = await Listener.StartAsync(host.Url);
        await creator.CreateQuestAsync();
        return (await listener.NextAsync()).Id;
    }

    private async Task<WebApplication> BesideAsync(ApiHost host, Dictionary<string, string> settings)
    {
        var app = CivicHost.Build(ApiHost.Arguments(host.Database, chain, PrivateKey.Generate(), settings));
        await app.StartAsync();
        return app;
    }

    private static string SessionKey()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return key.ExportPkcs8PrivateKeyPem();
    }
}
