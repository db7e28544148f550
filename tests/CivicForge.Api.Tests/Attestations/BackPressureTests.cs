using System.Net;
using CivicForge.Api.Attestations;
using CivicForge.Api.Http.Problems;
using CivicForge.Api.Signatures;
using CivicForge.Api.Tests.Harness;
using CivicForge.Chain;
using CivicForge.Chain.Protocol;
using CivicForge.Sandbox.Postgres;
using Dapper;
using Microsoft.Extensions.DependencyInjection;

namespace CivicForge.Api.Tests.Attestations;

/// <summary>When more signatures come than the database takes, the rest are told to come again, and nothing of them is
/// kept.</summary>
public sealed class BackPressureTests(TestDatabases databases, SharedChain chain)
{
    [Fact]
    public async Task A_full_queue_answers_503_stores_nothing_and_takes_the_same_signature_later()
    {
        await using var host = await ApiHost.StartAsync(databases, chain);
        var stuck = await Task.WhenAll(
            Enumerable.Range(0, AttestationQueue.Writers).Select(_ => Submitted.QuestAsync(host))
        );
        var refused = await Submitted.QuestAsync(host);
        await using var owner = await host.Owner.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var transaction = await owner.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await owner.ExecuteAsync(
            "SELECT FROM civic.quests WHERE id = ANY(@ids) FOR UPDATE",
            new { ids = stuck.Select(s => s.Quest).ToArray() }
        );
        var waiting = new List<Task<Answer>>();
        foreach (var quest in stuck)
        {
            waiting.Add(quest.Creator.AttestAsync(quest.Quest));
            await Eventually.TrueAsync(
                async () => await WaitersAsync(host) == waiting.Count,
                "A writer waits for the locked quest"
            );
        }

        var filler = Fill(host.Services.GetRequiredService<AttestationQueue>());
        var answer = (await refused.Creator.AttestAsync(refused.Quest)).ShouldFail(503, "unavailable");
        answer.Header("Retry-After").ShouldBe("1");
        (await StoredAsync(host, refused)).ShouldBe(0);

        await transaction.RollbackAsync(TestContext.Current.CancellationToken);
        (await Task.WhenAll(waiting)).ShouldAllBe(a => a.Status == HttpStatusCode.Created);
        foreach (var pending in filler)
        {
            (await Should.ThrowAsync<RuleViolation>(pending)).Code.ShouldBe(ErrorCodes.QuestNotFound);
        }
        (await refused.Creator.AttestAsync(refused.Quest)).ShouldBe(HttpStatusCode.Created);
        (await StoredAsync(host, refused)).ShouldBe(1);
    }

    /// <summary>Signatures on quests that do not exist, until one more is refused.</summary>
    private static List<Task<AcceptedAttestation?>> Fill(AttestationQueue queue)
    {
        var pending = new List<Task<AcceptedAttestation?>>();
        var violation = Should.Throw<RuleViolation>(() =>
        {
            while (pending.Count <= AttestationQueue.Capacity)
            {
                pending.Add(
                    queue.StoreAsync(
                        new PendingAttestation.ByKey(
                            new SubmittedAttestation(Guid.CreateVersion7(), Address.Zero, "0x", Outcome.Done),
                            default
                        )
                    )
                );
            }
        });
        violation.Code.ShouldBe(ErrorCodes.Unavailable);
        pending.Count.ShouldBe(AttestationQueue.Capacity);
        return pending;
    }

    private static Task<long> WaitersAsync(ApiHost host) =>
        host.ScalarAsync<long>(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
        );

    private static Task<long> StoredAsync(ApiHost host, Submitted quest) =>
        host.ScalarAsync<long>(
            "SELECT count(*) FROM civic.attestations WHERE quest_id = @quest",
            new { quest = quest.Quest }
        );
}
