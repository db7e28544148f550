using CivicForge.Api.Tests.Anchoring;
using CivicForge.Api.Tests.Harness;
using CivicForge.Api.Tests.Signatures;
using CivicForge.Chain.Crypto;
using CivicForge.Sandbox.Postgres;

namespace CivicForge.Api.Tests.Attestations;

/// <summary>A contract signature is accepted at a block that may go away, so it is checked again when that block is
/// final. Sealing does not wait for it.</summary>
public sealed class RecheckTests(TestDatabases databases) : IAsyncLifetime
{
    private readonly PrivateKey _owner = PrivateKey.Generate();
    private readonly AnchoredTown _town = new(databases);

    public ValueTask InitializeAsync() => _town.InitializeAsync();

    public ValueTask DisposeAsync() => _town.DisposeAsync();

    [Fact]
    public async Task A_signature_whose_block_becomes_final_holds()
    {
        await CompleteAsync();
        await _town.RecheckAsync();
        (await RechecksAsync()).ShouldBe(0, "its block is not final");
        await _town.Chain.FinalizeAsync();
        await _town.RecheckAsync();
        await _town.RecheckAsync();
        (
            await _town.Api.ScalarAsync<bool>(
                "SELECT holds AND r.checked_at_hash = a.valid_at_hash FROM civic.signature_rechecks r "
                    + "JOIN civic.attestations a USING (quest_id, work_hash, role)"
            )
        ).ShouldBeTrue();
        (await RechecksAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task A_wallet_that_a_reorg_took_is_marked_for_people_and_nothing_is_unsealed()
    {
        var quest = await CompleteAsync();
        await _town.SealAsync();
        await _town.Chain.ReorgAsync(1);
        await _town.AnchorAsync();
        await _town.FinalizeAsync();

        await _town.RecheckAsync();
        await _town.RecheckAsync();

        (await RechecksAsync()).ShouldBe(1);
        (
            await _town.Api.ScalarAsync<bool>(
                "SELECT NOT holds AND checked_at_number >= valid_at_number FROM civic.signature_rechecks "
                    + "WHERE quest_id = @quest",
                new { quest }
            )
        ).ShouldBeTrue();
        (
            await _town.Api.ScalarAsync<string>(
                "SELECT s.state FROM civic.completions c JOIN civic.batch_states s ON s.seal = c.seal "
                    + "WHERE c.quest_id = @quest",
                new { quest }
            )
        ).ShouldBe("finalized");
        (await _town.AlarmsAsync()).ShouldContain(a =>
            a.StartsWith(
                $"signature:{quest}: The performer's contract wallet does not accept",
                StringComparison.Ordinal
            )
        );
        _town.AnchorerLog.Count(l => l.StartsWith("1401", StringComparison.Ordinal)).ShouldBe(1);

        await _town.RelayAsync();
        (
            await _town.Api.ScalarAsync<string>(
                "SELECT state FROM civic.reward_states WHERE quest_id = @quest",
                new { quest }
            )
        ).ShouldBe("unpayable");
    }

    [Fact]
    public async Task A_wallet_that_came_back_in_another_block_holds_there()
    {
        await CompleteAsync();
        var wallet = await _town.WalletAsync();
        await _town.Chain.ReorgAsync(1);
        (await _town.DeployWalletAsync(_owner)).ShouldBe(wallet);
        await _town.Chain.FinalizeAsync();
        await _town.RecheckAsync();
        (
            await _town.Api.ScalarAsync<bool>(
                "SELECT holds AND r.checked_at_hash <> a.valid_at_hash FROM civic.signature_rechecks r "
                    + "JOIN civic.attestations a USING (quest_id, work_hash, role)"
            )
        ).ShouldBeTrue();
    }

    [Fact]
    public async Task A_mark_is_written_once_and_stays()
    {
        await CompleteAsync();
        await _town.Chain.FinalizeAsync();
        await _town.RecheckAsync();
        foreach (
            var sql in new[]
            {
                "UPDATE civic.signature_rechecks SET holds = false",
                "DELETE FROM civic.signature_rechecks",
            }
        )
        {
            (
                await Should.ThrowAsync<Npgsql.PostgresException>(() => _town.Api.ExecuteAsync(sql), sql)
            ).SqlState.ShouldStartWith("23");
        }
    }

    /// <summary>The wallet's deployment is the newest block, and the signature is accepted there.</summary>
    private async Task<Guid> CompleteAsync() =>
        (await _town.CompleteAsync(by: await _town.ContractWalletAsync(_owner))).Quest;

    private Task<long> RechecksAsync() => _town.Api.ScalarAsync<long>("SELECT count(*) FROM civic.signature_rechecks");
}
