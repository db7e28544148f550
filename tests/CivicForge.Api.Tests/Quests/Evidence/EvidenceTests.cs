using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using CivicForge.Api.Quests.Evidence;
using CivicForge.Api.Tests.Harness;
using CivicForge.Chain;
using CivicForge.Chain.Protocol;

namespace CivicForge.Api.Tests.Quests.Evidence;

public sealed class EvidenceTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private static readonly byte[] Png = Files.Png();

    private readonly ApiHost _host = fixture.Host;

    [Fact]
    public async Task A_file_is_kept_byte_for_byte_and_served_as_an_attachment()
    {
        var (_, performer, quest) = await ClaimedAsync();
        var uploaded = (await performer.UploadAsync(quest, Png)).ShouldBe(HttpStatusCode.Created);
        uploaded["mediaType"].GetString().ShouldBe("image/png");
        var hash = uploaded["sha256"].GetString();
        hash.ShouldBe(Hex.Encode(SHA256.HashData(Png)));
        (await performer.UploadAsync(quest, Png)).ShouldBe(HttpStatusCode.Created);
        (
            await _host.ScalarAsync<long>(
                "SELECT count(*) FROM civic.evidence_files WHERE quest_id = @quest",
                new { quest }
            )
        ).ShouldBe(1);
        using var anyone = _host.Anonymous();
        var file = (await anyone.GetAsync($"/quests/{quest}/evidence/{hash}")).ShouldBe(HttpStatusCode.OK);
        (await file.Response.Content.ReadAsByteArrayAsync()).ShouldBe(Png);
        file.Header("Content-Disposition").ShouldBe($"attachment; filename=\"{hash}.png\"");
        file.Header("X-Content-Type-Options").ShouldBe("nosniff");
        file.Header("Cache-Control").ShouldBe("public, no-cache", "what can be removed is asked for again each time");
        (
            await anyone.SendAsync(
                HttpMethod.Get,
                $"/quests/{quest}/evidence/{hash}",
                null,
                ("If-None-Match", file.Header("ETag")!)
            )
        ).Status.ShouldBe(HttpStatusCode.NotModified);
        (await anyone.GetAsync($"/quests/{quest}/evidence/0x{new string('0', 64)}")).ShouldFail(
            404,
            "evidence-not-found"
        );
        (await anyone.GetAsync($"/quests/{quest}/evidence/nohash")).ShouldFail(400, "invalid-id");
    }

    [Fact]
    public async Task A_file_that_a_former_performer_uploaded_too_is_the_present_ones()
    {
        var (_, former, quest) = await ClaimedAsync();
        (await former.UploadAsync(quest, Png)).ShouldBe(HttpStatusCode.Created);
        (await former.PostAsync($"/quests/{quest}/release", new { })).ShouldBe(HttpStatusCode.OK);
        using var present = await _host.MemberAsync();
        await present.ClaimAsync(quest);
        var hash = (await present.UploadAsync(quest, Png)).ShouldBe(HttpStatusCode.Created)["sha256"].GetString()!;
        await present.SubmitAsync(quest, "All three are planted.", hash);
    }

    [Fact]
    public async Task A_submission_hashes_its_files_in_order()
    {
        var (_, performer, quest) = await ClaimedAsync();
        var hashes = new List<string>();
        foreach (var text in (string[])["second", "first"])
        {
            hashes.Add((await performer.UploadAsync(quest, Encoding.UTF8.GetBytes(text)))["sha256"].GetString()!);
        }
        await performer.SubmitAsync(quest, "All three are planted.", [.. hashes]);
        var json = (await performer.GetAsync($"/quests/{quest}")).Json;
        json.GetProperty("submission")
            .GetProperty("evidence")
            .EnumerateArray()
            .Select(e => e.GetProperty("sha256").GetString())
            .ShouldBe(hashes);
        var salt = new Hash32(
            await _host.ScalarAsync<byte[]>("SELECT salt FROM civic.quests WHERE id = @quest", new { quest })
        );
        var expected = WorkHash.Compute(
            salt,
            "Plant three young oaks",
            "Dig, plant and water three young oaks.",
            "",
            "All three are planted.",
            [.. hashes.Select(Hash32.Parse)]
        );
        json.GetProperty("submission").GetProperty("workHash").GetString().ShouldBe(expected.ToString());
        var listed = (await performer.GetAsync($"/quests?performer={performer.Address}"))["items"]
            [0]
            .GetProperty("submission");
        listed.TryGetProperty("text", out _).ShouldBeFalse();
        listed.GetProperty("evidence").GetArrayLength().ShouldBe(2);
    }

    [Fact]
    public async Task Evidence_must_be_uploaded_and_given_when_asked_for()
    {
        var (_, performer, quest) = await ClaimedAsync(evidenceRequired: true);
        (
            await performer.PostAsync($"/quests/{quest}/submit", new { submission = "All three are planted." })
        ).ShouldFail(422, "evidence-required");
        (
            await performer.PostAsync(
                $"/quests/{quest}/submit",
                new { submission = "All three are planted.", evidence = new[] { "0x" + new string('1', 64) } }
            )
        )
            .ShouldFail(422, "evidence-unknown")["unknown"]
            .GetArrayLength()
            .ShouldBe(1);
        foreach (
            var bad in (string[][])
                [
                    ["nohash"],
                    ["0x" + new string('A', 64)],
                    [.. Enumerable.Repeat("0x" + new string('1', 64), 2)],
                    [.. Enumerable.Range(10, 11).Select(i => $"0x{i}{new string('1', 62)}")],
                ]
        )
        {
            (
                await performer.PostAsync(
                    $"/quests/{quest}/submit",
                    new { submission = "All three are planted.", evidence = bad }
                )
            ).ShouldFail(422, "validation-failed");
        }
    }

    [Fact]
    public async Task Only_the_performer_uploads_and_only_while_claimed()
    {
        var (creator, performer, quest) = await ClaimedAsync();
        (await creator.UploadAsync(quest, Png)).ShouldFail(403, "not-a-party");
        await performer.SubmitAsync(quest);
        (await performer.UploadAsync(quest, Png)).ShouldFail(409, "invalid-transition");
        (await performer.UploadAsync(Guid.CreateVersion7(), Png)).ShouldFail(404, "quest-not-found");
    }

    [Fact]
    public async Task Other_formats_other_bodies_and_too_large_files_are_refused()
    {
        var (_, performer, quest) = await ClaimedAsync();
        (await performer.UploadAsync(quest, [0x4D, 0x5A, 0x90, 0x00, 0x03])).ShouldFail(415, "unsupported-media-type");
        (await performer.PostAsync($"/quests/{quest}/evidence", new { file = "x" })).ShouldFail(
            415,
            "unsupported-media-type"
        );
        (await performer.UploadAsync(quest, [])).ShouldFail(422, "validation-failed");
        (await performer.UploadAsync(quest, Png, field: "picture")).ShouldFail(422, "validation-failed");
        var broken = new ByteArrayContent("--x\r\nbroken"u8.ToArray());
        broken.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=x");
        (await performer.SendContentAsync(HttpMethod.Post, $"/quests/{quest}/evidence", broken)).ShouldFail(
            422,
            "validation-failed"
        );
        (await performer.UploadAsync(quest, new byte[EvidenceFile.MaxSize + 1])).ShouldFail(413, "body-too-large");
        (await performer.UploadAsync(quest, new byte[EvidenceFile.MaxSize + 1_000_000])).ShouldFail(
            413,
            "body-too-large"
        );
    }

    [Fact]
    public async Task A_picture_that_says_where_it_was_taken_is_refused_with_the_place_in_the_file()
    {
        var (_, performer, quest) = await ClaimedAsync();
        var located = (
            await performer.UploadAsync(quest, Files.Jpeg(Files.Segment(0xE1, Files.Exif(1, withPlace: true))))
        ).ShouldFail(422, "evidence-has-location");
        located["at"].GetInt64().ShouldBe(20);
        located["segment"].GetString().ShouldBe("APP1 Exif");
        (await performer.UploadAsync(quest, Files.Png(Files.Chunk("tEXt", "a note"u8.ToArray()))))
            .ShouldFail(422, "evidence-not-accounted")["segment"]
            .GetString()
            .ShouldBe("tEXt");
        (await performer.UploadAsync(quest, Files.Png(width: 20_000, height: 20_000)))
            .ShouldFail(422, "picture-too-large")["width"]
            .GetInt32()
            .ShouldBe(20_000);
        (await performer.UploadAsync(quest, Files.Jpeg(Files.Segment(0xE1, Files.Exif(6))))).ShouldBe(
            HttpStatusCode.Created
        );
        (
            await _host.ScalarAsync<long>(
                "SELECT count(*) FROM civic.evidence_files WHERE quest_id = @quest",
                new { quest }
            )
        ).ShouldBe(1);
    }

    [Fact]
    public async Task Files_are_named_by_what_they_are()
    {
        var (_, performer, quest) = await ClaimedAsync();
        foreach (
            var (file, ending) in new[]
            {
                ("three oaks"u8.ToArray(), "txt"),
                (Files.Jpeg(), "jpg"),
                (Files.Webp(), "webp"),
                (Files.Pdf(), "pdf"),
            }
        )
        {
            var hash = (await performer.UploadAsync(quest, file))
                .ShouldBe(HttpStatusCode.Created)["sha256"]
                .GetString();
            (await performer.GetAsync($"/quests/{quest}/evidence/{hash}"))
                .Header("Content-Disposition")
                .ShouldBe($"attachment; filename=\"{hash}.{ending}\"");
        }
    }

    [Fact]
    public async Task A_large_file_comes_back_whole()
    {
        var (_, performer, quest) = await ClaimedAsync();
        var text = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, 400_000).Select(i => $"{i:D8}\n")));
        var hash = (await performer.UploadAsync(quest, text)).ShouldBe(HttpStatusCode.Created)["sha256"].GetString();
        var file = (await performer.GetAsync($"/quests/{quest}/evidence/{hash}")).ShouldBe(HttpStatusCode.OK);
        SHA256.HashData(await file.Response.Content.ReadAsByteArrayAsync()).ShouldBe(SHA256.HashData(text));
    }

    private async Task<(ApiClient Creator, ApiClient Performer, Guid Quest)> ClaimedAsync(bool evidenceRequired = false)
    {
        var (creator, performer) = (await _host.MemberAsync(), await _host.MemberAsync());
        var quest = await creator.CreateQuestAsync(
            new
            {
                title = "Plant three young oaks",
                description = "Dig, plant and water three young oaks.",
                category = "environmental",
                evidenceRequired,
            }
        );
        await performer.ClaimAsync(quest);
        return (creator, performer, quest);
    }
}
