using CivicForge.Chain;
using CivicForge.Chain.Crypto;
using CivicForge.Chain.Rpc;
using CivicForge.Chain.Web3.Contracts.AttestationRegistry;
using CivicForge.Chain.Web3.Rpc;

namespace CivicForge.Api.KeyFiles;

/// <summary>One step of replacing a key: what a person does, and when the chain shows that it is done.</summary>
/// <param name="Lines">For people, with the call data.</param>
/// <param name="WaitsFor">What the chain has to show, after "Waiting until".</param>
/// <param name="Done">What to do then.</param>
internal sealed record HandoverStep(
    IReadOnlyList<string> Lines,
    string WaitsFor,
    string Done,
    Func<EthClient, Address, CancellationToken, Task<bool>> IsDoneAsync
);

/// <summary>How a key is replaced, in order. A contract that knows it is told by its admin, whose key is never
/// needed here.</summary>
internal static class Handover
{
    private static readonly Hash32 AnchorerRole = Keccak256.Hash("ANCHORER"u8);

    /// <param name="old">The key that is replaced, when it is known.</param>
    public static IReadOnlyList<HandoverStep> Of(string name, Address key, Address? old) =>
        (name, old) switch
        {
            (KeyName.Receipt, _) => [Receipt(key)],
            (KeyName.Anchorer, { } last) => [Grant(key), TakeOver(key, last), Revoke(last)],
            (KeyName.Anchorer, null) => [Grant(key)],
            (KeyName.Payout, { } last) => [TakeOver(key, last)],
            _ => [],
        };

    private static HandoverStep Receipt(Address key) =>
        new(
            ["The registry's admin calls setReceiptKey:", Call(new SetReceiptKeyFunction(key).CallData())],
            "the finalized chain shows it",
            "The registry names the new key. Set Keys:Receipt to its file and restart every api process.",
            async (node, registry, cancellationToken) =>
                Address.Parse(
                    (
                        await new ContractCalls(node).QueryAsync<ReceiptKeyFunction, ReceiptKeyOutput>(
                            registry,
                            new(),
                            BlockId.Finalized,
                            cancellationToken
                        )
                    ).Value
                ) == key
        );

    private static HandoverStep Grant(Address key) =>
        new(
            ["The registry's admin calls grantRole:", Call(new GrantRoleFunction(AnchorerRole, key).CallData())],
            "the finalized chain shows it",
            "The new key may anchor. Send it coins, set Keys:Anchorer to its file and restart the anchorer.",
            (node, registry, cancellationToken) => MayAnchorAsync(node, registry, key, cancellationToken)
        );

    /// <summary>What the old key sent last must be over before it loses its role or its coins, or it reverts.</summary>
    private static HandoverStep TakeOver(Address key, Address old) =>
        new(
            [$"Then {old} sends nothing any more; what it sent last becomes final."],
            "the new key's first transaction is final, and the old key has none on its way",
            $"{old} has nothing on its way.",
            async (node, _, cancellationToken) =>
                await NonceAsync(node, key, BlockId.Finalized, cancellationToken) > 0
                && await NonceAsync(node, old, BlockId.Pending, cancellationToken)
                    == await NonceAsync(node, old, BlockId.Finalized, cancellationToken)
        );

    private static HandoverStep Revoke(Address old) =>
        new(
            [
                "Only then the registry's admin calls revokeRole:",
                Call(new RevokeRoleFunction(AnchorerRole, old).CallData()),
            ],
            "the finalized chain shows it",
            $"{old} may not anchor any more.",
            async (node, registry, cancellationToken) => !await MayAnchorAsync(node, registry, old, cancellationToken)
        );

    private static async Task<bool> MayAnchorAsync(
        EthClient node,
        Address registry,
        Address key,
        CancellationToken cancellationToken
    ) =>
        (
            await new ContractCalls(node).QueryAsync<HasRoleFunction, HasRoleOutput>(
                registry,
                new HasRoleFunction(AnchorerRole, key),
                BlockId.Finalized,
                cancellationToken
            )
        ).Value;

    private static Task<ulong> NonceAsync(
        EthClient node,
        Address key,
        BlockId block,
        CancellationToken cancellationToken
    ) => node.GetTransactionCountAsync(key, block, cancellationToken);

    private static string Call(byte[] data) => $"  {Hex.Encode(data)}";
}
