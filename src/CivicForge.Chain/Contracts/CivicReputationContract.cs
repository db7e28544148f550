using System.Numerics;
using CivicForge.Chain.Abi;
using CivicForge.Chain.Rpc;

namespace CivicForge.Chain.Contracts;

/// <summary>Views of CivicReputation (protocol §7). Points are whole numbers.</summary>
public sealed class CivicReputationContract(EthClient client, Address address)
{
    public static readonly AbiFunction BalanceOf = new("balanceOf(address)", "uint256");
    public static readonly AbiFunction XpOf = new("xpOf(address)", "uint256");
    public static readonly AbiFunction TotalSupply = new("totalSupply()", "uint256");

    public Address Address => address;

    public Task<BigInteger> BalanceOfAsync(Address account, BlockId block, CancellationToken cancellationToken) =>
        CallAsync(BalanceOf, block, cancellationToken, account);

    public Task<BigInteger> XpOfAsync(Address account, BlockId block, CancellationToken cancellationToken) =>
        CallAsync(XpOf, block, cancellationToken, account);

    public Task<BigInteger> TotalSupplyAsync(BlockId block, CancellationToken cancellationToken) =>
        CallAsync(TotalSupply, block, cancellationToken);

    private async Task<BigInteger> CallAsync(
        AbiFunction function,
        BlockId block,
        CancellationToken cancellationToken,
        params object[] arguments
    ) =>
        (BigInteger)
            ContractResult.Decode(
                function,
                await client
                    .CallAsync(new CallRequest(address, function.Encode(arguments)), block, cancellationToken)
                    .ConfigureAwait(false),
                address
            )[0];
}
