using CivicForge.Sandbox.Ethereum;
using CivicForge.Sandbox.Processes;

namespace CivicForge.Sandbox.Drills;

/// <summary>What goes wrong with the anchorer's keys and rights.</summary>
internal static class KeyDrills
{
    // The first four bytes of keccak256("pause()") and of keccak256("unpause()").
    private const string Pause = "0x8456cb59",
        Unpause = "0x3f4ba83a",
        Nothing = "0x1";

    public static IReadOnlyList<AlertDrill> All { get; } =
    [
        new("DryRunReverts", "the guardian pauses the registry, and a pair is signed")
        {
            BreakAsync = async (scene, token) =>
            {
                await scene.SendAsync(DevelopmentAccounts.Operator, Registry(scene), Pause, token);
                await scene.SignAsync(TimeSpan.FromSeconds(1), token);
            },
            MendAsync = (scene, token) =>
                scene.SendAsync(DevelopmentAccounts.Deployer, Registry(scene), Unpause, token),
        },
        new("KeyEmpty", "the account that pays rewards is empty, and a pair is signed")
        {
            BreakAsync = async (scene, token) =>
            {
                await scene.SignAsync(TimeSpan.FromSeconds(30), token); // its account is known by what it paid
                await SetPayoutBalanceAsync(scene, Nothing, token);
                await scene.SignAsync(TimeSpan.FromSeconds(1), token);
            },
            MendAsync = (scene, token) => SetPayoutBalanceAsync(scene, "0x21e19e0c9bab2400000", token),
        },
        new("ForeignNonce", "somebody else sends a transaction with the anchorer's key")
        {
            BreakAsync = async (scene, token) =>
            {
                await scene.SignAsync(TimeSpan.FromSeconds(30), token); // before its first one a key may have a history
                await scene.SendAsync(DevelopmentAccounts.Anchorer, DevelopmentAccounts.Anchorer.Address, "0x", token);
                await scene.Node.RequestAsync("anvil_mine", ["0x4"], token); // it is final
                await scene.SignAsync(TimeSpan.FromSeconds(1), token);
            },
            MendAsync = (scene, token) => scene.AcknowledgeAsync("foreign-nonce", token),
        },
        new("SignerSilent", "the key is with a remote signer, and nobody answers there")
        {
            BreakAsync = (scene, token) =>
                scene.Sandbox.Anchorer.RestartAsync(
                    new Dictionary<string, string?>
                    {
                        ["Keys__Anchorer"] = DevelopmentAccounts.Anchorer.Address,
                        ["Keys__RemoteSigner__Url"] = $"http://127.0.0.1:{Ports.Free()}",
                    },
                    token
                ),
            MendAsync = (scene, token) => scene.Sandbox.Anchorer.RestartAsync(token),
        },
    ];

    private static string Registry(DrillScene scene) => scene.Sandbox.Deployment.Registry.ToString();

    private static async Task SetPayoutBalanceAsync(
        DrillScene scene,
        string wei,
        CancellationToken cancellationToken
    ) =>
        await scene.Node.RequestAsync(
            "anvil_setBalance",
            [
                await scene.TextAsync(
                    "SELECT '0x' || encode(sender, 'hex') FROM civic.transactions WHERE kind = 'claim' LIMIT 1",
                    cancellationToken
                ),
                wei,
            ],
            cancellationToken
        );
}
