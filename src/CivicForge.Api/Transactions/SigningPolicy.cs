using System.Numerics;
using CivicForge.Chain;
using CivicForge.Chain.Transactions;

namespace CivicForge.Api.Transactions;

/// <summary>A transaction was not stored or not signed because it breaks the signing policy. The message says which
/// rule.</summary>
internal class SigningRefusedException(string message) : Exception(message);

/// <summary>A signer gave back something else than it was asked for. Nothing of it is stored or sent; whoever signs for
/// us cannot be relied on until a person has looked.</summary>
internal sealed class WrongSignatureException(string difference)
    : SigningRefusedException($"Not signed: {difference}. Nothing was stored or sent. Look at the signer.");

/// <summary>What a key may sign: this chain, these contracts and functions, no value, bounded gas and fees. It stands
/// in front of the key and reads the signed bytes back after it.</summary>
/// <param name="Allowed">Contract and 4-byte selector, as lower-case hex.</param>
internal sealed record SigningPolicy(
    ulong ChainId,
    Address Signer,
    IReadOnlySet<(Address Contract, string Selector)> Allowed,
    ulong MaxGas,
    BigInteger MaxFeePerGas
)
{
    /// <exception cref="SigningRefusedException">A rule is broken.</exception>
    public void Check(Eip1559Transaction transaction)
    {
        Require(transaction.ChainId == ChainId, $"chain id {transaction.ChainId} is not {ChainId}");
        Require(transaction.Value.IsZero, $"the value is {transaction.Value} wei, not 0");
        Require(transaction.To is not null, "it creates a contract");
        Require(transaction.Data.Length >= 4, "the call data has no selector");
        var selector = Hex.Encode(transaction.Data.AsSpan(0, 4));
        Require(
            Allowed.Contains((transaction.To!.Value, selector)),
            $"function {selector} of {transaction.To} is not allowed for {Signer}"
        );
        Require(transaction.GasLimit <= MaxGas, $"a gas limit of {transaction.GasLimit} is above {MaxGas}");
        Require(
            transaction.MaxFeePerGas <= MaxFeePerGas,
            $"{transaction.MaxFeePerGas} wei per gas is above the ceiling of {MaxFeePerGas}"
        );
        Require(
            transaction.MaxPriorityFeePerGas <= transaction.MaxFeePerGas,
            "the priority fee is above the whole fee"
        );
    }

    /// <summary>Decodes what a signer returned and compares it field by field with what it was asked to sign: one whole
    /// transaction of type 2 in its only encoding, with a low s.</summary>
    /// <exception cref="WrongSignatureException">Some field differs, or somebody else signed.</exception>
    public SignedTransaction CheckSigned(Eip1559Transaction asked, ReadOnlySpan<byte> raw)
    {
        SignedTransaction signed;
        try
        {
            signed = SignedTransaction.Decode(raw);
        }
        catch (FormatException e)
        {
            throw new WrongSignatureException($"the signer returned no transaction: {e.Message.TrimEnd('.')}");
        }

        var got = signed.Transaction;
        Same(signed.Sender == Signer, $"it is signed by {signed.Sender}, not {Signer}");
        Same(got.ChainId == asked.ChainId, "the chain id changed in signing");
        Same(got.Nonce == asked.Nonce, "the nonce changed in signing");
        Same(got.To == asked.To, "the recipient changed in signing");
        Same(got.Value == asked.Value, "the value changed in signing");
        Same(got.Data.AsSpan().SequenceEqual(asked.Data), "the call data changed in signing");
        Same(got.GasLimit == asked.GasLimit, "the gas limit changed in signing");
        Same(got.MaxFeePerGas == asked.MaxFeePerGas, "the fee changed in signing");
        Same(got.MaxPriorityFeePerGas == asked.MaxPriorityFeePerGas, "the priority fee changed in signing");
        return signed;
    }

    private static void Same(bool holds, string difference)
    {
        if (!holds)
        {
            throw new WrongSignatureException(difference);
        }
    }

    private static void Require(bool holds, string reason)
    {
        if (!holds)
        {
            throw new SigningRefusedException($"Not signed: {reason}.");
        }
    }
}
