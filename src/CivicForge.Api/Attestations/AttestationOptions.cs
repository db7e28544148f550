using System.Globalization;
using CivicForge.Api.Hosting;
using CivicForge.Chain;
using CivicForge.Chain.Crypto;
using CivicForge.Chain.Protocol;
using CivicForge.Chain.TypedData;
using CivicForge.Hosting;

namespace CivicForge.Api.Attestations;

/// <summary>The EIP-712 domain of everything signed here, and the promise published in the well-known
/// document.</summary>
/// <param name="AnchorWithinSeconds">Seconds after completion within which a pair is anchored
/// (<c>Anchoring:AnchorWithin</c>, default 3600).</param>
internal sealed record AttestationOptions(TypedDataDomain Domain, int AnchorWithinSeconds)
{
    public static AttestationOptions Read(IConfiguration configuration, ChainOptions chain)
    {
        var text = configuration["Anchoring:AnchorWithin"] is { Length: > 0 } given ? given : "3600";
        return
            int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            && seconds is >= 1 and <= 30 * 86400
            ? new AttestationOptions(CivicDomain.Create((ulong)chain.Id, chain.Registry), seconds)
            : throw new ConfigurationException(
                $"Anchoring:AnchorWithin is '{text}'. Set it to a number of seconds, 1 to 2592000."
            );
    }
}

/// <summary>Signs receipts (protocol §8) with the receipt key: deterministic (RFC 6979), so the same promise always has
/// the same bytes.</summary>
internal sealed class ReceiptSigner(IConfiguration configuration, AttestationOptions options)
{
    private readonly PrivateKey _key = Keys.Secp256k1(configuration, "Receipt");

    public Address Address => _key.Address;

    /// <returns>65 bytes r‖s‖v, v 27/28.</returns>
    public byte[] Sign(AttestationReceipt receipt) => _key.Sign(receipt.Digest(options.Domain)).ToBytes();
}
