using System.Text.Json;
using CivicForge.Chain;
using CivicForge.Chain.Crypto;
using CivicForge.Chain.Protocol;

namespace CivicForge.Sandbox.Demo;

/// <summary>Checks that a receipt is a promise that can be held against the operator (protocol §8).</summary>
internal static class Receipts
{
    /// <summary>Checks attestation, attester and the signature of the receipt key; the receipt as signed.</summary>
    public static AttestationReceipt Check(
        Checks checks,
        ServiceDescription service,
        Member member,
        Hash32 digest,
        JsonElement json
    )
    {
        var receipt = new AttestationReceipt(
            Hash32.Parse(json.GetProperty("attestation").GetString()!),
            Address.Parse(json.GetProperty("attester").GetString()!),
            json.GetProperty("receivedAt").GetUInt64(),
            json.GetProperty("anchorBy").GetUInt64(),
            Hash32.Parse(json.GetProperty("leaf").GetString()!)
        );
        checks.That(
            $"{member.Name}'s receipt names the digest that was signed",
            receipt.Attestation == digest,
            $"{receipt.Attestation}"
        );
        checks.That(
            $"{member.Name}'s receipt names who signed",
            receipt.Attester == member.Address,
            $"{receipt.Attester}"
        );
        var readable = EcdsaSignature.TryParse(
            Hex.Decode(json.GetProperty("signature").GetString()!),
            out var signature,
            out var fault
        );
        var signer = readable ? Secp256k1.Recover(receipt.Digest(service.Domain), signature) : null;
        checks.That(
            $"{member.Name}'s receipt is signed by the receipt key",
            signer == service.ReceiptKey,
            readable ? $"{signer}" : $"{fault}"
        );
        return receipt;
    }
}
