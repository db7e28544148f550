using CivicForge.Chain;
using CivicForge.Chain.Crypto;
using CivicForge.Chain.Rpc;
using CivicForge.Chain.Web3.Contracts.AttestationRegistry;
using CivicForge.Chain.Web3.Rpc;

namespace CivicForge.Api.KeyFiles;

/// <summary>How the registry comes to know a new key: what its admin calls, in order, and when that has taken
/// effect.</summary>
/// <param name="Steps">For people, with the call data.</param>
/// <param name="Done">What to do then.</param>
internal sealed record Handover(
    IReadOnlyList<string> Steps,
    string Done,
    Func<EthClient, Address, CancellationToken, Task<bool>> IsDoneAsync
)
{
    private static readonly Hash32 AnchorerRole = Keccak256.Hash("ANCHORER"u8);

    /// <summary>Null for a key that no contract knows.</summary>
    /// <param name="old">The key that is replaced, when it is known.</param>
    public static Handover? Of(string name, Address key, Address? old) =>
        name switch
        {
            KeyName.Receipt => new(
                ["The registry's admin calls setReceiptKey:", Call(new SetReceiptKeyFunction(key).CallData())],
                "The registry names the new key. Set Keys:Receipt to its file and restart every api process.",
                async (node, registry, cancellationToken) =>
                    Chain.Address.Parse(
                        (
                            await new ContractCalls(node).QueryAsync<ReceiptKeyFunction, ReceiptKeyOutput>(
                                registry,
                                new(),
                                BlockId.Finalized,
                                cancellationToken
                            )
                        ).Value
                    ) == key
            ),
            KeyName.Anchorer => new(
                [
                    "The registry's admin calls grantRole:",
                    Call(new GrantRoleFunction(AnchorerRole, key).CallData()),
                    "and, once the old key's last transaction is final, revokeRole:",
                    old is { } last
                        ? Call(new RevokeRoleFunction(AnchorerRole, last).CallData())
                        : "  (name the old address with --old to see the call data)",
                ],
                "The new key may anchor. Send it coins, set Keys:Anchorer to its file and restart the anchorer.",
                async (node, registry, cancellationToken) =>
                    (
                        await new ContractCalls(node).QueryAsync<HasRoleFunction, HasRoleOutput>(
                            registry,
                            new HasRoleFunction(AnchorerRole, key),
                            BlockId.Finalized,
                            cancellationToken
                        )
                    ).Value
            ),
            _ => null,
        };

    private static string Call(byte[] data) => $"  {Hex.Encode(data)}";
}
