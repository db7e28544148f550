using CivicForge.Chain;
using CivicForge.Chain.Crypto;
using CivicForge.Chain.Transactions;
using CivicForge.Chain.Web3.Transactions;

namespace CivicForge.Api.Transactions;

/// <summary>A key with the policy in front of it.</summary>
internal sealed class SigningAccount(PrivateKey key, SigningPolicy policy)
{
    public Address Address => key.Address;

    /// <summary>Checks, signs, reads the bytes back and compares them field by field.</summary>
    /// <exception cref="SigningRefusedException">The policy forbids it, or the signer changed something.</exception>
    public SignedTransaction Sign(Eip1559Transaction transaction)
    {
        policy.Check(transaction);
        return policy.CheckSigned(transaction, transaction.Encode(key));
    }
}

/// <summary>The two keys of the anchorer's process. The payout key has no role on chain, and a nonce sequence of its
/// own: a stuck claim never delays an anchor.</summary>
internal sealed record SigningAccounts(SigningAccount Anchorer, SigningAccount Payout);
