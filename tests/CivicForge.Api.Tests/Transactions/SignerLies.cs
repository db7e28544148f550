using System.Numerics;
using CivicForge.Api.Tests.Harness;
using CivicForge.Chain;
using CivicForge.Chain.Crypto;
using CivicForge.Chain.Transactions;
using CivicForge.Chain.Web3.Transactions;
using Nethereum.Model;

namespace CivicForge.Api.Tests.Transactions;

/// <summary>What a signer can give back instead of what it was asked for, and the word by which it is told.</summary>
internal static class SignerLies
{
    private static readonly PrivateKey Stranger = PrivateKey.Generate();

    internal static readonly IReadOnlyList<(string Word, Func<Eip1559Transaction, PrivateKey, byte[]> Sign)> All =
    [
        ("nonce", (asked, key) => (asked with { Nonce = asked.Nonce + 1 }).Encode(key)),
        ("recipient", (asked, key) => (asked with { To = Stranger.Address }).Encode(key)),
        ("recipient", (asked, key) => (asked with { To = null }).Encode(key)),
        ("call data", (asked, key) => (asked with { Data = [.. asked.Data[..^1], 0xff] }).Encode(key)),
        ("value", (asked, key) => (asked with { Value = 1 }).Encode(key)),
        ("gas limit", (asked, key) => (asked with { GasLimit = asked.GasLimit + 1 }).Encode(key)),
        ("fee", (asked, key) => (asked with { MaxFeePerGas = asked.MaxFeePerGas * 2 }).Encode(key)),
        (
            "priority fee",
            (asked, key) => (asked with { MaxPriorityFeePerGas = asked.MaxPriorityFeePerGas + 1 }).Encode(key)
        ),
        ("chain id", (asked, key) => (asked with { ChainId = 1 }).Encode(key)),
        ("signed by", (asked, _) => asked.Encode(Stranger)),
        ("signed by", (asked, _) => asked.Encode(TestAnchorer.PayoutKey)),
        ("HighS", WithHighS),
        ("type-2", Legacy),
        ("access list", WithAccessList),
        ("follow", (asked, key) => [.. asked.Encode(key), 0]),
        ("follow", (asked, key) => [.. asked.Encode(key), .. asked.Encode(key)]),
        ("ends before", (asked, key) => asked.Encode(key)[..^1]),
        ("no transaction", (_, _) => [2, 1, 0]),
        ("no transaction", (_, _) => []),
    ];

    /// <summary>The other one of the two signatures that the curve accepts (EIP-2 forbids it).</summary>
    private static byte[] WithHighS(Eip1559Transaction asked, PrivateKey key)
    {
        var signature = asked.Sign(key).Signature;
        var order = new BigInteger(EcdsaSignature.Order.ToArray(), isUnsigned: true, isBigEndian: true);
        var s = order - new BigInteger(signature.S.ToArray(), isUnsigned: true, isBigEndian: true);
        return Encoded(
            asked,
            null,
            _ => new Signature(
                signature.R.ToArray(),
                s.ToByteArray(isUnsigned: true, isBigEndian: true),
                signature.RecoveryId == 0 ? [1] : []
            )
        );
    }

    private static byte[] WithAccessList(Eip1559Transaction asked, PrivateKey key) =>
        Encoded(asked, [new AccessListItem(Stranger.Address.ToString(), [])], hash => Sign(key, hash));

    /// <summary>The same in the encoding of before EIP-2718.</summary>
    private static byte[] Legacy(Eip1559Transaction asked, PrivateKey key)
    {
        var transaction = new LegacyTransactionChainId(
            asked.To!.Value.ToString(),
            asked.Value,
            asked.Nonce,
            asked.MaxFeePerGas,
            asked.GasLimit,
            Hex.Encode(asked.Data),
            asked.ChainId
        );
        var signature = key.Sign(new Hash32(transaction.RawHash));
        var v = new BigInteger(asked.ChainId) * 2 + 35 + signature.RecoveryId;
        transaction.SetSignature(
            new Signature(
                signature.R.ToArray(),
                signature.S.ToArray(),
                v.ToByteArray(isUnsigned: true, isBigEndian: true)
            )
        );
        return transaction.GetRLPEncoded();
    }

    private static byte[] Encoded(
        Eip1559Transaction asked,
        List<AccessListItem>? accessList,
        Func<Hash32, Signature> sign
    )
    {
        var encoded = new Transaction1559(
            asked.ChainId,
            asked.Nonce,
            asked.MaxPriorityFeePerGas,
            asked.MaxFeePerGas,
            asked.GasLimit,
            asked.To!.Value.ToString(),
            asked.Value,
            Hex.Encode(asked.Data),
            accessList
        );
        encoded.SetSignature(sign(new Hash32(encoded.RawHash)));
        return encoded.GetRLPEncoded();
    }

    private static Signature Sign(PrivateKey key, Hash32 hash)
    {
        var signature = key.Sign(hash);
        return new(
            signature.R.ToArray(),
            signature.S.ToArray(),
            signature.RecoveryId == 0 ? [] : [signature.RecoveryId]
        );
    }
}
