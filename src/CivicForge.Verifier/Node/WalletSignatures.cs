using CivicForge.Chain;
using CivicForge.Chain.Abi;
using CivicForge.Chain.Contracts;
using CivicForge.Chain.Rpc;

namespace CivicForge.Verifier.Node;

/// <summary>Whether a contract wallet accepts a signature (protocol §4, steps 2 and 3), asked at one block.</summary>
internal static class WalletSignatures
{
    /// <summary>Bounds what a hostile wallet can burn.</summary>
    private const ulong GasCap = 3_000_000;

    private static readonly IReadOnlyList<AbiType> ValidatorArguments = AbiType.ParseList("address,bytes32,bytes");

    /// <summary>ERC-1271 through the registry, so that the wallet sees the same caller as in a claim; an ERC-6492
    /// signature also deployless.</summary>
    /// <returns>Null when the registry is not there at this block, so that it can't be asked.</returns>
    /// <exception cref="RpcException">The node gave no answer.</exception>
    internal static async Task<bool?> AcceptsAsync(
        PatientNode node,
        Address registry,
        Address wallet,
        Hash32 digest,
        SignedStatement statement,
        BlockReference block
    )
    {
        var data = await CallAsync(
                node,
                registry,
                AttestationRegistryContract.IsSignatureValid.Encode(wallet, digest, statement.Signature),
                block
            )
            .ConfigureAwait(false);
        if (IsTrue(data))
        {
            return true;
        }
        if (statement.Kind == "erc6492")
        {
            return IsTrue(
                await DeploylessAsync(node, wallet, digest, statement.Signature, block).ConfigureAwait(false)
            );
        }
        return data is { Length: 0 } ? null : false;
    }

    /// <summary>ERC-6492's reference validator, run as creation code: it deploys the wallet, asks it, and nothing of
    /// that is kept.</summary>
    private static Task<byte[]?> DeploylessAsync(
        PatientNode node,
        Address wallet,
        Hash32 digest,
        byte[] signature,
        BlockReference block
    )
    {
        byte[] creation =
        [
            .. Erc6492Validator.Creation,
            .. AbiEncoder.Encode(ValidatorArguments, wallet, digest, signature),
        ];
        return CallAsync(node, null, creation, block);
    }

    /// <returns>Null when the call reverted: a hostile wallet's way to say no.</returns>
    private static async Task<byte[]?> CallAsync(PatientNode node, Address? to, byte[] data, BlockReference block)
    {
        try
        {
            return await node.CallAsync(to, data, block, GasCap).ConfigureAwait(false);
        }
        catch (RpcException e) when (e.Failure == RpcFailure.Reverted)
        {
            return null;
        }
    }

    /// <summary>The registry answers with an ABI bool, the validator with one byte.</summary>
    private static bool IsTrue(byte[]? data) =>
        data is { Length: > 0 } && data[^1] == 1 && !data.AsSpan(0, data.Length - 1).ContainsAnyExcept((byte)0);
}
