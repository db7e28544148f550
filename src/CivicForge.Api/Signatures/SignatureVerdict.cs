using CivicForge.Api.Http.Problems;
using CivicForge.Chain;

namespace CivicForge.Api.Signatures;

/// <summary>What a check found: valid, invalid with the reason, or – the node being silent – nothing.</summary>
internal abstract record SignatureVerdict
{
    /// <param name="Signature">As it is stored and hashed: ECDSA normalised to 65 bytes with v 27/28, contract
    /// signatures unchanged.</param>
    /// <param name="ValidAt">The block whose state said so; null for ECDSA, which needs none.</param>
    public sealed record Valid(SignatureKind Kind, byte[] Signature, BlockRef? ValidAt) : SignatureVerdict;

    /// <param name="Code"><c>signature-invalid</c>, <c>signature-malleable</c>, <c>signer-mismatch</c> or
    /// <c>wallet-not-deployed</c>.</param>
    public sealed record Invalid(ErrorCode Code, string Reason) : SignatureVerdict;

    public sealed record Inconclusive(string Reason) : SignatureVerdict;
}

/// <summary>A block by number and hash.</summary>
internal readonly record struct BlockRef(long Number, Hash32 Hash);
