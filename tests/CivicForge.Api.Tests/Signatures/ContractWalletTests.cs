using System.Net;
using CivicForge.Api.Tests.Harness;
using CivicForge.Chain;
using CivicForge.Chain.Crypto;

namespace CivicForge.Api.Tests.Signatures;

/// <summary>Accounts with code, on a real node (protocol §4, steps 2 and 3).</summary>
public sealed class ContractWalletTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private const string Suffix = "6492649264926492649264926492649264926492649264926492649264926492";

    private readonly ApiHost _host = fixture.Host;

    [Fact]
    public async Task A_contract_wallet_attests_and_the_block_of_its_word_is_kept()
    {
        var owner = PrivateKey.Generate();
        var wallet = await _host.Shared.DeployWalletAsync("OwnedWallet", "address", owner.Address);
        var (creator, performer, quest) = await WithPerformerAsync(owner, wallet);
        var answer = (await performer.AttestAsync(quest)).ShouldBe(HttpStatusCode.Created);
        answer["quest"].GetProperty("attestations")[0].GetProperty("kind").GetString().ShouldBe("erc1271");
        (await creator.AttestAsync(quest)).ShouldBe(HttpStatusCode.Created);
        (
            await _host.ScalarAsync<long>(
                "SELECT performer_valid_at_number FROM civic.completions WHERE quest_id = @quest",
                new { quest }
            )
        ).ShouldBeGreaterThan(0);
        (
            await _host.ScalarAsync<byte[]>(
                "SELECT performer_valid_at_hash FROM civic.completions WHERE quest_id = @quest",
                new { quest }
            )
        )!.Length.ShouldBe(32);
    }

    [Fact]
    public async Task A_stranger_does_not_sign_for_a_contract_wallet()
    {
        var owner = PrivateKey.Generate();
        var wallet = await _host.Shared.DeployWalletAsync("OwnedWallet", "address", owner.Address);
        var (_, performer, quest) = await WithPerformerAsync(owner, wallet);
        var digest = TypedDataHash.Of(await performer.PayloadAsync(quest));
        (
            await performer.PostAsync(
                $"/quests/{quest}/attestations",
                new { signature = Hex.Encode(PrivateKey.Generate().Sign(digest).ToBytes()) }
            )
        ).ShouldFail(422, "signer-mismatch");
    }

    [Theory]
    [InlineData("GasBurningWallet")]
    [InlineData("RevertingWallet")]
    public async Task A_hostile_wallet_only_fails_its_own_signature(string contract)
    {
        var owner = PrivateKey.Generate();
        var (_, performer, quest) = await WithPerformerAsync(owner, owner.Address);
        var hostile = await _host.Shared.DeployWalletAsync(contract);
        await _host.Shared.SetCodeAsync(owner.Address, Delegation(hostile));
        (await performer.PostAsync($"/quests/{quest}/attestations", new { signature = "0x1234" })).ShouldFail(
            422,
            "signer-mismatch"
        );
    }

    [Fact]
    public async Task A_wallet_that_answers_garbage_is_not_believed()
    {
        var owner = PrivateKey.Generate();
        var (_, performer, quest) = await WithPerformerAsync(owner, owner.Address);
        var garbage = await _host.Shared.DeployWalletAsync("GarbageWallet", "bytes", new byte[] { 1, 2, 3 });
        await _host.Shared.SetCodeAsync(owner.Address, Delegation(garbage));
        (await performer.PostAsync($"/quests/{quest}/attestations", new { signature = "0x" })).ShouldFail(
            422,
            "signer-mismatch"
        );
    }

    [Fact]
    public async Task A_delegated_account_still_signs_with_its_key_and_needs_no_node()
    {
        var owner = PrivateKey.Generate();
        var (_, performer, quest) = await WithPerformerAsync(owner, owner.Address);
        await _host.Shared.SetCodeAsync(
            owner.Address,
            Delegation(await _host.Shared.DeployWalletAsync("RevertingWallet"))
        );
        (await performer.AttestAsync(quest))
            .ShouldBe(HttpStatusCode.Created)["quest"]
            .GetProperty("attestations")[0]
            .GetProperty("kind")
            .GetString()
            .ShouldBe("ecdsa");
    }

    [Fact]
    public async Task An_undeployed_wallet_is_told_to_deploy_and_a_deployed_one_may_send_its_wrapped_signature()
    {
        var owner = PrivateKey.Generate();
        var (_, stranger, other) = await WithPerformerAsync(PrivateKey.Generate(), null);
        (await stranger.PostAsync($"/quests/{other}/attestations", new { signature = "0x00" + Suffix })).ShouldFail(
            422,
            "wallet-not-deployed"
        );

        var wallet = await _host.Shared.DeployWalletAsync("OwnedWallet", "address", owner.Address);
        var (_, performer, quest) = await WithPerformerAsync(owner, wallet);
        var inner = Hex.Decode(performer.Sign(TypedDataHash.Of(await performer.PayloadAsync(quest))));
        var wrapped =
            Hex.Encode(
                Chain.Abi.AbiEncoder.Encode(
                    Chain.Abi.AbiType.ParseList("address,bytes,bytes"),
                    Address.Zero,
                    Array.Empty<byte>(),
                    inner
                )
            ) + Suffix;
        (await performer.PostAsync($"/quests/{quest}/attestations", new { signature = wrapped }))
            .ShouldBe(HttpStatusCode.Created)["quest"]
            .GetProperty("attestations")[0]
            .GetProperty("kind")
            .GetString()
            .ShouldBe("erc6492");
    }

    private static byte[] Delegation(Address to) => [0xef, 0x01, 0x00, .. to.Bytes];

    private async Task<Submitted> WithPerformerAsync(PrivateKey owner, Address? wallet)
    {
        var creator = await _host.MemberAsync();
        var performer = new ApiClient(_host, owner) { Address = wallet ?? owner.Address };
        await performer.SignInAsync();
        var quest = await creator.CreateQuestAsync();
        await performer.ClaimAsync(quest);
        await performer.SubmitAsync(quest);
        return new Submitted(creator, performer, quest);
    }
}
