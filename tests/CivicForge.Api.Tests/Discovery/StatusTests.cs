using System.Text.Json;
using CivicForge.Api.Tests.Harness;
using CivicForge.Sandbox.Postgres;
using Dapper;

namespace CivicForge.Api.Tests.Discovery;

/// <summary>Everybody sees whether anchors and confirmations come in time.</summary>
public sealed class StatusTests(TestDatabases databases, SharedChain chain)
{
    [Fact]
    public async Task A_broken_promise_is_told_to_everybody()
    {
        await using var host = await ApiHost.StartAsync(databases, chain, new() { ["Anchoring:AnchorWithin"] = "1" });
        await FollowAsync(host, head: 160);
        var (creator, performer, quest) = await Submitted.QuestAsync(host);
        await creator.AttestAsync(quest);
        await performer.AttestAsync(quest);
        var status = await WaitAsync(host, "delayed");
        status.GetProperty("anchoring").GetProperty("status").GetString().ShouldBe("delayed");
        status.GetProperty("anchoring").GetProperty("oldestWaitingSeconds").GetInt64().ShouldBeGreaterThan(0);
        status.GetProperty("anchoring").GetProperty("promisedSeconds").GetInt32().ShouldBe(1);
        status.GetProperty("indexing").GetProperty("status").GetString().ShouldBe("ok");
        status.GetProperty("indexing").GetProperty("blocksBehind").GetInt64().ShouldBe(100);
    }

    [Theory]
    [InlineData(160, null, "ok")]
    [InlineData(161, null, "delayed")]
    [InlineData(60, "a reorganisation below finality", "delayed")]
    public async Task An_indexer_that_is_behind_or_stopped_is_a_delay(long head, string? halted, string expected)
    {
        await using var host = await ApiHost.StartAsync(databases, chain);
        await FollowAsync(host, head, halted);
        var status = await WaitAsync(host, expected);
        status.GetProperty("indexing").GetProperty("status").GetString().ShouldBe(expected);
        status.GetProperty("anchoring").GetProperty("oldestWaitingSeconds").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task Before_the_indexer_has_begun_nothing_is_confirmed()
    {
        await using var host = await ApiHost.StartAsync(databases, chain);
        var status = await WaitAsync(host, "delayed");
        status.GetProperty("indexing").GetProperty("blocksBehind").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    private static async Task<JsonElement> WaitAsync(ApiHost host, string expected)
    {
        using var anyone = host.Anonymous();
        JsonElement? last = null;
        await Eventually.TrueAsync(
            async () =>
            {
                last = JsonDocument.Parse((await anyone.GetAsync("/status")).Text).RootElement;
                return last.Value.GetProperty("status").GetString() == expected;
            },
            $"the status is never {expected}"
        );
        return last!.Value;
    }

    private static async Task FollowAsync(ApiHost host, long head, string? halted = null)
    {
        await using var connection = await host.Owner.OpenConnectionAsync();
        await connection.ExecuteAsync(
            """
            INSERT INTO chain.cursors (id, chain_id, genesis_hash, start_block, number, hash, finalized_number,
              finalized_hash, head_number, reread_number, blocks_written, logs_written, holder, fence, lease_until,
              updated_at, halted_reason, halted_at)
            SELECT 1, 31337, sha256('0'), 0, 60, sha256('60'), 58, sha256('58'), @head, 58, 61, 50, 'nobody', 1, now(),
              now(), @halted, CASE WHEN @halted IS NULL THEN NULL ELSE now() END
            """,
            new { head, halted }
        );
    }
}
