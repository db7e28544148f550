using System.Net;
using CivicForge.Api.Attestations;
using CivicForge.Api.Http.Problems;
using CivicForge.Api.Signatures;
using CivicForge.Api.Tests.Harness;
using CivicForge.Chain;
using CivicForge.Chain.Crypto;
using CivicForge.Chain.Protocol;
using Microsoft.Extensions.DependencyInjection;

namespace CivicForge.Api.Tests.Attestations;

/// <summary>Signatures that share a commit do not share anything else.</summary>
public sealed class GroupCommitTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private readonly ApiHost _host = fixture.Host;

    [Fact]
    public async Task A_crowd_of_signatures_on_many_quests_is_stored_and_completed()
    {
        var quests = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => Submitted.QuestAsync(_host)));
        var answers = await Task.WhenAll(
            quests.SelectMany(q => (Task<Answer>[])[q.Creator.AttestAsync(q.Quest), q.Performer.AttestAsync(q.Quest)])
        );
        answers.ShouldAllBe(a => a.Status == HttpStatusCode.Created);
        var ids = quests.Select(q => q.Quest).ToArray();
        (
            await _host.ScalarAsync<long>(
                "SELECT count(*) FROM civic.completions WHERE quest_id = ANY(@ids)",
                new { ids }
            )
        ).ShouldBe(40);
        (
            await _host.ScalarAsync<long>(
                "SELECT count(*) FROM civic.point_entries WHERE quest_id = ANY(@ids) AND reason = 'completion' "
                    + "AND creation > 0 AND xp > 0 AND reputation > 0",
                new { ids }
            )
        ).ShouldBe(40);
        (
            await _host.ScalarAsync<long>(
                "SELECT count(*) FROM civic.quest_moves WHERE quest_id = ANY(@ids) AND to_status = 'COMPLETE'",
                new { ids }
            )
        ).ShouldBe(40);
    }

    [Fact]
    public async Task A_neighbour_that_breaks_a_rule_or_the_database_does_not_hurt_the_others()
    {
        var (good, late, broken, forged) = (
            await Submitted.QuestAsync(_host),
            await Submitted.QuestAsync(_host),
            await Submitted.QuestAsync(_host),
            await Submitted.QuestAsync(_host)
        );
        var group = new List<PendingAttestation>
        {
            await PendingAsync(good, good.Creator.Key),
            await PendingAsync(late, late.Creator.Key),
            await AskedAsync(broken, [1, 2, 3]),
            new PendingAttestation.ByKey(Signed(good with { Quest = Guid.CreateVersion7() }, []), default),
            await PendingAsync(forged, good.Creator.Key),
        };
        await _host.ExecuteAsync("UPDATE civic.quests SET deadline = 1 WHERE id = @quest", new { quest = late.Quest });
        await _host.Services.GetRequiredService<StoreAttestations>().RunAsync(group, default);
        (await group[0].Accepted.Task)!.IsNew.ShouldBeTrue();
        (await Should.ThrowAsync<RuleViolation>(group[1].Accepted.Task)).Code.ShouldBe(ErrorCodes.DeadlinePassed);
        await Should.ThrowAsync<Npgsql.PostgresException>(group[2].Accepted.Task);
        (await Should.ThrowAsync<RuleViolation>(group[3].Accepted.Task)).Code.ShouldBe(ErrorCodes.QuestNotFound);
        (await group[4].Accepted.Task).ShouldBeNull("its attester may be a contract, which has to be asked");
        (await StoredAsync(forged)).ShouldBe(0);
        (await StoredAsync(good)).ShouldBe(1);
    }

    [Fact]
    public async Task What_only_the_database_refuses_is_refused_of_a_quest_with_files_too()
    {
        var quest = await Submitted.QuestAsync(_host);
        await quest.Creator.PostAsync(
            $"/quests/{quest.Quest}/request-revision",
            new { reason = "Please show the three oaks." }
        );
        var file = (await quest.Performer.UploadAsync(quest.Quest, "three oaks"u8.ToArray()))["sha256"].GetString()!;
        await quest.Performer.SubmitAsync(quest.Quest, "All three are planted.", file);
        var refused = await AskedAsync(quest, [1, 2, 3]);

        await _host.Services.GetRequiredService<StoreAttestations>().RunAsync([refused], default);

        await Should.ThrowAsync<Npgsql.PostgresException>(refused.Accepted.Task);
        (await StoredAsync(quest)).ShouldBe(0);
        (await quest.Creator.AttestAsync(quest.Quest))["quest"]
            .GetProperty("submission")
            .GetProperty("evidence")[0]
            .GetProperty("sha256")
            .GetString()
            .ShouldBe(file);
    }

    [Fact]
    public async Task A_pair_whose_quest_does_not_move_is_not_stored_although_no_foreign_key_says_so()
    {
        var (creator, performer, quest) = await Submitted.QuestAsync(_host);
        (await creator.AttestAsync(quest)).ShouldBe(HttpStatusCode.Created);
        await _host.ExecuteAsync(
            $"""
            CREATE FUNCTION public.stay() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
            CREATE TRIGGER stay BEFORE UPDATE ON civic.quests FOR EACH ROW
                WHEN (NEW.id = '{quest}' AND NEW.status = 'COMPLETE') EXECUTE FUNCTION public.stay()
            """
        );
        (await performer.AttestAsync(quest)).Status.ShouldBe(HttpStatusCode.InternalServerError);
        (string Table, long Rows)[] left =
        [
            ("attestations", 1),
            ("completions", 0),
            ("point_entries WHERE reason = 'completion'", 0),
            ("quest_moves WHERE to_status = 'COMPLETE'", 0),
        ];
        foreach (var (table, rows) in left)
        {
            (
                await _host.ScalarAsync<long>(
                    $"SELECT count(*) FROM (SELECT * FROM civic.{table}) t WHERE quest_id = @quest",
                    new { quest }
                )
            ).ShouldBe(rows, table);
        }

        await _host.ExecuteAsync("DROP TRIGGER stay ON civic.quests");
        (await performer.AttestAsync(quest))
            .ShouldBe(HttpStatusCode.Created)["quest"]
            .GetProperty("status")
            .GetString()
            .ShouldBe("COMPLETE");
    }

    [Fact]
    public async Task A_submission_that_changed_meanwhile_is_not_attested()
    {
        var quest = await Submitted.QuestAsync(_host);
        var (byKey, byContract) = (await PendingAsync(quest, quest.Creator.Key), await AskedAsync(quest, new byte[65]));
        await quest.Creator.PostAsync(
            $"/quests/{quest.Quest}/request-revision",
            new { reason = "One oak leans, please stake it." }
        );
        await quest.Performer.SubmitAsync(quest.Quest, "Staked the oak that leant.");
        var store = _host.Services.GetRequiredService<StoreAttestations>();
        await store.RunAsync([byKey], default);
        await store.RunAsync([byContract], default);
        (await byKey.Accepted.Task).ShouldBeNull("no key signed what has to be signed now");
        (await Should.ThrowAsync<RuleViolation>(byContract.Accepted.Task)).Code.ShouldBe(ErrorCodes.SignerMismatch);
        (await StoredAsync(quest)).ShouldBe(0);
    }

    [Fact]
    public async Task One_signature_sent_many_times_at_once_is_stored_once_and_always_gets_the_same_receipt()
    {
        var quest = await Submitted.QuestAsync(_host);
        var signature = quest.Creator.Sign(TypedDataHash.Of(await quest.Creator.PayloadAsync(quest.Quest)));
        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 16)
                .Select(_ => quest.Creator.PostAsync($"/quests/{quest.Quest}/attestations", new { signature }))
        );
        answers.Count(a => a.Status == HttpStatusCode.Created).ShouldBe(1);
        answers.Count(a => a.Status == HttpStatusCode.OK).ShouldBe(15);
        answers.Select(a => a["receipt"].GetRawText()).Distinct().Count().ShouldBe(1);
        (
            await _host.ScalarAsync<long>(
                "SELECT count(*) FROM civic.attestations WHERE quest_id = @quest",
                new { quest = quest.Quest }
            )
        ).ShouldBe(1);
    }

    [Fact]
    public async Task The_quest_in_the_answer_is_the_quest_as_it_is_read()
    {
        var quest = await Submitted.QuestAsync(_host);
        foreach (var party in (ApiClient[])[quest.Performer, quest.Creator])
        {
            var answer = await party.AttestAsync(quest.Quest);
            answer["quest"].GetRawText().ShouldBe((await party.GetAsync($"/quests/{quest.Quest}")).Text);
        }
    }

    /// <summary>The creator's signature as the queue takes it, made by a key.</summary>
    private static async Task<PendingAttestation> PendingAsync(Submitted quest, PrivateKey key)
    {
        var digest = await DigestAsync(quest);
        return new PendingAttestation.ByKey(Signed(quest, key.Sign(digest).ToBytes()), key.Sign(digest));
    }

    /// <summary>The creator's, as if a check had found it valid before: bytes that are none, only the database
    /// refuses.</summary>
    private static async Task<PendingAttestation> AskedAsync(Submitted quest, byte[] signature) =>
        new PendingAttestation.ByContract(
            Signed(quest, signature),
            new AttestationDecision(AttestationRole.Creator, await DigestAsync(quest), null),
            new SignatureVerdict.Valid(SignatureKind.Ecdsa, signature, null)
        );

    private static async Task<Hash32> DigestAsync(Submitted quest) =>
        TypedDataHash.Of(await quest.Creator.PayloadAsync(quest.Quest));

    private static SubmittedAttestation Signed(Submitted quest, byte[] signature) =>
        new(quest.Quest, quest.Creator.Address, Hex.Encode(signature), Outcome.Done);

    private Task<long> StoredAsync(Submitted quest) =>
        _host.ScalarAsync<long>(
            "SELECT count(*) FROM civic.attestations WHERE quest_id = @quest",
            new { quest = quest.Quest }
        );
}
