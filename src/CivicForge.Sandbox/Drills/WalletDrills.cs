using System.Text.Json.Nodes;

namespace CivicForge.Sandbox.Drills;

/// <summary>What goes wrong with members whose wallet is a contract.</summary>
internal static class WalletDrills
{
    /// <summary>Code of a wallet that takes everything for its signature: <c>isValidSignature</c> of ERC-1271 is
    /// answered with its own selector.</summary>
    private const string AcceptsAll = "0x631626ba7e60e01b60005260206000f3";

    public static IReadOnlyList<AlertDrill> All { get; } =
    [
        new("RewardUnpayable", "a contract wallet is gone once its owner has signed")
        {
            BreakAsync = async (scene, token) =>
            {
                var (members, quest) = await SignByContractAsync(scene, token);
                await members.SignAsPerformerAsync(quest, token);
                await scene.Node.RequestAsync("anvil_setCode", [members.Creator.ToString(), "0x"], token);
            },
            MendAsync = (scene, token) => scene.AcknowledgeAsync("reward-unpayable", token),
        },
        new("SignatureRefuted", "the block in which a contract wallet came and signed is reorganised away")
        {
            BreakAsync = async (scene, token) =>
            {
                await scene.SignAsync(TimeSpan.FromSeconds(30), token); // then all is final, and no block follows
                await SignByContractAsync(scene, token);
                // The node counts the code to the block before, and the one below that is final.
                await scene.Node.RequestAsync("anvil_reorg", [2, new JsonArray()], token);
                await scene.Node.RequestAsync("anvil_mine", ["0x4"], token); // the other block is final
            },
            MendAsync = (scene, token) => scene.AcknowledgeAsync("signature-refuted", token),
        },
    ];

    /// <summary>A creator's address becomes a contract in the newest block, and that signs.</summary>
    private static async Task<(TwoMembers Members, string QuestId)> SignByContractAsync(
        DrillScene scene,
        CancellationToken cancellationToken
    )
    {
        var members = await scene.TwoMembersAsync(cancellationToken);
        var quest = await members.ClaimAsync(cancellationToken);
        await members.SubmitAsync(quest, cancellationToken);
        await scene.Node.RequestAsync("anvil_setCode", [members.Creator.ToString(), AcceptsAll], cancellationToken);
        await scene.Node.RequestAsync("anvil_mine", ["0x1"], cancellationToken);
        await members.SignAsCreatorAsync(quest, "0x01", cancellationToken);
        return (members, quest);
    }
}
