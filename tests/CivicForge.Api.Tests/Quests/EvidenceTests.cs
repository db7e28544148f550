using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using CivicForge.Api.Quests;
using CivicForge.Api.Tests.Harness;
using CivicForge.Chain;
using CivicForge.Chain.Protocol;

namespace CivicForge.Api.Tests.Quests;

public sealed class EvidenceTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private static readonly byte[] Png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 0, (byte)'I', (byte)'E', (byte)'N', (byte)'D', 0, 0, 0, 0];

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
        (await _host.ScalarAsync<long>("SELECT count(*) FROM civic.evidence_files WHERE quest_id = @quest", new { quest })).ShouldBe(1);
        using var anyone = _host.Anonymous();
        var file = (await anyone.GetAsync($"/quests/{quest}/evidence/{hash}")).ShouldBe(HttpStatusCode.OK);
        (await file.Response.Content.ReadAsByteArrayAsync()).ShouldBe(Png);
        file.Header("Content-Disposition")!.ShouldStartWith("attachment");
        file.Header("X-Content-Type-Options").ShouldBe("nosniff");
        file.Header("Cache-Control").ShouldBe("public, max-age=86400, immutable", "an erased file is gone from caches within a day");
        (await anyone.GetAsync($"/quests/{quest}/evidence/0x{new string('0', 64)}")).ShouldFail(404, "evidence-not-found");
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
        foreach (var text in (string[])["second", "first"]) hashes.Add((await performer.UploadAsync(quest, Encoding.UTF8.GetBytes(text)))["sha256"].GetString()!);
        await performer.SubmitAsync(quest, "All three are planted.", [.. hashes]);
        var json = (await performer.GetAsync($"/quests/{quest}")).Json;
        json.GetProperty("submission").GetProperty("evidence").EnumerateArray().Select(e => e.GetProperty("sha256").GetString()).ShouldBe(hashes);
        var salt = new Hash32(await _host.ScalarAsync<byte[]>("SELECT salt FROM civic.quests WHERE id = @quest", new { quest }));
        var expected = WorkHash.Compute(salt, "Plant three young oaks", "Dig, plant and water three young oaks.", "", "All three are planted.", [.. hashes.Select(Hash32.Parse)]);
        json.GetProperty("submission").GetProperty("workHash").GetString().ShouldBe(expected.ToString());
        var listed = (await performer.GetAsync($"/quests?performer={performer.Address}"))["items"][0].GetProperty("submission");
        listed.TryGetProperty("text", out _).ShouldBeFalse();
        listed.GetProperty("evidence").GetArrayLength().ShouldBe(2);
    }

    [Fact]
    public async Task Evidence_must_be_uploaded_and_given_when_asked_for()
    {
        var (_, performer, quest) = await ClaimedAsync(evidenceRequired: true);
        (await performer.PostAsync($"/quests/{quest}/submit", new { submission = "All three are planted." })).ShouldFail(422, "evidence-required");
        (await performer.PostAsync($"/quests/{quest}/submit", new { submission = "All three are planted.", evidence = new[] { "0x" + new string('1', 64) } })).ShouldFail(422, "evidence-unknown")["unknown"].GetArrayLength().ShouldBe(1);
        foreach (var bad in (string[][])[["nohash"], ["0x" + new string('A', 64)], [.. Enumerable.Repeat("0x" + new string('1', 64), 2)], [.. Enumerable.Range(10, 11).Select(i => $"0x{i}{new string('1', 62)}")]])
            (await performer.PostAsync($"/quests/{quest}/submit", new { submission = "All three are planted.", evidence = bad })).ShouldFail(422, "validation-failed");
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
    public async Task Ten_files_are_enough()
    {
        var (_, performer, quest) = await ClaimedAsync();
        for (var i = 0; i < EvidenceFile.MaxPerQuest; i++) (await performer.UploadAsync(quest, Encoding.UTF8.GetBytes($"file {i}"))).ShouldBe(HttpStatusCode.Created);
        (await performer.UploadAsync(quest, "one more"u8.ToArray())).ShouldFail(422, "validation-failed");
    }

    [Fact]
    public async Task Other_formats_other_bodies_and_too_large_files_are_refused()
    {
        var (_, performer, quest) = await ClaimedAsync();
        (await performer.UploadAsync(quest, [0x4D, 0x5A, 0x90, 0x00, 0x03])).ShouldFail(415, "unsupported-media-type");
        (await performer.PostAsync($"/quests/{quest}/evidence", new { file = "x" })).ShouldFail(415, "unsupported-media-type");
        (await performer.UploadAsync(quest, [])).ShouldFail(422, "validation-failed");
        (await performer.UploadAsync(quest, Png, field: "picture")).ShouldFail(422, "validation-failed");
        var broken = new ByteArrayContent("--x\r\nbroken"u8.ToArray());
        broken.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=x");
        (await performer.SendContentAsync(HttpMethod.Post, $"/quests/{quest}/evidence", broken)).ShouldFail(422, "validation-failed");
        (await performer.UploadAsync(quest, new byte[EvidenceFile.MaxSize + 1])).ShouldFail(413, "body-too-large");
        (await performer.UploadAsync(quest, new byte[EvidenceFile.MaxSize + 1_000_000])).ShouldFail(413, "body-too-large");
    }

    [Fact]
    public async Task A_picture_that_says_where_it_was_taken_is_refused()
    {
        var (_, performer, quest) = await ClaimedAsync();
        foreach (var picture in Located()) (await performer.UploadAsync(quest, picture)).ShouldFail(422, "evidence-has-location");
        (await performer.UploadAsync(quest, Jpeg(Tiff(gpsTag: 0)))).ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public void Broken_pictures_are_read_without_harm()
    {
        var random = new Random(11);
        foreach (var picture in Located())
        {
            for (var i = 0; i < 2000; i++)
            {
                var broken = picture.AsSpan(0, random.Next(12, picture.Length + 1)).ToArray();
                for (var k = 0; k < 4; k++) broken[random.Next(broken.Length)] = (byte)random.Next(256);
                foreach (var type in (string[])["image/jpeg", "image/png", "image/webp", "application/pdf"]) Should.NotThrow(() => EvidenceLocation.IsIn(broken, type));
            }
        }
    }

    private static IEnumerable<byte[]> Located()
    {
        yield return Jpeg(Tiff(gpsTag: 2));
        var tiff = Tiff(gpsTag: 4);
        yield return [.. Png[..8], 0, 0, 0, (byte)tiff.Length, .. "eXIf"u8, .. tiff, 0, 0, 0, 0];
        yield return [.. "RIFF"u8, 0, 0, 0, 0, .. "WEBP"u8, .. "EXIF"u8, (byte)tiff.Length, 0, 0, 0, .. tiff];
        yield return [.. Png, .. "<exif:GPSLatitude>52,31N</exif:GPSLatitude>"u8];
    }

    private static byte[] Jpeg(byte[] tiff) => [0xFF, 0xD8, 0xFF, 0xE1, 0, (byte)(tiff.Length + 8), .. "Exif\0\0"u8, .. tiff, 0xFF, 0xDA, 0, 2];

    /// <summary>Little-endian TIFF with one entry in directory 0 pointing at a GPS directory with one entry.</summary>
    private static byte[] Tiff(byte gpsTag) =>
        [(byte)'I', (byte)'I', 42, 0, 8, 0, 0, 0, 1, 0, 0x25, 0x88, 4, 0, 1, 0, 0, 0, 26, 0, 0, 0, 0, 0, 0, 0, 1, 0, gpsTag, 0, 5, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];

    private async Task<(ApiClient Creator, ApiClient Performer, Guid Quest)> ClaimedAsync(bool evidenceRequired = false)
    {
        var (creator, performer) = (await _host.MemberAsync(), await _host.MemberAsync());
        var quest = await creator.CreateQuestAsync(new { title = "Plant three young oaks", description = "Dig, plant and water three young oaks.", category = "environmental", evidenceRequired });
        await performer.ClaimAsync(quest);
        return (creator, performer, quest);
    }
}
