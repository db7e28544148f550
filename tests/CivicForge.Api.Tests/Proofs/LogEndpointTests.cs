using System.Net;
using System.Text.Json;
using CivicForge.Api.Tests.Anchoring;
using CivicForge.Api.Tests.Harness;
using CivicForge.Chain;
using CivicForge.Chain.Protocol;

namespace CivicForge.Api.Tests.Proofs;

public sealed class LogEndpointTests(AnchoredTown town) : IClassFixture<AnchoredTown>
{
    private readonly ApiClient _anyone = town.Api.Anonymous();

    [Fact]
    public async Task A_reader_that_goes_on_from_its_last_line_sees_every_sealed_leaf_once_in_order()
    {
        var quests = new List<string>();
        for (var batch = 0; batch < 2; batch++)
        {
            for (var i = 0; i < 3; i++)
            {
                quests.Add((await town.CompleteAsync()).Quest.ToString());
            }
            await town.AnchorAsync();
        }

        var seen = new List<JsonElement>();
        IReadOnlyList<JsonElement> page;
        do
        {
            page = await LinesAsync($"/log?limit=2{(seen.Count == 0 ? "" : $"&after={Place(seen[^1])}")}");
            seen.AddRange(page);
        } while (page.Count > 0);

        seen.Select(line => line.GetProperty("questId").GetString()!)
            .ShouldBe(quests.AsEnumerable(), ignoreOrder: true);
        seen.Select(line => (line.GetProperty("seal").GetInt64(), line.GetProperty("position").GetInt32()))
            .ShouldBeInOrder();
        foreach (var line in seen)
        {
            line.GetProperty("batchId").GetInt64().ShouldBeGreaterThan(0);
            new CompletedQuest(
                line.GetProperty("questId").GetGuid(),
                Address.Parse(line.GetProperty("creator").GetString()!),
                Address.Parse(line.GetProperty("performer").GetString()!),
                Hash32.Parse(line.GetProperty("workHash").GetString()!),
                line.GetProperty("xp").GetUInt32(),
                line.GetProperty("reputation").GetUInt32(),
                line.GetProperty("completedAt").GetUInt64(),
                Hash32.Parse(line.GetProperty("signaturesHash").GetString()!)
            )
                .Leaf()
                .ToString()
                .ShouldBe(line.GetProperty("leaf").GetString());
        }

        (await LinesAsync("/log?after=0.0&limit=1000")).Count.ShouldBe(seen.Count);
        await town.FinalizeAsync();
        (await _anyone.GetAsync("/log?limit=3")).Header("Cache-Control")!.ShouldContain("immutable");
        (await _anyone.GetAsync("/log?limit=1000")).Header("Cache-Control").ShouldBe("no-cache");
    }

    [Theory]
    [InlineData("after=1")]
    [InlineData("after=1.")]
    [InlineData("after=.1")]
    [InlineData("after=-1.0")]
    [InlineData("after=1.0.0")]
    [InlineData("after=99999999999999999999.0")]
    [InlineData("limit=0")]
    [InlineData("limit=1001")]
    [InlineData("limit=x")]
    public async Task A_place_or_limit_of_another_form_is_refused(string query)
    {
        (await _anyone.GetAsync($"/log?{query}")).ShouldFail(400, "invalid-query");
    }

    private static string Place(JsonElement line) =>
        $"{line.GetProperty("seal").GetInt64()}.{line.GetProperty("position").GetInt32()}";

    private async Task<IReadOnlyList<JsonElement>> LinesAsync(string path)
    {
        var answer = (await _anyone.GetAsync(path)).ShouldBe(HttpStatusCode.OK);
        answer.Response.Content.Headers.ContentType!.MediaType.ShouldBe("application/x-ndjson");
        return
        [
            .. answer
                .Text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => JsonDocument.Parse(line).RootElement),
        ];
    }
}
