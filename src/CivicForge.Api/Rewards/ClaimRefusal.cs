using CivicForge.Chain;
using CivicForge.Chain.Rpc;
using CivicForge.Chain.Web3.Contracts;
using CivicForge.Chain.Web3.Contracts.RewardDistributor;

namespace CivicForge.Api.Rewards;

/// <summary>What a chain's refusal of a claim means. Pure.</summary>
internal static class ClaimRefusal
{
    /// <summary>The candidate that the chain's error names; of a single one, that one.</summary>
    public static ClaimCandidate? Culprit(RpcException refusal, IReadOnlyList<ClaimCandidate> group) =>
        group.FirstOrDefault(p =>
            (refusal.RevertData ?? []).AsSpan().IndexOf(QuestId.ToBytes16(p.Completed.QuestId)) >= 0
        ) ?? (group.Count == 1 ? group[0] : null);

    /// <summary>Why trying again does not help until a person has looked; null when it may.</summary>
    public static string? ForGood(RpcException refusal, ClaimCandidate candidate, long maxGas)
    {
        if (candidate.IsContractSigned && ContractErrors.Decode(refusal.RevertData ?? []) is NotSignedError)
        {
            return $"A contract wallet does not accept its signature in our claim, which may use {maxGas} gas.";
        }
        return IsAboutGas(refusal)
            ? $"The claim needs more than the {maxGas} gas that a claim may use: {Text(refusal)}"
            : null;
    }

    public static string Text(RpcException refusal) =>
        refusal.RevertData is { Length: > 0 } data
            ? $"{refusal.Message} {ContractErrors.Describe(data)}"
            : refusal.Message;

    /// <summary>How nodes say that the limit does not suffice: "out of gas", "gas required exceeds allowance",
    /// "intrinsic gas too low", "gas floor".</summary>
    private static bool IsAboutGas(RpcException refusal) =>
        refusal.RevertData is not { Length: > 0 }
        && (
            Says(refusal, "out of gas")
            || Says(refusal, "OutOfGas")
            || Says(refusal, "gas required exceeds")
            || Says(refusal, "intrinsic gas")
            || Says(refusal, "gas floor")
            || Says(refusal, "floor data gas")
        );

    private static bool Says(RpcException refusal, string words) =>
        refusal.Message.Contains(words, StringComparison.OrdinalIgnoreCase);
}
