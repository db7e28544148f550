using System.Net;
using System.Text;
using CivicForge.Api.Quests;
using CivicForge.Api.Quests.Evidence;
using CivicForge.Api.Tests.Harness;
using CivicForge.Api.Worker;
using CivicForge.Sandbox.Postgres;
using Microsoft.Extensions.DependencyInjection;

namespace CivicForge.Api.Tests.Quests.Evidence;

/// <summary>How long a file stays, and how much may be there.</summary>
public sealed class EvidenceLifeTests(TestDatabases databases, SharedChain chain) : IAsyncLifetime
{
    private static readonly Dictionary<string, string> Small = new()
    {
        ["Evidence:BytesPerQuest"] = "2000",
        ["Evidence:BytesPerMember"] = "5000",
        ["Evidence:BytesPerMemberAndDay"] = "8000",
        ["Evidence:TotalBytes"] = "9000",
    };

    private ApiHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await ApiHost.StartAsync(databases, chain, Small);

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Ten_files_are_enough_and_a_removed_one_makes_room_at_once()
    {
        var (_, performer, quest) = await ClaimedAsync();
        var hashes = new List<string>();
        for (var i = 0; i < EvidenceFile.MaxPerQuest; i++)
        {
            hashes.Add(await StoreAsync(performer, quest, $"file {i}"));
        }
        var refused = (await performer.UploadAsync(quest, "one more"u8.ToArray())).ShouldFail(409, "evidence-quota");
        (refused["quota"].GetString(), refused["used"].GetInt64(), refused["allowed"].GetInt64()).ShouldBe(
            ("files-of-quest", 10L, 10L)
        );
        foreach (var hash in hashes)
        {
            (await performer.DeleteAsync($"/quests/{quest}/evidence/{hash}")).Status.ShouldBe(HttpStatusCode.NoContent);
        }
        (await performer.DeleteAsync($"/quests/{quest}/evidence/{hashes[0]}")).ShouldFail(404, "evidence-not-found");
        for (var i = 0; i < EvidenceFile.MaxPerQuest; i++)
        {
            await StoreAsync(performer, quest, $"file {i + 5}");
        }
    }

    [Fact]
    public async Task Bytes_are_counted_for_quest_member_day_and_all()
    {
        var (_, performer, first) = await ClaimedAsync();
        var kept = await StoreAsync(performer, first, Text(1500, 'a'));
        (await performer.UploadAsync(first, Encoding.ASCII.GetBytes(Text(501, 'b'))))
            .ShouldFail(409, "evidence-quota")["quota"]
            .GetString()
            .ShouldBe("bytes-of-quest");
        foreach (var letter in "cd")
        {
            await StoreAsync(performer, (await ClaimedAsync(performer)).Quest, Text(1500, letter));
        }
        var last = (await ClaimedAsync(performer)).Quest;
        (await performer.UploadAsync(last, Encoding.ASCII.GetBytes(Text(501, 'e'))))
            .ShouldFail(409, "evidence-quota")["quota"]
            .GetString()
            .ShouldBe("bytes-of-member");
        (await performer.DeleteAsync($"/quests/{first}/evidence/{kept}")).Status.ShouldBe(HttpStatusCode.NoContent);
        foreach (var letter in "fg")
        {
            var hash = await StoreAsync(performer, last, Text(1700, letter));
            (await performer.DeleteAsync($"/quests/{last}/evidence/{hash}")).Status.ShouldBe(HttpStatusCode.NoContent);
        }

        var day = (await performer.UploadAsync(last, Encoding.ASCII.GetBytes(Text(101, 'h')))).ShouldFail(
            429,
            "evidence-day-quota"
        );
        (day["used"].GetInt64(), day["allowed"].GetInt64()).ShouldBe((7900L, 8000L));
        day.Header("Retry-After").ShouldNotBeNull();

        var (_, other, quest) = await ClaimedAsync();
        await StoreAsync(other, quest, Text(2000, 'i'));
        await StoreAsync(other, (await ClaimedAsync(other)).Quest, Text(2000, 'j'));
        var (_, third, full) = await ClaimedAsync();
        await StoreAsync(third, full, Text(1900, 'k'));
        (
            await other.UploadAsync((await ClaimedAsync(other)).Quest, Encoding.ASCII.GetBytes(Text(200, 'l')))
        ).ShouldFail(507, "evidence-storage-full");
    }

    [Fact]
    public async Task Two_uploads_at_once_do_not_pass_a_quota_together()
    {
        var (_, performer, quest) = await ClaimedAsync();
        for (var i = 0; i < 6; i++)
        {
            (
                await StoreManyAsync(performer, quest, Text(900, (char)('a' + i)), Text(900, (char)('A' + i)))
            ).ShouldBeLessThanOrEqualTo(2);
        }
        (
            await _host.ScalarAsync<long>(
                "SELECT sum(size) FROM civic.evidence_files WHERE quest_id = @quest",
                new { quest }
            )
        ).ShouldBe(1800);
        var quests = new List<Guid>();
        for (var i = 0; i < 4; i++)
        {
            quests.Add((await ClaimedAsync(performer)).Quest);
        }
        for (var i = 0; i < quests.Count; i += 2)
        {
            await Task.WhenAll(
                quests
                    .Skip(i)
                    .Take(2)
                    .Select(
                        async (id, n) =>
                            await performer.UploadAsync(id, Encoding.ASCII.GetBytes(Text(1700, (char)('p' + i + n))))
                    )
            );
        }
        (
            await _host.ScalarAsync<long>(
                "SELECT sum(size) FROM civic.evidence_files WHERE uploaded_by = @member AND is_stored",
                new { member = performer.Address.ToArray() }
            )
        ).ShouldBe(3500);
    }

    [Fact]
    public async Task Files_go_with_the_claim()
    {
        var (_, performer, quest) = await ClaimedAsync();
        var hash = await StoreAsync(performer, quest, "oaks");
        (await performer.PostAsync($"/quests/{quest}/release", new { })).ShouldBe(HttpStatusCode.OK);
        (await performer.GetAsync($"/quests/{quest}/evidence/{hash}")).ShouldFail(404, "evidence-not-found");

        var (_, late, old) = await ClaimedAsync();
        var (_, missed, due) = await ClaimedAsync();
        await StoreAsync(late, old, "oaks");
        await StoreAsync(missed, due, "oaks");
        await _host.ExecuteAsync(
            "UPDATE civic.quests SET claim_until = clock_timestamp() - interval '1 day' WHERE id = @old",
            new { old }
        );
        await _host.ExecuteAsync(
            "UPDATE civic.quests SET due_at = clock_timestamp() - interval '1 second' WHERE id = @due",
            new { due }
        );
        await using var worker = Worker();
        (await worker.GetRequiredService<ExpireQuests>().RunAsync(default)).ShouldBe(2);
        (await _host.ScalarAsync<long>("SELECT count(*) FROM civic.evidence_files")).ShouldBe(0);
    }

    [Fact]
    public async Task Files_of_a_submission_that_went_back_are_for_its_parties_until_the_next()
    {
        var (creator, performer, quest) = await ClaimedAsync();
        var (blurred, sharp, unused) = (
            await StoreAsync(performer, quest, "blurred"),
            await StoreAsync(performer, quest, "sharp"),
            await StoreAsync(performer, quest, "unused")
        );
        await performer.SubmitAsync(quest, "All three are planted.", blurred, sharp);
        using var anyone = _host.Anonymous();
        (await anyone.GetAsync($"/quests/{quest}/evidence/{blurred}")).ShouldBe(HttpStatusCode.OK);
        (await performer.GetAsync($"/quests/{quest}/evidence/{unused}")).ShouldFail(404, "evidence-not-found");
        (await performer.DeleteAsync($"/quests/{quest}/evidence/{blurred}")).ShouldFail(409, "evidence-in-use");

        (
            await creator.PostAsync($"/quests/{quest}/request-revision", new { reason = "The first photo is blurred." })
        ).ShouldBe(HttpStatusCode.OK);
        foreach (var hash in new[] { blurred, sharp })
        {
            (await anyone.GetAsync($"/quests/{quest}/evidence/{hash}")).ShouldFail(404, "evidence-not-found");
            foreach (var party in new[] { creator, performer })
            {
                (await party.GetAsync($"/quests/{quest}/evidence/{hash}"))
                    .ShouldBe(HttpStatusCode.OK)
                    .Header("Cache-Control")
                    .ShouldBe("no-cache, private");
            }
        }

        for (var i = 0; i < EvidenceFile.MaxPerQuest - 1; i++)
        {
            await StoreAsync(performer, quest, $"again {i}");
        }
        await performer.SubmitAsync(
            quest,
            "All three are planted.",
            sharp,
            await StoreAsync(performer, quest, "sharper")
        );
        (await anyone.GetAsync($"/quests/{quest}/evidence/{sharp}")).ShouldBe(HttpStatusCode.OK);
        (await creator.GetAsync($"/quests/{quest}/evidence/{blurred}")).ShouldFail(404, "evidence-not-found");
        (
            await _host.ScalarAsync<long>(
                "SELECT count(*) FROM civic.evidence_files WHERE quest_id = @quest",
                new { quest }
            )
        ).ShouldBe(2);
    }

    [Fact]
    public async Task Another_page_goes_on_with_what_was_uploaded()
    {
        var (creator, performer, quest) = await ClaimedAsync();
        var hash = await StoreAsync(performer, quest, "oaks");
        (await performer.GetAsync($"/quests/{quest}/evidence"))["items"]
            .EnumerateArray()
            .Select(f => f.GetProperty("sha256").GetString())
            .ShouldBe([hash]);
        (await creator.GetAsync($"/quests/{quest}/evidence"))["items"].GetArrayLength().ShouldBe(0);
        await performer.SubmitAsync(quest, "All three are planted.", hash);
        (await performer.GetAsync($"/quests/{quest}/evidence"))["items"].GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Only_who_uploaded_a_file_removes_it()
    {
        var (creator, performer, quest) = await ClaimedAsync();
        var hash = await StoreAsync(performer, quest, "oaks");
        (await creator.DeleteAsync($"/quests/{quest}/evidence/{hash}")).ShouldFail(404, "evidence-not-found");
        using var anyone = _host.Anonymous();
        (await anyone.DeleteAsync($"/quests/{quest}/evidence/{hash}")).ShouldFail(401, "unauthenticated");
        (await performer.DeleteAsync($"/quests/{Guid.CreateVersion7()}/evidence/{hash}")).ShouldFail(
            404,
            "evidence-not-found"
        );
        (await performer.GetAsync($"/quests/{quest}/evidence/{hash}")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task What_an_older_version_left_is_cleared_and_nothing_else()
    {
        var (_, performer, quest) = await ClaimedAsync();
        var listed = await StoreAsync(performer, quest, "listed");
        await performer.SubmitAsync(quest, "All three are planted.", listed);
        var (_, working, claimed) = await ClaimedAsync();
        await StoreAsync(working, claimed, "in use");
        var open = await working.CreateQuestAsync();
        foreach (var id in new[] { quest, open })
        {
            await _host.ExecuteAsync(
                "INSERT INTO civic.evidence_files (quest_id, sha256, bytes, size, media_type, uploaded_by, "
                    + "uploaded_at) VALUES (@id, sha256('old'), 'old', 3, 'text/plain', @by, now())",
                new { id, by = performer.Address.ToArray() }
            );
        }
        await using var worker = Worker();
        (await worker.GetRequiredService<ClearEvidence>().RunAsync(default)).ShouldBe(2);
        (await worker.GetRequiredService<ClearEvidence>().RunAsync(default)).ShouldBe(0);
        (await _host.ScalarAsync<long>("SELECT count(*) FROM civic.evidence_files")).ShouldBe(2);
    }

    [Fact]
    public async Task Storage_at_eighty_percent_is_an_alarm_that_ends_by_itself_when_there_is_room_again()
    {
        var (_, performer, quest) = await ClaimedAsync();
        await StoreAsync(performer, quest, Text(1900, 'a'));
        await using (var worker = Worker(2376))
        {
            await worker.GetRequiredService<ClearEvidence>().RunAsync(default);
            (await AlarmsAsync()).ShouldBeEmpty("1,900 of 2,376 bytes are less than 80 %");
        }

        await using (var worker = Worker(2375))
        {
            for (var i = 0; i < 3; i++)
            {
                await worker.GetRequiredService<ClearEvidence>().RunAsync(default);
            }
            (await AlarmsAsync()).ShouldHaveSingleItem().ShouldContain("1900 of 2375 bytes");
        }

        // Another process, later: it finds the alarm that the first one left.
        await using var next = Worker(2375);
        (await performer.PostAsync($"/quests/{quest}/release", new { })).ShouldBe(HttpStatusCode.OK);
        await next.GetRequiredService<ClearEvidence>().RunAsync(default);
        (await AlarmsAsync()).ShouldBeEmpty();
        (await _host.ScalarAsync<long>("SELECT count(*) FROM civic.alarms WHERE kind = 'storage'")).ShouldBe(
            1,
            "one line for as long as it lasted"
        );
    }

    private async Task<IReadOnlyList<string>> AlarmsAsync()
    {
        await using var connection = await _host.Owner.OpenConnectionAsync();
        return
        [
            .. await Dapper.SqlMapper.QueryAsync<string>(
                connection,
                "SELECT detail FROM civic.alarms WHERE kind = 'storage' AND subject = 'evidence' AND ended_at IS NULL"
            ),
        ];
    }

    private ServiceProvider Worker(long total) =>
        new ServiceCollection()
            .AddLogging()
            .WithConnection(_host.ConnectionStringFor("civic_worker"))
            .Configure<EvidenceOptions>(options => options.TotalBytes = total)
            .BuildServiceProvider();

    private ServiceProvider Worker() =>
        new ServiceCollection()
            .AddLogging()
            .WithConnection(_host.ConnectionStringFor("civic_worker"))
            .BuildServiceProvider();

    private static string Text(int length, char letter) => new(letter, length);

    private static async Task<string> StoreAsync(ApiClient performer, Guid quest, string text) =>
        (await performer.UploadAsync(quest, Encoding.ASCII.GetBytes(text)))
            .ShouldBe(HttpStatusCode.Created)["sha256"]
            .GetString()!;

    private static async Task<int> StoreManyAsync(ApiClient performer, Guid quest, params string[] texts) =>
        (await Task.WhenAll(texts.Select(text => performer.UploadAsync(quest, Encoding.ASCII.GetBytes(text))))).Count(
            answer => answer.Status == HttpStatusCode.Created
        );

    private async Task<(ApiClient Creator, ApiClient Performer, Guid Quest)> ClaimedAsync(ApiClient? by = null)
    {
        var (creator, performer) = (await _host.MemberAsync(), by ?? await _host.MemberAsync());
        var quest = await creator.CreateQuestAsync();
        await performer.ClaimAsync(quest);
        return (creator, performer, quest);
    }
}
