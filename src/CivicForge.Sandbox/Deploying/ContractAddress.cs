using CivicForge.Chain;
using Nethereum.Util;

namespace CivicForge.Sandbox.Deploying;

/// <summary>Where a contract created by a transaction comes to lie: the last 20 bytes of keccak256(rlp([sender,
/// nonce])) (Yellow Paper, section 7).</summary>
internal static class ContractAddress
{
    public static Address Of(Address sender, ulong nonce) =>
        Address.Parse(ContractUtils.CalculateContractAddress(sender.ToString(), nonce));
}
