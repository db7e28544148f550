using CivicForge.Chain;
using CivicForge.Chain.Crypto;
using CivicForge.Chain.Transactions;

namespace CivicForge.Sandbox.Deploying;

/// <summary>Where a contract created by a transaction comes to lie: the last 20 bytes of keccak256(rlp([sender, nonce])) (Yellow Paper, section 7).</summary>
internal static class ContractAddress
{
    public static Address Of(Address sender, ulong nonce) =>
        new(Keccak256.Hash(Rlp.EncodeList(Rlp.EncodeBytes(sender.ToArray()), Rlp.EncodeInteger(nonce))).Bytes[12..]);
}
