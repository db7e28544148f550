namespace CivicForge.Sandbox.Ethereum;

/// <summary>
/// The accounts of a local chain, from the mnemonic every Ethereum tool knows (path m/44'/60'/0'/0/n). They hold 10,000
/// ETH there. Their keys are public: they MUST NOT be used anywhere else.
/// </summary>
public static class DevelopmentAccounts
{
    /// <summary>The chain id of local chains.</summary>
    public const long ChainId = 31337;

    /// <summary>The mnemonic.</summary>
    public const string Mnemonic = "test test test test test test test test test test test junk";

    /// <summary>Deploys the contracts and is their admin.</summary>
    public static DevelopmentAccount Deployer { get; } =
        new(
            0,
            "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266",
            "0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80"
        );

    /// <summary>Anchors batches.</summary>
    public static DevelopmentAccount Anchorer { get; } =
        new(
            1,
            "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
            "0x59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d"
        );

    /// <summary>A wallet to create quests with.</summary>
    public static DevelopmentAccount Creator { get; } =
        new(
            2,
            "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC",
            "0x5de4111afa1a4b94908f83103eb1f1706367c2e68ca870fc3fb9a804cdab365a"
        );

    /// <summary>A wallet to do them with.</summary>
    public static DevelopmentAccount Performer { get; } =
        new(
            3,
            "0x90F79bf6EB2c4f870365E785982E1f101E93b906",
            "0x7c852118294e51e653712a81e05800f419141751be58f605c371e15141b007a6"
        );

    /// <summary>Operator of the service and guardian of the contracts.</summary>
    public static DevelopmentAccount Operator { get; } =
        new(
            4,
            "0x15d34AAf54267DB7D7c367839AAf71A00a2C6A65",
            "0x47e179ec197488593b187f80a00eb0da91f1b9d0b13f8733639f19c30a34926a"
        );

    /// <summary>All five; accounts 5 to 9 of the mnemonic stay free.</summary>
    public static IReadOnlyList<DevelopmentAccount> All { get; } = [Deployer, Anchorer, Creator, Performer, Operator];
}

/// <summary>A funded account of a local chain.</summary>
/// <param name="Index">Its place in the mnemonic.</param>
/// <param name="Address">EIP-55 text.</param>
/// <param name="PrivateKey">0x and 64 hex digits. Public knowledge.</param>
public sealed record DevelopmentAccount(int Index, string Address, string PrivateKey);
