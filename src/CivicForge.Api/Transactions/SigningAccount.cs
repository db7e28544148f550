using CivicForge.Chain;
using CivicForge.Chain.Transactions;

namespace CivicForge.Api.Transactions;

/// <summary>A key with the policy in front of it.</summary>
/// <param name="kind">What it sends, and nothing else.</param>
internal sealed class SigningAccount(ISigner signer, SigningPolicy policy, TransactionKind kind)
{
    public Address Address => signer.Address;

    public TransactionKind Kind => kind;

    /// <inheritdoc cref="ISigner.CheckAsync"/>
    public Task CheckAsync(CancellationToken cancellationToken) => signer.CheckAsync(cancellationToken);

    /// <summary>Checks, has it signed, reads the bytes back and compares them field by field.</summary>
    /// <exception cref="SigningRefusedException">The policy forbids it.</exception>
    /// <exception cref="WrongSignatureException">The signer changed something.</exception>
    /// <exception cref="SignerSilentException">The signer did not sign.</exception>
    public async Task<SignedTransaction> SignAsync(Eip1559Transaction transaction, CancellationToken cancellationToken)
    {
        policy.Check(transaction);
        return policy.CheckSigned(transaction, await signer.SignAsync(transaction, cancellationToken));
    }
}

/// <summary>The two keys of the anchorer's process. The payout key has no role on chain, and a nonce sequence of its
/// own: a stuck claim never delays an anchor.</summary>
internal sealed record SigningAccounts(SigningAccount Anchorer, SigningAccount Payout)
{
    public IEnumerable<SigningAccount> Both => [Anchorer, Payout];
}
