using CivicForge.Chain;
using CivicForge.Verifier.Reading;

namespace CivicForge.Verifier.Tests.Chain;

public sealed class AnchoredProofTests : IAsyncLifetime
{
    /// <summary>The files name block 20: before it a node may still be catching up.</summary>
    private const int PastTheHint = 30;

    private RegistryChain _chain = null!;

    public async ValueTask InitializeAsync() => _chain = await RegistryChain.StartAsync();

    public ValueTask DisposeAsync() => _chain.DisposeAsync();

    [Theory]
    [InlineData("valid.json")]
    [InlineData("valid-erased.json")]
    [InlineData("valid-one-leaf.json")]
    [InlineData("valid-sixteen-hashes.json")]
    [InlineData("valid-lying-hints.json")]
    public async Task An_anchored_and_final_proof_is_valid_whatever_its_hints_say(string file)
    {
        await AnchorFinallyAsync(file);

        var report = await VerifyAsync(file);

        report.Verdict.ShouldBe(Verdict.Valid, string.Join('\n', report.Steps));
        foreach (var step in StepNames.OnChain)
        {
            report[step].Result.ShouldBe(StepResult.Pass);
        }
    }

    [Fact]
    public async Task A_root_that_is_not_final_yet_is_inconclusive_and_becomes_valid()
    {
        await _chain.MineAsync();
        await _chain.AnchorAsync(1, Read("valid.json").Path.Root);

        var early = await VerifyAsync("valid.json");
        await _chain.MineAsync();
        var later = await VerifyAsync("valid.json");

        early[StepNames.Anchor].Result.ShouldBe(StepResult.Inconclusive);
        early.Verdict.ShouldBe(Verdict.Inconclusive);
        later.Verdict.ShouldBe(Verdict.Valid);
    }

    [Fact]
    public async Task A_root_that_nobody_anchored_is_invalid()
    {
        await _chain.MineAsync(PastTheHint);

        var report = await VerifyAsync("valid.json");

        report[StepNames.Anchor].Result.ShouldBe(StepResult.Fail);
        report[StepNames.Time].Result.ShouldBe(StepResult.Inconclusive);
        report.Verdict.ShouldBe(Verdict.Invalid);
    }

    [Fact]
    public async Task A_node_that_has_not_reached_the_anchor_is_inconclusive_and_says_where_it_is()
    {
        await _chain.MineAsync();
        var head = (await _chain.HeadAsync()).Number;

        var report = await VerifyAsync("valid.json");

        report.Verdict.ShouldBe(Verdict.Inconclusive);
        report[StepNames.Anchor].Reason.ShouldContain($"Your node is at block {head}, the file says 20");
    }

    [Fact]
    public async Task A_batch_with_another_root_is_invalid()
    {
        await AnchorFinallyAsync("valid-done.json");

        (await VerifyAsync("valid.json"))[StepNames.Anchor].Result.ShouldBe(StepResult.Fail);
    }

    [Fact]
    public async Task An_unknown_batch_id_is_invalid()
    {
        await AnchorFinallyAsync("valid.json");
        var proof = Vectors.Valid();
        proof["merkle"]!["batchId"] = 7;
        await _chain.MineAsync(PastTheHint);

        (await VerifyAsync(Vectors.ToBytes(proof)))[StepNames.Anchor].Result.ShouldBe(StepResult.Fail);
    }

    [Theory]
    [InlineData(new[] { 2 }, "creator")]
    [InlineData(new[] { 3 }, "performer")]
    [InlineData(new[] { 3, 2 }, "Both")]
    public async Task A_revoked_attestation_is_invalid_and_the_report_says_who_revoked_it(int[] parties, string who)
    {
        await _chain.AnchorAsync(1, Read("valid.json").Path.Root);
        foreach (var party in parties)
        {
            await _chain.RevokeAsync(party, Read("valid.json"));
        }
        await _chain.MineAsync();

        var report = await VerifyAsync("valid.json");

        report[StepNames.Revocation].Result.ShouldBe(StepResult.Fail);
        report[StepNames.Revocation].Reason.ShouldContain(who);
        report.Steps.Where(step => step.Result == StepResult.Fail).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_completion_more_than_fifteen_minutes_after_its_anchor_is_invalid()
    {
        // completedAt of this file is the largest integer.
        await AnchorFinallyAsync("valid-limits.json");

        var report = await VerifyAsync("valid-limits.json");

        report[StepNames.Time].Result.ShouldBe(StepResult.Fail);
        report.Steps.Where(step => step.Result == StepResult.Fail).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_completion_long_before_its_anchor_is_in_time()
    {
        await _chain.SetNextBlockTimestampAsync(RegistryChain.CompletedAt + 30 * 24 * 3600);
        await AnchorFinallyAsync("valid.json");

        (await VerifyAsync("valid.json"))[StepNames.Time].Result.ShouldBe(StepResult.Pass);
    }

    [Fact]
    public async Task Another_program_at_the_registrys_address_is_invalid_even_when_it_answers_right()
    {
        await AnchorFinallyAsync("valid.json");
        var code = await _chain.Client.GetCodeAsync(
            _chain.Registry,
            CivicForge.Chain.Rpc.BlockId.Latest,
            TestContext.Current.CancellationToken
        );
        await _chain.SetCodeAsync(_chain.Registry, Hex.Encode([.. code, 0x00]));
        await _chain.MineAsync();

        var report = await VerifyAsync("valid.json");

        report[StepNames.ContractCode].Result.ShouldBe(StepResult.Fail);
        report[StepNames.Anchor].Result.ShouldBe(StepResult.Pass);
    }

    [Fact]
    public async Task An_address_without_a_contract_is_invalid()
    {
        await _chain.SetCodeAsync(_chain.Registry, "0x");
        await _chain.MineAsync(PastTheHint);

        var report = await VerifyAsync("valid.json");

        report[StepNames.Anchor].Result.ShouldBe(StepResult.Fail);
        report[StepNames.ContractCode].Result.ShouldBe(StepResult.Fail);
        report[StepNames.Revocation].Result.ShouldBe(StepResult.Inconclusive);
    }

    private async Task AnchorFinallyAsync(string file)
    {
        await _chain.AnchorAsync(1, Read(file).Path.Root);
        await _chain.MineAsync();
    }

    private static Proof Read(string file) => ProofReader.Read(Vectors.Bytes(file));

    private Task<VerificationReport> VerifyAsync(string file) => VerifyAsync(Vectors.Bytes(file));

    private Task<VerificationReport> VerifyAsync(ReadOnlyMemory<byte> file) =>
        new ProofVerifier(Vectors.Trusted, _chain.Client).VerifyAsync(file, TestContext.Current.CancellationToken);
}
