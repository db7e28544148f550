using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using CivicForge.Api.Tests.Anchoring;
using CivicForge.Api.Tests.Harness;
using CivicForge.Chain.Abi;
using CivicForge.Chain.Crypto;
using CivicForge.Sandbox.Ethereum;
using CivicForge.Verifier;

namespace CivicForge.Api.Tests.Proofs;

public sealed class ProofEndpointTests(AnchoredTown town) : IClassFixture<AnchoredTown>
{
    private readonly ApiClient _anyone = town.Api.Anonymous();

    [Fact]
    public async Task A_proof_is_refused_with_the_reason_until_its_batch_is_in_a_block()
    {
        var creator = await town.Api.MemberAsync();
        var open = await creator.CreateQuestAsync();
        var (quest, _, _) = await town.CompleteAsync();

        (await _anyone.GetAsync($"/quests/{Guid.CreateVersion7()}/proof")).ShouldFail(404, "quest-not-found");
        (await _anyone.GetAsync("/quests/nonsense/proof")).ShouldFail(400, "invalid-id");
        (await _anyone.GetAsync($"/quests/{open}/proof"))
            .ShouldFail(404, "not-complete")["state"]
            .GetString()
            .ShouldBe("OPEN");
        var waiting = (await _anyone.GetAsync($"/quests/{quest}/proof")).ShouldFail(404, "not-anchored-yet");
        waiting["state"].GetString().ShouldBe("waiting");
        waiting["anchorBy"].GetInt64().ShouldBeGreaterThan(1_700_000_000);
        await town.SealAsync();
        (await _anyone.GetAsync($"/quests/{quest}/proof"))
            .ShouldFail(404, "not-anchored-yet")["state"]
            .GetString()
            .ShouldBe("sealed");
        await town.AnchorAsync();
        (await _anyone.GetAsync($"/quests/{quest}/proof"))
            .ShouldBe(HttpStatusCode.OK)["anchor"]
            .GetProperty("finality")
            .GetString()
            .ShouldBe("mined");
    }

    [Fact]
    public async Task A_quest_that_a_moderator_resolved_has_no_proof()
    {
        var (creator, performer) = (await town.Api.MemberAsync(), await town.Api.MemberAsync());
        var quest = await creator.CreateQuestAsync();
        await performer.ClaimAsync(quest);
        await performer.SubmitAsync(quest);
        await town.Api.ExecuteAsync("UPDATE civic.quests SET status = 'RESOLVED' WHERE id = @quest", new { quest });

        (await _anyone.GetAsync($"/quests/{quest}/proof")).ShouldFail(404, "not-dual-attested");
    }

    [Fact]
    public async Task A_served_proof_verifies_offline_and_against_the_node_with_and_without_content()
    {
        var quests = new List<Guid>();
        for (var i = 0; i < 5; i++)
        {
            quests.Add((await town.CompleteAsync($"Bäume pflanzen {i} – 3 young oaks 🌳")).Quest);
        }
        await town.AnchorAsync();
        await town.FinalizeAsync();

        foreach (var quest in quests)
        {
            var bare = (await _anyone.GetAsync($"/quests/{quest}/proof")).ShouldBe(HttpStatusCode.OK);
            var full = (await _anyone.GetAsync($"/quests/{quest}/proof?content=true")).ShouldBe(HttpStatusCode.OK);
            bare.Response.Content.Headers.ContentType!.MediaType.ShouldBe("application/vnd.civicforge.proof+json");
            bare["anchor"].GetProperty("finality").GetString().ShouldBe("finalized");
            bare.Json.TryGetProperty("content", out _).ShouldBeFalse();

            var (without, with) = (await VerifyAsync(bare.Text), await VerifyAsync(full.Text));
            without.Verdict.ShouldBe(Verdict.Valid, string.Join('\n', without.Steps));
            without[StepNames.WorkHash].Result.ShouldBe(StepResult.Skipped);
            with.Verdict.ShouldBe(Verdict.Valid, string.Join('\n', with.Steps));
            with[StepNames.WorkHash].Result.ShouldBe(StepResult.Pass);
        }
    }

    [Fact]
    public async Task A_proof_after_erasure_has_no_texts_and_still_verifies()
    {
        var (quest, _, _) = await town.CompleteAsync("Something private after all");
        await town.AnchorAsync();
        await town.FinalizeAsync();
        await town.Api.ExecuteAsync(
            "UPDATE civic.quests SET title = NULL, description = NULL, exceptional_criteria = NULL, "
                + "submission_text = NULL, salt = NULL WHERE id = @quest",
            new { quest }
        );

        var answer = (await _anyone.GetAsync($"/quests/{quest}/proof?content=true")).ShouldBe(HttpStatusCode.OK);

        answer.Text.ShouldNotContain("Something private");
        answer.Json.TryGetProperty("content", out _).ShouldBeFalse();
        (await VerifyAsync(answer.Text)).Verdict.ShouldBe(Verdict.Valid);
    }

    [Fact]
    public async Task The_content_of_a_private_quest_is_disclosed_to_its_parties_only()
    {
        var (quest, creator, performer) = await town.CompleteAsync("Help with the tax return", "parties");
        var stranger = await town.Api.MemberAsync();
        await town.AnchorAsync();
        await town.FinalizeAsync();

        (await _anyone.GetAsync($"/quests/{quest}/proof?content=true")).ShouldFail(403, "not-a-party");
        (await stranger.GetAsync($"/quests/{quest}/proof?content=true")).ShouldFail(403, "not-a-party");
        (await _anyone.GetAsync($"/quests/{quest}/proof"))
            .ShouldBe(HttpStatusCode.OK)["quest"]
            .GetProperty("title")
            .GetString()
            .ShouldBe("Private quest");
        foreach (var party in new[] { creator, performer })
        {
            var answer = (await party.GetAsync($"/quests/{quest}/proof?content=true")).ShouldBe(HttpStatusCode.OK);
            answer["content"].GetProperty("title").GetString().ShouldBe("Help with the tax return");
            answer.Header("Cache-Control").ShouldBe("no-cache, private");
            (await VerifyAsync(answer.Text)).Verdict.ShouldBe(Verdict.Valid);
        }
    }

    [Fact]
    public async Task A_contract_wallets_proof_stays_valid_when_the_wallet_changes_hands()
    {
        var wallet = await town.ContractWalletAsync(PrivateKey.Generate());
        var (quest, _, _) = await town.CompleteAsync(by: wallet);
        await town.AnchorAsync();
        await town.FinalizeAsync();
        var proof = (await _anyone.GetAsync($"/quests/{quest}/proof")).ShouldBe(HttpStatusCode.OK);
        proof["performerAttestation"].GetProperty("kind").GetString().ShouldBe("erc1271");
        proof["performerAttestation"]
            .GetProperty("validAt")
            .GetProperty("blockNumber")
            .GetInt64()
            .ShouldBeGreaterThan(0);

        var before = await VerifyAsync(proof.Text);
        await town.Chain.SendAsync(
            DevelopmentAccounts.Operator,
            wallet.Address,
            new AbiFunction("setOwner(address)").Encode(TestChain.Account(DevelopmentAccounts.Operator))
        );
        await town.FinalizeAsync();
        var after = await VerifyAsync(proof.Text);

        before.Verdict.ShouldBe(Verdict.Valid, string.Join('\n', before.Steps));
        before[StepNames.PerformerSignature].Reason.ShouldNotContain("no longer");
        after.Verdict.ShouldBe(Verdict.Valid, string.Join('\n', after.Steps));
        after[StepNames.PerformerSignature].Reason.ShouldContain("no longer valid today");
    }

    [Fact]
    public async Task A_final_proof_is_cacheable_and_a_mined_one_is_asked_for_again()
    {
        var (quest, _, _) = await town.CompleteAsync();
        await town.AnchorAsync();
        var mined = await _anyone.GetAsync($"/quests/{quest}/proof");
        await town.FinalizeAsync();
        var final = await _anyone.GetAsync($"/quests/{quest}/proof");

        mined.Header("Cache-Control").ShouldBe("no-cache");
        final.Header("Cache-Control")!.ShouldContain("immutable");
        final.Header("ETag").ShouldNotBe(mined.Header("ETag"));
        (
            await _anyone.SendAsync(
                HttpMethod.Get,
                $"/quests/{quest}/proof",
                null,
                ("If-None-Match", final.Header("ETag")!)
            )
        ).Status.ShouldBe(HttpStatusCode.NotModified);
        (
            await _anyone.SendAsync(
                HttpMethod.Get,
                $"/quests/{quest}/proof",
                null,
                ("If-None-Match", mined.Header("ETag")!)
            )
        ).Status.ShouldBe(HttpStatusCode.OK);
        (
            await _anyone.SendAsync(
                HttpMethod.Get,
                $"/quests/{quest}/proof",
                null,
                ("Origin", "https://elsewhere.example")
            )
        )
            .Header("Access-Control-Allow-Origin")
            .ShouldBe("*");
    }

    [Theory]
    [InlineData("?content=yes")]
    [InlineData("?content=true&content=true")]
    public async Task A_query_that_says_nothing_clear_is_refused(string query)
    {
        (await _anyone.GetAsync($"/quests/{Guid.CreateVersion7()}/proof{query}")).ShouldFail(400, "invalid-query");
    }

    private async Task<VerificationReport> VerifyAsync(string proof)
    {
        IReadOnlyList<TrustedDeployment> trusted = [new(31337, town.Chain.Registry, "this test")];
        JsonNode.Parse(proof)!["domain"]!["verifyingContract"]!
            .GetValue<string>()
            .ShouldBe(town.Chain.Registry.ToString());
        return await new ProofVerifier(trusted, town.Chain.Client).VerifyAsync(
            Encoding.UTF8.GetBytes(proof),
            TestContext.Current.CancellationToken
        );
    }
}
