using CivicForge.Chain.Contracts;
using CivicForge.Chain.Crypto;
using CivicForge.Chain.Rpc;
using CivicForge.Sandbox.Ethereum;

namespace CivicForge.Sandbox.Drills;

/// <summary>What goes wrong between the anchorer and its chain. Each leaves a stored alarm, which an operator
/// acknowledges where it does not end by itself.</summary>
internal static class ChainDrills
{
    public static IReadOnlyList<AlertDrill> All { get; } =
    [
        new("NotSigned", "a pair is signed while the anchorer's account is empty")
        {
            BreakAsync = async (scene, token) =>
            {
                await SetBalanceAsync(scene, "0x1", token);
                await scene.SignAsync(TimeSpan.FromSeconds(1), token);
            },
            MendAsync = (scene, token) => SetBalanceAsync(scene, "0x21e19e0c9bab2400000", token),
        },
        new("FeeCeiling", "a pair is signed while blocks cost 300 gwei")
        {
            BreakAsync = async (scene, token) =>
            {
                await SetFeeAsync(scene, "0x45d964b800", token);
                await scene.SignAsync(TimeSpan.FromSeconds(1), token);
            },
            PressAsync = (scene, token) => SetFeeAsync(scene, "0x45d964b800", token),
            MendAsync = (scene, token) => SetFeeAsync(scene, "0x3b9aca00", token),
        },
        new("RewardsAbandoned", "the contract that pays points fails at every claim")
        {
            BreakAsync = async (scene, token) =>
            {
                await SetReputationCodeAsync(scene, "0xfe", token);
                await scene.SignAsync(TimeSpan.FromSeconds(30), token);
            },
            MendAsync = async (scene, token) =>
            {
                await SetReputationCodeAsync(scene, null, token);
                await scene.AcknowledgeAsync("reward-abandoned", token);
            },
        },
        new("ForeignRoot", "somebody else anchors a root with the anchorer's key")
        {
            BreakAsync = async (scene, token) =>
            {
                var registry = new AttestationRegistryContract(scene.Node, scene.Sandbox.Deployment.Registry);
                var batch = await registry.BatchCountAsync(BlockId.Latest, token) + 1;
                var root = Keccak256.Hash("not ours"u8);
                var call = AttestationRegistryContract.Anchor.Encode(batch, root, 1u);
                await scene.SendAsync(
                    DevelopmentAccounts.Anchorer,
                    registry.Address.ToString(),
                    "0x" + Convert.ToHexStringLower(call),
                    token
                );
                await scene.SignAsync(TimeSpan.FromSeconds(1), token); // the registry is read to anchor
            },
            // nobody of ours waits for its finality
            PressAsync = (scene, token) => scene.Node.RequestAsync("anvil_mine", ["0x1"], token),
            MendAsync = async (scene, token) =>
            {
                await scene.ResumeAsync(token);
                await scene.SignAsync(TimeSpan.FromSeconds(30), token); // the key's nonces are looked at
                await scene.AcknowledgeAsync("foreign-nonce", token);
            },
        },
        new("TransactionStuck", "a pair is signed, and the node makes no blocks")
        {
            BreakAsync = async (scene, token) =>
            {
                await scene.SignAsync(TimeSpan.FromSeconds(30), token); // then all is final, and no block follows
                await scene.Node.RequestAsync("evm_setAutomine", [false], token);
                await scene.SignAsync(TimeSpan.FromSeconds(1), token);
            },
            MendAsync = async (scene, token) =>
            {
                await scene.Node.RequestAsync("evm_setAutomine", [true], token);
                await scene.Node.RequestAsync("anvil_mine", ["0x1"], token);
            },
        },
        new("BeyondFinality", "a final batch is remembered that the registry does not have, and a pair is signed")
        {
            BreakAsync = async (scene, token) =>
            {
                await scene.SqlAsync(
                    """
                    INSERT INTO civic.registry_batches (batch_id, root, read_at, read_at_block, acknowledged_at, fence)
                    SELECT 1000000, sha256('drill'), clock_timestamp(), finalized_number, clock_timestamp(), 1
                    FROM chain.cursors
                    """,
                    token
                );
                await scene.SignAsync(TimeSpan.FromSeconds(1), token);
            },
            MendAsync = async (scene, token) =>
            {
                await scene.SqlAsync("DELETE FROM civic.registry_batches WHERE batch_id = 1000000", token);
                await scene.ResumeAsync(token);
                await scene.AcknowledgeAsync("beyond-finality", token);
            },
        },
    ];

    /// <summary>Of the anchorer's account.</summary>
    internal static Task SetBalanceAsync(DrillScene scene, string wei, CancellationToken cancellationToken) =>
        scene.Node.RequestAsync("anvil_setBalance", [DevelopmentAccounts.Anchorer.Address, wei], cancellationToken);

    private static async Task SetFeeAsync(DrillScene scene, string wei, CancellationToken cancellationToken)
    {
        await scene.Node.RequestAsync("anvil_setNextBlockBaseFeePerGas", [wei], cancellationToken);
        await scene.Node.RequestAsync("anvil_mine", ["0x1"], cancellationToken);
    }

    /// <param name="code">Null: what it was before.</param>
    private static async Task SetReputationCodeAsync(DrillScene scene, string? code, CancellationToken token)
    {
        var contract = scene.Sandbox.Deployment.Reputation;
        scene.ReputationCode ??=
            "0x" + Convert.ToHexStringLower(await scene.Node.GetCodeAsync(contract, BlockId.Latest, token));
        await scene.Node.RequestAsync("anvil_setCode", [contract.ToString(), code ?? scene.ReputationCode], token);
    }
}
