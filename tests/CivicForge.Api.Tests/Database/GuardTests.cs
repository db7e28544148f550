using CivicForge.Api.Tests.Harness;
using Npgsql;

namespace CivicForge.Api.Tests.Database;

/// <summary>Rules that hold even for the owner of the database.</summary>
public sealed class GuardTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private readonly ApiHost _host = fixture.Host;

    [Fact]
    public async Task A_completed_pair_never_changes_and_takes_its_place_in_a_batch_once()
    {
        var (creator, performer, quest) = await Submitted.QuestAsync(_host);
        await creator.AttestAsync(quest);
        await performer.AttestAsync(quest);
        await RefusedAsync("UPDATE civic.completions SET xp = xp + 1 WHERE quest_id = @quest", quest);
        await RefusedAsync("DELETE FROM civic.completions WHERE quest_id = @quest", quest);
        await RefusedAsync(
            "UPDATE civic.attestations SET signature = signature || '\\x00' WHERE quest_id = @quest",
            quest
        );
        await RefusedAsync("UPDATE civic.attestations SET storage_receipt = signature WHERE quest_id = @quest", quest);
        await RefusedAsync("DELETE FROM civic.attestations WHERE quest_id = @quest", quest);
        await RefusedAsync("UPDATE civic.point_entries SET xp = xp * 2 WHERE quest_id = @quest", quest);
        await RefusedAsync("DELETE FROM civic.quest_moves WHERE quest_id = @quest", quest);
        await RefusedAsync("UPDATE civic.quest_moves SET reason = 'another' WHERE quest_id = @quest", quest);
        await RefusedAsync(
            "UPDATE civic.quest_moves SET reason = NULL, to_status = 'OPEN' WHERE quest_id = @quest "
                + "AND to_status = 'COMPLETE'",
            quest
        );
        await RefusedAsync("UPDATE civic.quests SET status = 'COMPLETE', completed_at = NULL WHERE id = @quest", quest);
    }

    [Theory]
    [InlineData("NULL", "COMPLETE")]
    [InlineData("'OPEN'", "COMPLETE")]
    [InlineData("'OPEN'", "SUBMITTED")]
    [InlineData("'COMPLETE'", "CLAIMED")]
    [InlineData("'EXPIRED'", "OPEN")]
    public async Task A_move_that_no_rule_knows_is_no_line_of_a_timeline(string from, string to)
    {
        using var creator = await _host.MemberAsync();
        await RefusedAsync(
            "INSERT INTO civic.quest_moves (quest_id, at, from_status, to_status) "
                + $"VALUES (@quest, clock_timestamp(), {from}, '{to}')",
            await creator.CreateQuestAsync()
        );
    }

    [Theory]
    [InlineData("quests", "id = @quest")]
    [InlineData("members", "address = (SELECT creator FROM civic.quests WHERE id = @quest)")]
    public async Task What_others_name_without_a_foreign_key_is_never_deleted(string table, string row)
    {
        using var creator = await _host.MemberAsync();
        var quest = await creator.CreateQuestAsync();
        var refused = await Should.ThrowAsync<PostgresException>(() =>
            _host.ExecuteAsync($"DELETE FROM civic.{table} WHERE {row}", new { quest })
        );
        refused.MessageText.ShouldBe(
            $"civic.{table} is never deleted from",
            "its trigger says so, before any foreign key is asked"
        );
    }

    private async Task RefusedAsync(string sql, Guid quest) =>
        (
            await Should.ThrowAsync<PostgresException>(() => _host.ExecuteAsync(sql, new { quest }))
        ).SqlState.ShouldStartWith("23");
}
