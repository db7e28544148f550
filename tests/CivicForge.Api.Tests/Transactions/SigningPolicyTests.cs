using CivicForge.Api.Transactions;
using CivicForge.Chain;
using CivicForge.Chain.Contracts;
using CivicForge.Chain.Crypto;
using CivicForge.Chain.Transactions;
using CivicForge.Chain.Web3.Contracts.AttestationRegistry;
using CivicForge.Chain.Web3.Transactions;

namespace CivicForge.Api.Tests.Transactions;

public sealed class SigningPolicyTests
{
    private static readonly PrivateKey Key = PrivateKey.Generate();
    private static readonly Address Registry = PrivateKey.Generate().Address;
    private static readonly SigningPolicy Policy = new(
        31337,
        Key.Address,
        new HashSet<(Address, string)> { (Registry, Hex.Encode(AttestationRegistryContract.Anchor.Selector)) },
        MaxGas: 500_000,
        MaxFeePerGas: 1000
    );
    private static readonly Eip1559Transaction Anchor = new(
        31337,
        3,
        10,
        100,
        100_000,
        Registry,
        0,
        new AnchorFunction(1, Keccak256.Hash("root"u8), 1).CallData()
    );

    private static SigningAccount Account => new(new HeldKey(Key), Policy, TransactionKind.Anchor);

    public static TheoryData<string, Func<Eip1559Transaction, Eip1559Transaction>> Forbidden =>
        new()
        {
            { "chain id", t => t with { ChainId = 1 } },
            { "value", t => t with { Value = 1 } },
            { "creates a contract", t => t with { To = null } },
            { "not allowed", t => t with { To = Address.Zero } },
            { "not allowed", t => t with { Data = new PauseFunction().CallData() } },
            { "selector", t => t with { Data = [] } },
            { "gas limit", t => t with { GasLimit = 500_001 } },
            { "ceiling", t => t with { MaxFeePerGas = 1001 } },
            { "priority", t => t with { MaxPriorityFeePerGas = 101 } },
        };

    [Fact]
    public async Task An_anchor_within_the_rules_is_signed() =>
        (await Account.SignAsync(Anchor, default)).Sender.ShouldBe(Key.Address);

    [Theory]
    [MemberData(nameof(Forbidden))]
    public async Task Everything_else_is_refused_and_says_why(
        string reason,
        Func<Eip1559Transaction, Eip1559Transaction> change
    ) =>
        (
            await Should.ThrowAsync<SigningRefusedException>(() => Account.SignAsync(change(Anchor), default))
        ).Message.ShouldContain(reason);

    [Fact]
    public void A40_A_signer_that_changes_the_transaction_is_caught() =>
        Should
            .Throw<SigningRefusedException>(() => Policy.CheckSigned(Anchor, (Anchor with { Nonce = 4 }).Sign(Key).Raw))
            .Message.ShouldContain("nonce");

    [Fact]
    public void A40_A_signature_by_another_key_is_caught() =>
        Should
            .Throw<SigningRefusedException>(() => Policy.CheckSigned(Anchor, Anchor.Sign(PrivateKey.Generate()).Raw))
            .Message.ShouldContain("signed by");

    [Fact]
    public void A40_Bytes_that_are_no_transaction_are_caught() =>
        Should.Throw<SigningRefusedException>(() => Policy.CheckSigned(Anchor, [2, 1, 0]));
}
