using CivicForge.Api.Http.Problems;
using CivicForge.Chain;
using CivicForge.Chain.Contracts;
using CivicForge.Chain.Crypto;
using CivicForge.Chain.Rpc;

namespace CivicForge.Api.Signatures;

/// <summary>Protocol §4, in its order: ECDSA needs no node; the ERC-6492 suffix and accounts with code are asked
/// through the registry's <c>isSignatureValid</c>, so that a wallet sees the same caller as in a claim. A node that
/// does not answer makes the result inconclusive, never invalid.</summary>
internal sealed partial class SignatureCheck(
    EthClient client,
    AttestationRegistryContract registry,
    ILogger<SignatureCheck> logger
)
{
    /// <summary>Longest contract signature, in bytes.</summary>
    public const int MaxSize = 16 * 1024;

    private static ReadOnlySpan<byte> Erc6492Suffix =>
        [
            0x64,
            0x92,
            0x64,
            0x92,
            0x64,
            0x92,
            0x64,
            0x92,
            0x64,
            0x92,
            0x64,
            0x92,
            0x64,
            0x92,
            0x64,
            0x92,
            0x64,
            0x92,
            0x64,
            0x92,
            0x64,
            0x92,
            0x64,
            0x92,
            0x64,
            0x92,
            0x64,
            0x92,
            0x64,
            0x92,
            0x64,
            0x92,
        ];

    /// <summary>Whether a signature is a key's, as all but contract wallets sign: what <see cref="Recovers"/> can check
    /// without a node.</summary>
    public static bool TryParse(string text, out EcdsaSignature signature)
    {
        signature = default;
        return text.Length is 2 * (EcdsaSignature.Size + 1) or 2 * EcdsaSignature.Size
            && Hex.IsCanonical(text)
            && Hex.TryDecode(text, out var bytes)
            && EcdsaSignature.TryParse(bytes, out signature, out _);
    }

    /// <returns>Null when it is not the signer's key that signed.</returns>
    public static SignatureVerdict.Valid? Recovers(Address signer, Hash32 digest, EcdsaSignature signature) =>
        !signer.IsZero && Secp256k1.Recover(digest, signature) == signer
            ? new SignatureVerdict.Valid(SignatureKind.Ecdsa, signature.ToBytes(), null)
            : null;

    /// <param name="text">The signature as sent: <c>0x</c> and an even number of lower-case hex digits.</param>
    public async ValueTask<SignatureVerdict> VerifyAsync(
        Address signer,
        Hash32 digest,
        string text,
        CancellationToken cancellationToken
    )
    {
        if (!Hex.IsCanonical(text) || !Hex.TryDecode(text, out var signature))
        {
            return Malformed("it is not 0x and an even number of lower-case hex digits");
        }
        if (signature.Length > MaxSize)
        {
            return Malformed($"it has {signature.Length} bytes, at most {MaxSize} are taken");
        }
        var parsed = EcdsaSignature.TryParse(signature, out var ecdsa, out var fault);
        if (parsed && Recovers(signer, digest, ecdsa) is { } valid)
        {
            return valid;
        }
        if (fault == SignatureFault.HighS && Secp256k1.Recover(digest, ecdsa) == signer)
        {
            return new SignatureVerdict.Invalid(ErrorCodes.SignatureMalleable, "s is above half the group order.");
        }
        return await AskContractAsync(signer, digest, signature, fault, cancellationToken);
    }

    private async Task<SignatureVerdict> AskContractAsync(
        Address signer,
        Hash32 digest,
        byte[] signature,
        SignatureFault fault,
        CancellationToken cancellationToken
    )
    {
        var isErc6492 = signature.AsSpan().EndsWith(Erc6492Suffix);
        try
        {
            var block = await client.GetBlockAsync(BlockId.Latest, cancellationToken);
            if (block is null)
            {
                return new SignatureVerdict.Inconclusive("the node has no latest block");
            }
            var at = BlockId.Hash(block.Hash);
            var hasCode = (await client.GetCodeAsync(signer, at, cancellationToken)).Length > 0;
            if (!hasCode && isErc6492)
            {
                return new SignatureVerdict.Invalid(
                    ErrorCodes.WalletNotDeployed,
                    $"{signer} has no code on this chain."
                );
            }
            if (!hasCode)
            {
                return Refuse(fault, signer);
            }
            if (
                !await registry.IsSignatureValidAsync(
                    signer,
                    digest,
                    signature,
                    at,
                    ContractWallet.GasCap,
                    cancellationToken
                )
            )
            {
                return new SignatureVerdict.Invalid(
                    ErrorCodes.SignerMismatch,
                    $"The wallet contract {signer} does not accept it for these data."
                );
            }
            return new SignatureVerdict.Valid(
                isErc6492 ? SignatureKind.Erc6492 : SignatureKind.Erc1271,
                signature,
                new BlockRef((long)block.Number, block.Hash)
            );
        }
        catch (RpcException exception) when (exception.Failure == RpcFailure.Reverted)
        {
            return new SignatureVerdict.Invalid(
                ErrorCodes.SignerMismatch,
                $"The wallet contract {signer} failed while checking it."
            );
        }
        catch (RpcException exception)
        {
            LogInconclusive(logger, signer, exception.Failure, exception);
            return new SignatureVerdict.Inconclusive("the chain node does not answer");
        }
    }

    private static SignatureVerdict.Invalid Refuse(SignatureFault fault, Address signer) =>
        fault switch
        {
            SignatureFault.None or SignatureFault.HighS => new(
                ErrorCodes.SignerMismatch,
                $"It does not recover to {signer} over these data."
            ),
            SignatureFault.Length => Malformed("it has neither 65 nor 64 bytes, and the account is not a contract"),
            SignatureFault.RecoveryId => Malformed("its v is none of 0, 1, 27, 28"),
            _ => Malformed("its r or s is out of range"),
        };

    private static SignatureVerdict.Invalid Malformed(string reason) =>
        new(ErrorCodes.SignatureInvalid, $"The signature is refused: {reason}.");

    [LoggerMessage(10, LogLevel.Warning, "A contract signature of {Signer} could not be checked: {Failure}")]
    private static partial void LogInconclusive(
        ILogger logger,
        Address signer,
        RpcFailure failure,
        Exception exception
    );
}
