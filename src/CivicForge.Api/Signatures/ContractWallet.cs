using CivicForge.Chain;
using CivicForge.Chain.Contracts;
using CivicForge.Chain.Rpc;

namespace CivicForge.Api.Signatures;

/// <summary>Asks a wallet's contract for its word, through the registry: so that it sees the same caller as in a
/// claim.</summary>
internal static class ContractWallet
{
    /// <summary>Gas that a wallet may use to check a signature (protocol §4).</summary>
    public const ulong GasCap = 3_000_000;

    /// <returns>False also when the call reverts. The registry itself answers for a wallet that fails or uses up its
    /// gas.</returns>
    /// <exception cref="RpcException">The node did not answer: nothing is known.</exception>
    public static async Task<bool> AcceptsAsync(
        AttestationRegistryContract registry,
        Address signer,
        Hash32 digest,
        byte[] signature,
        BlockId block,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await registry.IsSignatureValidAsync(signer, digest, signature, block, GasCap, cancellationToken);
        }
        catch (RpcException e) when (e.Failure == RpcFailure.Reverted)
        {
            return false;
        }
    }
}
