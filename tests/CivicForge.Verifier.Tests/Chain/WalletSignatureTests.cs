using System.Text.Json.Nodes;
using CivicForge.Chain;
using CivicForge.Verifier.Reading;

namespace CivicForge.Verifier.Tests.Chain;

/// <summary>The contract wallets are three instructions of real EVM code: one accepts every signature (returns
/// 0x1626ba7e), one none, one burns all gas.</summary>
public sealed class WalletSignatureTests : IAsyncLifetime
{
    private const string Accepts = "0x631626ba7e60e01b60005260206000f3";
    private const string Refuses = "0x60206000f3";
    private const string Reverts = "0x60006000fd";
    private const string Burns = "0x5b600056";

    private RegistryChain _chain = null!;

    public async ValueTask InitializeAsync() => _chain = await RegistryChain.StartAsync();

    public ValueTask DisposeAsync() => _chain.DisposeAsync();

    [Theory]
    [InlineData("performer-signature-erc1271.json")]
    [InlineData("performer-signature-erc1271-empty.json")]
    public async Task A_signature_that_the_contract_wallet_accepts_today_passes(string file)
    {
        await _chain.SetCodeAsync(Wallet(file), Accepts);
        await _chain.MineAsync();

        var step = await VerifyAsync(file, await _chain.HeadAsync());

        step.Result.ShouldBe(StepResult.Pass);
        step.Reason.ShouldNotContain("no longer");
    }

    [Fact]
    public async Task A_signature_that_was_valid_when_it_was_stored_passes_as_no_longer_valid_today()
    {
        const string file = "performer-signature-erc1271.json";
        await _chain.SetCodeAsync(Wallet(file), Accepts);
        await _chain.MineAsync(1);
        var then = await _chain.HeadAsync();
        await _chain.MineAsync(1); // anvil_setCode changes the newest block's state as well
        await _chain.SetCodeAsync(Wallet(file), Refuses);
        await _chain.MineAsync();

        var step = await VerifyAsync(file, then);

        step.Result.ShouldBe(StepResult.Pass);
        step.Reason.ShouldContain("no longer valid today");
    }

    [Theory]
    [InlineData(Refuses)]
    [InlineData(Reverts)]
    [InlineData(Burns)]
    [InlineData("0x")]
    public async Task A_signature_that_the_wallet_never_accepted_fails(string code)
    {
        const string file = "performer-signature-erc1271.json";
        await _chain.SetCodeAsync(Wallet(file), code);
        await _chain.MineAsync();

        (await VerifyAsync(file, await _chain.HeadAsync())).Result.ShouldBe(StepResult.Fail);
    }

    [Fact]
    public async Task A_wallet_that_refuses_today_and_whose_block_is_unknown_is_inconclusive()
    {
        await _chain.MineAsync();

        var report = await new ProofVerifier(Vectors.Trusted, _chain.Client).VerifyAsync(
            Vectors.Bytes("performer-signature-erc1271.json"),
            TestContext.Current.CancellationToken
        );

        report[StepNames.PerformerSignature].Result.ShouldBe(StepResult.Inconclusive);
    }

    [Fact]
    public async Task An_erc6492_signature_of_a_wallet_that_is_not_deployed_yet_passes()
    {
        await _chain.MineAsync();

        var step = await VerifyAsync("performer-signature-erc6492.json", await _chain.HeadAsync());

        step.Result.ShouldBe(StepResult.Pass);
        (
            await _chain.Client.GetCodeAsync(
                Wallet("performer-signature-erc6492.json"),
                CivicForge.Chain.Rpc.BlockId.Latest,
                TestContext.Current.CancellationToken
            )
        ).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_erc6492_signature_of_a_wallet_that_was_deployed_since_passes()
    {
        await _chain.SetCodeAsync(Wallet("performer-signature-erc6492.json"), Accepts);
        await _chain.MineAsync();

        (await VerifyAsync("performer-signature-erc6492.json", await _chain.HeadAsync())).Result.ShouldBe(
            StepResult.Pass
        );
    }

    [Fact]
    public async Task An_erc6492_signature_of_another_wallet_than_its_factory_makes_fails()
    {
        await _chain.MineAsync();

        var proof = JsonNode.Parse(Vectors.Bytes("performer-signature-erc6492.json"))!;
        const string other = "0x15d34AAf54267DB7D7c367839AAf71A00a2C6A65";
        proof["completed"]!["performer"] = other;
        proof["creatorAttestation"]!["message"]!["performer"] = other;
        proof["performerAttestation"]!["message"]!["performer"] = other;

        (await VerifyAsync(proof, await _chain.HeadAsync())).Result.ShouldBe(StepResult.Fail);
    }

    private Task<Step> VerifyAsync(string file, CivicForge.Chain.Rpc.Block validAt) =>
        VerifyAsync(JsonNode.Parse(Vectors.Bytes(file))!, validAt);

    private async Task<Step> VerifyAsync(JsonNode proof, CivicForge.Chain.Rpc.Block validAt)
    {
        proof["performerAttestation"]!["validAt"] = new JsonObject
        {
            ["blockNumber"] = validAt.Number,
            ["blockHash"] = validAt.Hash.ToString(),
        };
        var report = await new ProofVerifier(Vectors.Trusted, _chain.Client).VerifyAsync(
            Vectors.ToBytes(proof),
            TestContext.Current.CancellationToken
        );
        return report[StepNames.PerformerSignature];
    }

    private static Address Wallet(string file) => ProofReader.Read(Vectors.Bytes(file)).Completed.Performer;
}
