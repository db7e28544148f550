using CivicForge.Chain;
using CivicForge.Chain.Transactions;

namespace CivicForge.Api.Transactions;

/// <summary>Whoever has a key: this process, or a program elsewhere. It is asked and not trusted:
/// <see cref="SigningPolicy"/> stands before it, and reads what it gives back.</summary>
internal interface ISigner
{
    Address Address { get; }

    /// <summary>Whether it would sign now. Asked before a nonce is reserved, so that a signer that is away for long
    /// leaves no row for each try.</summary>
    /// <exception cref="SignerSilentException">It would not.</exception>
    Task CheckAsync(CancellationToken cancellationToken);

    /// <summary>Raw bytes, as the signer gives them.</summary>
    /// <exception cref="SignerSilentException">It gave none. Nothing was signed, as far as we know.</exception>
    Task<byte[]> SignAsync(Eip1559Transaction transaction, CancellationToken cancellationToken);
}

/// <summary>The signer does not sign now: it is away, busy or refuses. What it was to sign waits, and it is asked
/// again.</summary>
internal sealed class SignerSilentException(string message, Exception? inner = null) : Exception(message, inner);
