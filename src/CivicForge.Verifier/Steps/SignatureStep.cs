using CivicForge.Chain;
using CivicForge.Chain.Crypto;
using CivicForge.Chain.Protocol;
using CivicForge.Verifier.Node;

namespace CivicForge.Verifier.Steps;

/// <summary><c>creator-signature</c> and <c>performer-signature</c>: the party signed exactly what the rest of the file
/// says. Of the message only the deadline is used; its other members must repeat <c>completed</c> and
/// <c>quest</c>.</summary>
internal static class SignatureStep
{
    /// <summary>A contract signature is at most 16 KiB (protocol §4).</summary>
    private const int MaxContractSignature = 16 * 1024;

    internal static Task<Finding> CheckCreatorAsync(Proof proof, NodeView node)
    {
        var (message, completed) = (proof.Creator, proof.Completed);
        var differs = Difference(proof, message);
        if (message.Granted!.Outcome != proof.Outcome.Word())
        {
            differs ??= "outcome";
        }
        if (message.Granted.Xp != completed.Xp)
        {
            differs ??= "xp";
        }
        if (message.Granted.Reputation != completed.Reputation)
        {
            differs ??= "reputation";
        }
        return CheckAsync(proof, message, differs, completed.Creator, StatementDigest.OfCreator(proof), node);
    }

    internal static Task<Finding> CheckPerformerAsync(Proof proof, NodeView node) =>
        CheckAsync(
            proof,
            proof.Performer,
            Difference(proof, proof.Performer),
            proof.Completed.Performer,
            StatementDigest.OfPerformer(proof),
            node
        );

    /// <summary>The first member of the message that does not repeat what the file says, or null.</summary>
    private static string? Difference(Proof proof, SignedStatement message)
    {
        var completed = proof.Completed;
        if (message.Quest is { } quest && TitleHash.Compute(quest) != proof.TitleHash)
        {
            return "quest";
        }
        if (message.QuestId != completed.QuestId)
        {
            return "questId";
        }
        if (message.Creator != completed.Creator)
        {
            return "creator";
        }
        if (message.Performer != completed.Performer)
        {
            return "performer";
        }
        return message.WorkHash != completed.WorkHash ? "workHash" : null;
    }

    private static async Task<Finding> CheckAsync(
        Proof proof,
        SignedStatement statement,
        string? differs,
        Address signer,
        Hash32 digest,
        NodeView node
    )
    {
        if (differs is not null)
        {
            return Finding.Fail($"message.{differs} is not what the rest of the file says.");
        }
        var parsed = EcdsaSignature.TryParse(statement.Signature, out var signature, out var fault);
        var recovered = parsed || fault == SignatureFault.HighS ? Secp256k1.Recover(digest, signature) : null;
        if (!signer.IsZero && recovered == signer)
        {
            if (fault == SignatureFault.HighS)
            {
                return Finding.Fail($"The signature of {signer} is malleable: its s is above half the group order.");
            }
            return statement.Kind == "ecdsa"
                ? Finding.Pass($"Signed by {signer}.")
                : Finding.Fail($"The kind is {statement.Kind}, but the signature is an ecdsa signature of {signer}.");
        }

        if (statement.Kind == "ecdsa")
        {
            return Finding.Fail(
                parsed && recovered is not null
                    ? $"The signature is not one of {signer} over this statement; it recovers to {recovered}."
                    : $"The signature is not one of {signer}: {Explain(fault)}."
            );
        }

        if (statement.Signature.Length > MaxContractSignature)
        {
            return Finding.Fail(
                $"The signature has {statement.Signature.Length} bytes; at most {MaxContractSignature} are allowed."
            );
        }
        var wrapped = statement.Signature.AsSpan().EndsWith(Erc6492Suffix);
        if (wrapped != (statement.Kind == "erc6492"))
        {
            return Finding.Fail(
                $"The kind is {statement.Kind}, but the signature {(wrapped ? "ends" : "does not end")} with the "
                    + "ERC-6492 suffix."
            );
        }
        return await node.AskAsync(
                (client, finalized) => AskWalletAsync(client, finalized, proof, statement, signer, digest)
            )
            .ConfigureAwait(false);
    }

    private static async Task<Finding> AskWalletAsync(
        PatientNode client,
        Header finalized,
        Proof proof,
        SignedStatement statement,
        Address signer,
        Hash32 digest
    )
    {
        var (registry, validAt) = (proof.Domain.VerifyingContract, statement.ValidAt!);
        var now = await WalletSignatures
            .AcceptsAsync(client, registry, signer, digest, statement, finalized.Reference)
            .ConfigureAwait(false);
        if (now == true)
        {
            return Finding.Pass(
                $"The contract wallet {signer} accepts the signature ({statement.Kind}) at finalized block "
                    + $"{finalized.Number}."
            );
        }
        var then = await WalletSignatures
            .AcceptsAsync(client, registry, signer, digest, statement, validAt)
            .ConfigureAwait(false);
        if (then == true)
        {
            return Finding.Pass(
                validAt.Number <= finalized.Number
                    ? $"The contract wallet {signer} accepted the signature at block {validAt.Number}; it is no "
                        + "longer valid today."
                    : $"The contract wallet {signer} accepts the signature at block {validAt.Number}, which is "
                        + "not final yet."
            );
        }

        return now is null || then is null
            ? Finding.Inconclusive(
                $"The registry {registry}, through which a wallet is asked, is not there at the finalized block or "
                    + $"at block {validAt.Number}."
            )
            : Finding.Fail(
                $"The contract wallet {signer} accepts the signature neither at finalized block {finalized.Number} "
                    + $"nor at block {validAt.Number}."
            );
    }

    /// <summary>ERC-6492: the last 32 bytes of a wrapped signature.</summary>
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

    private static string Explain(SignatureFault fault) =>
        fault switch
        {
            SignatureFault.Length => "an ecdsa signature has 65 bytes, or 64 in the form of EIP-2098",
            SignatureFault.RecoveryId => "v is none of 0, 1, 27, 28",
            SignatureFault.Range => "r or s is zero or not below the group order",
            SignatureFault.HighS => "s is above half the group order",
            _ => "it recovers to no address",
        };
}
