using CivicForge.Chain;

namespace CivicForge.Api.Watching;

/// <summary>The words of alarms; docs/operations-anchorer.md says of each what it means and what to do. Another slice
/// adds its own word here.</summary>
internal static class AlarmKind
{
    public const string ForeignNonce = "foreign-nonce",
        Transaction = "transaction",
        NotSigned = "not-signed",
        SignerSilent = "signer-silent",
        ForeignRoot = "foreign-root",
        DryRun = "dry-run",
        WrongChain = "wrong-chain",
        BeyondFinality = "beyond-finality",
        RelayBudget = "relay-budget",
        SignatureRefuted = "signature-refuted",
        RewardAbandoned = "reward-abandoned",
        RewardUnpayable = "reward-unpayable",
        FeeCeiling = "fee-ceiling",
        KeyEmpty = "key-empty",
        KeyLow = "key-low",
        ChainClock = "chain-clock",
        JobFailing = "job-failing",
        SelfDealing = "self-dealing",
        Promise = "promise",
        Storage = "storage",
        Restored = "restored";

    public static readonly string[] All =
    [
        ForeignNonce,
        Transaction,
        NotSigned,
        SignerSilent,
        ForeignRoot,
        DryRun,
        WrongChain,
        BeyondFinality,
        RelayBudget,
        SignatureRefuted,
        RewardAbandoned,
        RewardUnpayable,
        FeeCeiling,
        KeyEmpty,
        KeyLow,
        ChainClock,
        JobFailing,
        SelfDealing,
        Promise,
        Storage,
        Restored,
    ];

    /// <summary>The subject of <see cref="Restored"/> that says up to where a key had spent its nonces when the
    /// database was restored.</summary>
    public static string SpentNonces(Address account, long last) => $"nonces:{account}:{last}";

    /// <summary>Things that happened once and do not end by themselves: acknowledging them ends them, and when it
    /// happens again there is a new one.</summary>
    public static readonly string[] Events =
    [
        ForeignNonce,
        SignatureRefuted,
        BeyondFinality,
        RewardAbandoned,
        RewardUnpayable,
        Restored,
    ];
}
