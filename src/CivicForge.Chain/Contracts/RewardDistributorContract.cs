using CivicForge.Chain.Abi;
using CivicForge.Chain.Protocol;
using CivicForge.Chain.Rpc;

namespace CivicForge.Chain.Contracts;

/// <summary>One claim: a completed pair, where it is anchored, and the terms that both wallets signed.</summary>
public sealed record RewardClaim(
    ulong BatchId,
    CompletedQuest Completed,
    IReadOnlyList<Hash32> Proof,
    SignedTerms Terms
);

/// <summary>Views of RewardDistributor (protocol §7).</summary>
public sealed class RewardDistributorContract(EthClient client, Address address)
{
    private const string Completed = CompletedQuestAbi.Completed;
    private const string Terms = CompletedQuestAbi.Terms;

    /// <summary>Read back from what was signed, as <see cref="ClaimMany"/>; whoever sends one encodes it with
    /// CivicForge.Chain.Web3.</summary>
    public static readonly AbiFunction Claim = new($"claim(uint64,{Completed},bytes32[],{Terms})");
    public static readonly AbiFunction ClaimMany = new($"claimMany((uint64,{Completed},bytes32[],{Terms})[])");
    public static readonly AbiFunction Claimed = new("claimed(address,bytes16)", "bool");
    public static readonly AbiFunction Reputation = new("reputation()", "address");

    public EthClient Client => client;
    public Address Address => address;

    public async Task<bool> ClaimedAsync(
        Address creator,
        Guid questId,
        BlockId block,
        CancellationToken cancellationToken
    ) => (bool)(await CallAsync(Claimed, block, cancellationToken, creator, questId).ConfigureAwait(false))[0];

    /// <summary>The address of CivicReputation, which the distributor made.</summary>
    public async Task<Address> ReputationAsync(BlockId block, CancellationToken cancellationToken) =>
        (Address)(await CallAsync(Reputation, block, cancellationToken).ConfigureAwait(false))[0];

    private async Task<object[]> CallAsync(
        AbiFunction function,
        BlockId block,
        CancellationToken cancellationToken,
        params object[] arguments
    ) =>
        ContractResult.Decode(
            function,
            await client
                .CallAsync(new CallRequest(address, function.Encode(arguments)), block, cancellationToken)
                .ConfigureAwait(false),
            address
        );
}
