using System.Net;
using System.Text.Json;
using CivicForge.Api.Tests.Anchoring;
using CivicForge.Api.Tests.Harness;
using CivicForge.Chain;
using CivicForge.Chain.Merkle;

namespace CivicForge.Api.Tests.Proofs;

public sealed class BatchEndpointTests(AnchoredTown town) : IClassFixture<AnchoredTown>
{
    private readonly ApiClient _anyone = town.Api.Anonymous();

    [Fact]
    public async Task A_batch_is_found_by_its_root_from_the_start_and_by_its_number_once_it_is_in_a_block()
    {
        await town.CompleteAsync();
        await town.SealAsync();
        var @sealed = (await _anyone.GetAsync("/batches"))["items"][0];
        var root = @sealed.GetProperty("root").GetString()!;
        @sealed.GetProperty("state").GetString().ShouldBe("sealed");
        @sealed.GetProperty("batchId").ValueKind.ShouldBe(JsonValueKind.Null);
        await town.AnchorAsync();

        var byRoot = (await _anyone.GetAsync($"/batches/{root}")).ShouldBe(HttpStatusCode.OK);
        byRoot["state"].GetString().ShouldBe("mined");
        byRoot.Header("Cache-Control").ShouldBe("no-cache");
        var batchId = byRoot["batchId"].GetInt64();
        await town.FinalizeAsync();

        var byNumber = (await _anyone.GetAsync($"/batches/{batchId}")).ShouldBe(HttpStatusCode.OK);
        byNumber["root"].GetString().ShouldBe(root);
        byNumber["state"].GetString().ShouldBe("finalized");
        byNumber["leafCount"].GetInt32().ShouldBeGreaterThan(0);
        foreach (var member in new[] { "sealedAt", "anchoredAt", "transactionHash", "blockNumber" })
        {
            byNumber[member].ValueKind.ShouldNotBe(JsonValueKind.Null);
        }
        byNumber.Header("Cache-Control")!.ShouldContain("immutable");
        (
            await _anyone.SendAsync(
                HttpMethod.Get,
                $"/batches/{batchId}",
                null,
                ("If-None-Match", byNumber.Header("ETag")!)
            )
        ).Status.ShouldBe(HttpStatusCode.NotModified);
    }

    [Theory]
    [InlineData("0", 404, "batch-not-found")]
    [InlineData("999999", 404, "batch-not-found")]
    [InlineData("0x1111111111111111111111111111111111111111111111111111111111111111", 404, "batch-not-found")]
    [InlineData("0x11", 400, "invalid-id")]
    [InlineData("-1", 400, "invalid-id")]
    [InlineData("1e2", 400, "invalid-id")]
    [InlineData("99999999999999999999", 400, "invalid-id")]
    [InlineData("latest", 400, "invalid-id")]
    public async Task A_batch_that_is_not_there_is_said_so(string key, int status, string code)
    {
        (await _anyone.GetAsync($"/batches/{key}")).ShouldFail(status, code);
        (await _anyone.GetAsync($"/batches/{key}/tree")).ShouldFail(status, code);
    }

    [Fact]
    public async Task The_tree_of_a_batch_is_the_standard_dump_that_gives_every_proof()
    {
        var quests = new List<Guid>();
        for (var i = 0; i < 4; i++)
        {
            quests.Add((await town.CompleteAsync()).Quest);
        }
        await town.AnchorAsync();
        var proofs = new List<JsonElement>();
        foreach (var quest in quests)
        {
            proofs.Add((await _anyone.GetAsync($"/quests/{quest}/proof")).ShouldBe(HttpStatusCode.OK).Json);
        }
        var root = proofs[0].GetProperty("merkle").GetProperty("root").GetString()!;

        var answer = (await _anyone.GetAsync($"/batches/{root}/tree")).ShouldBe(HttpStatusCode.OK);

        answer["format"].GetString().ShouldBe("standard-v1");
        var tree = answer["tree"].EnumerateArray().Select(node => Hash32.Parse(node.GetString()!)).ToArray();
        var values = answer["values"].EnumerateArray().ToArray();
        tree.Length.ShouldBe(2 * values.Length - 1);
        tree[0].ToString().ShouldBe(root);
        foreach (var proof in proofs)
        {
            var (leaf, merkle) = (proof.GetProperty("leaf"), proof.GetProperty("merkle"));
            var value = values[merkle.GetProperty("leafIndex").GetInt32()];
            answer["leafEncoding"].GetRawText().ShouldBe(leaf.GetProperty("encoding").GetRawText());
            value.GetProperty("value").GetRawText().ShouldBe(leaf.GetProperty("value").GetRawText());
            var index = value.GetProperty("treeIndex").GetInt32();
            tree[index].ToString().ShouldBe(leaf.GetProperty("hash").GetString());
            StandardMerkleTree
                .ProofIndices(index)
                .Select(i => tree[i].ToString())
                .ShouldBe(merkle.GetProperty("proof").EnumerateArray().Select(node => node.GetString()!));
            merkle.GetProperty("leafCount").GetInt32().ShouldBe(values.Length);
        }

        answer.Header("Cache-Control")!.ShouldContain("immutable");
        (
            await _anyone.SendAsync(
                HttpMethod.Get,
                $"/batches/{root}/tree",
                null,
                ("If-None-Match", answer.Header("ETag")!)
            )
        ).Status.ShouldBe(HttpStatusCode.NotModified);
    }

    [Fact]
    public async Task The_list_of_batches_is_paged_newest_first_without_gaps()
    {
        for (var i = 0; i < 3; i++)
        {
            await town.CompleteAsync();
            await town.AnchorAsync();
        }

        var roots = new List<string>();
        string? cursor = null;
        do
        {
            var page = (
                await _anyone.GetAsync($"/batches?limit=1{(cursor is null ? "" : $"&cursor={cursor}")}")
            ).ShouldBe(HttpStatusCode.OK);
            roots.AddRange(page["items"].EnumerateArray().Select(batch => batch.GetProperty("root").GetString()!));
            cursor = page["nextCursor"].GetString();
        } while (cursor is not null);

        roots.Count.ShouldBeGreaterThanOrEqualTo(3);
        roots.ShouldBeUnique();
        (await _anyone.GetAsync("/batches?limit=100"))["items"]
            .EnumerateArray()
            .Select(batch => batch.GetProperty("root").GetString())
            .ShouldBe(roots);
        (await _anyone.GetAsync("/batches?limit=0")).ShouldFail(400, "invalid-query");
        (await _anyone.GetAsync("/batches?cursor=!!!")).ShouldFail(400, "invalid-query");
    }
}
