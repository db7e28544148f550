using System.Net;
using System.Text.Json;
using CivicForge.Api.Tests.Anchoring;
using CivicForge.Api.Tests.Harness;

namespace CivicForge.Api.Tests.Record;

/// <summary>The public record is searched by whatever somebody has of it; what is private is found by nobody.</summary>
public sealed class RecordTests(AnchoredTown town) : IClassFixture<AnchoredTown>
{
    [Fact]
    public async Task A_batch_is_found_by_root_transaction_and_number_and_a_proof_by_quest_leaf_title_and_claim()
    {
        var (quest, _, _) = await town.CompleteAsync("Repair the weathercock");
        await town.AnchorAsync();
        await town.FinalizeAsync();
        await town.RelayAsync();
        var anchoring = (await FindAsync(quest.ToString()))["quests"][0].GetProperty("anchoring");
        var root = anchoring.GetProperty("root").GetString()!;
        foreach (
            var text in new[]
            {
                root,
                root.ToUpperInvariant().Replace("0X", "0x", StringComparison.Ordinal),
                anchoring.GetProperty("transactionHash").GetString()!,
                $"#{anchoring.GetProperty("batchId")}",
            }
        )
        {
            (await FindAsync(text))["batches"]
                .EnumerateArray()
                .ShouldHaveSingleItem()
                .GetProperty("root")
                .GetString()
                .ShouldBe(root, text);
        }

        var leaf =
            "0x"
            + await town.Api.ScalarAsync<string>(
                "SELECT encode(leaf, 'hex') FROM civic.completions WHERE quest_id = @quest",
                new { quest }
            );
        var claim =
            "0x"
            + await town.Api.ScalarAsync<string>(
                "SELECT encode(a.hash, 'hex') FROM civic.transaction_claims c "
                    + "JOIN civic.transaction_attempts a ON a.transaction_id = c.transaction_id "
                    + "WHERE c.quest_id = @quest LIMIT 1",
                new { quest }
            );
        foreach (var text in new[] { quest.ToString(), leaf, claim, "weathercock", "Wethercock" })
        {
            Quests(await FindAsync(text)).ShouldContain(quest, text);
        }
        (await FindAsync("wethercock"))["near"].GetBoolean().ShouldBeTrue();
        (await FindAsync("0x" + new string('9', 64)))["batches"].GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task A_person_is_found_by_address_and_by_name_in_any_spelling()
    {
        var (quest, creator, performer) = await town.CompleteAsync();
        (await performer.PatchAsync("/me", new { displayName = "Maya Öztürk" })).ShouldBe(HttpStatusCode.OK);
        foreach (var party in new[] { creator, performer })
        {
            Quests(await FindAsync(party.Address.ToString())).ShouldBe([quest]);
        }
        Quests(await FindAsync(performer.Address.ToString().ToLowerInvariant())).ShouldBe([quest]);
        foreach (var name in new[] { "Maya", "ozturk", "maya öz" })
        {
            (await FindAsync(name))["members"]
                .EnumerateArray()
                .Select(m => m.GetProperty("address").GetString())
                .ShouldBe([performer.Address.ToString()], name);
        }

        (await performer.PatchAsync("/me", new { displayName = "Noor" })).ShouldBe(HttpStatusCode.OK);
        (await FindAsync("ozturk"))["members"].GetArrayLength().ShouldBe(0);
        (await performer.DeleteAsync("/me")).Status.ShouldBe(HttpStatusCode.NoContent);
        (await FindAsync("noor"))["members"].GetArrayLength().ShouldBe(0, "an erased name is found no more");
        Quests(await FindAsync(performer.Address.ToString())).ShouldBe([quest], "the record stays");
    }

    [Fact]
    public async Task A_private_quest_is_found_by_nobody_not_even_by_its_parties()
    {
        var (quest, creator, performer) = await town.CompleteAsync("Fetch the grey parrot", "parties");
        await town.AnchorAsync();
        await town.FinalizeAsync();
        await town.RelayAsync();
        var leaf =
            "0x"
            + await town.Api.ScalarAsync<string>(
                "SELECT encode(leaf, 'hex') FROM civic.completions WHERE quest_id = @quest",
                new { quest }
            );
        var claim =
            "0x"
            + await town.Api.ScalarAsync<string>(
                "SELECT encode(a.hash, 'hex') FROM civic.transaction_claims c "
                    + "JOIN civic.transaction_attempts a ON a.transaction_id = c.transaction_id "
                    + "WHERE c.quest_id = @quest LIMIT 1",
                new { quest }
            );
        foreach (
            var text in new[]
            {
                quest.ToString(),
                leaf,
                claim,
                "parrot",
                creator.Address.ToString(),
                performer.Address.ToString(),
            }
        )
        {
            foreach (var by in new[] { town.Api.Anonymous(), creator, performer })
            {
                Quests(await FindAsync(text, by)).ShouldNotContain(quest, text);
            }
        }
    }

    [Fact]
    public async Task What_is_not_complete_is_not_on_record_and_no_search_is_a_fault()
    {
        using var creator = await town.Api.MemberAsync();
        var quest = await creator.CreateQuestAsync(
            new
            {
                title = "Paint the bandstand",
                description = "Dig, plant and water three young oaks.",
                category = "environmental",
            }
        );
        foreach (var text in new[] { quest.ToString(), "bandstand", creator.Address.ToString() })
        {
            Quests(await FindAsync(text)).ShouldBeEmpty(text);
        }
        using var anyone = town.Api.Anonymous();
        foreach (
            var query in new[]
            {
                "",
                "?search=",
                "?search=%20",
                $"?search={new string('a', 201)}",
                "?search=a&search=b",
            }
        )
        {
            (await anyone.GetAsync($"/record{query}")).ShouldFail(400, "invalid-query");
        }
        foreach (var odd in new[] { "'); DROP TABLE civic.quests --", "\\", "🌳", "999999999999999999", "#", "0x" })
        {
            (await FindAsync(odd))["quests"].ValueKind.ShouldBe(JsonValueKind.Array);
        }
    }

    private async Task<Answer> FindAsync(string text, ApiClient? by = null) =>
        (await (by ?? town.Api.Anonymous()).GetAsync($"/record?search={Uri.EscapeDataString(text)}")).ShouldBe(
            HttpStatusCode.OK
        );

    private static List<Guid> Quests(Answer answer) =>
        [.. answer["quests"].EnumerateArray().Select(q => q.GetProperty("id").GetGuid())];
}
